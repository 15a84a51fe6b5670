/**
 * Makes input that a route accepts, from the route's own schemas, and says where in it ids stand. What it makes is
 * checked against the schema, so that a schema which it does not understand fails the test instead of hiding a route.
 */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Mounted } from "../../src/kernel/http.ts";
import { byAddress, byField, byRoute, type Kind, words } from "./sample-names.ts";

export type Part = "params" | "query" | "body";

export interface IdPlace {
  part: Part;
  path: Array<string | number>;
  kind: Kind;
}

export interface Sample {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
  places: IdPlace[];
}

interface Def {
  type: string;
  format?: string;
  shape?: Record<string, z.ZodType>;
  element?: z.ZodType;
  innerType?: z.ZodType;
  in?: z.ZodType;
  options?: z.ZodType[];
  entries?: Record<string, unknown>;
  values?: unknown[];
  items?: z.ZodType[];
  checks?: Array<{ _zod: { def: { check?: string; value?: number; minimum?: number; format?: string } } }>;
}
export const defOf = (schema: z.ZodType): Def => schema._zod.def as unknown as Def;

/** Of these the first that its place accepts. */
const plain = ["palabra", "es", "https://brisa.test/"];
const future = new Date(Date.now() + 86_400_000).toISOString();

function kindOf(url: string, part: Part, path: Array<string | number>): Kind {
  const name = path.filter((step) => typeof step === "string").at(-1) as string;
  const kind =
    part === "params" && name === "id"
      ? byAddress[/([a-z-]+)\/:id/.exec(url)?.[1] ?? ""]
      : (byRoute[`${url} ${name}`] ?? byField[name]);
  if (!kind) throw new Error(`Teach test/routes/sample-names.ts whose id "${name}" is in ${url}.`);
  return kind;
}

/** Walks one schema. `variant` chooses among the options of unions and enums. */
function make(
  url: string,
  part: Part,
  schema: z.ZodType,
  path: Array<string | number>,
  variant: number,
  places: IdPlace[],
): unknown {
  const def = defOf(schema);
  const inner = (child: z.ZodType, step?: string | number) =>
    make(url, part, child, step === undefined ? path : [...path, step], variant, places);
  const name = path.filter((step) => typeof step === "string").at(-1);
  const isId = (each: z.ZodType) => defOf(each).format === "uuid";
  if (isId(schema)) {
    places.push({ part, path, kind: kindOf(url, part, path) });
    return randomUUID();
  }
  const known = typeof name === "string" ? words[name] : undefined;
  if (known !== undefined && schema.safeParse(known).success) return known;
  switch (def.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(def.shape ?? {})
          // The workspace is named by the caller, not by what is asked.
          .filter(([key]) => part !== "query" || key !== "workspace")
          .map(([key, each]) => [key, inner(each, key)]),
      );
    case "string":
      if (def.format === "datetime") return future;
      if (def.format === "date") return future.slice(0, 10);
      return plain.find((each) => schema.safeParse(each).success) ?? "palabra";
    case "int":
    case "number":
      return Math.max(
        1,
        ...(def.checks ?? []).map(({ _zod }) =>
          _zod.def.check === "greater_than" ? (_zod.def.value ?? 1) : 1,
        ),
      );
    case "boolean":
      return true;
    case "array":
      return [inner(def.element as z.ZodType, 0)];
    case "tuple":
      return (def.items ?? []).map((each, at) => inner(each, at));
    case "enum": {
      const values = Object.values(def.entries ?? {});
      return values[variant % values.length];
    }
    case "literal":
      return def.values?.[0];
    case "record":
      return { palabra: "palabra" };
    case "union": {
      const options = def.options ?? [];
      const ids = options.find(isId);
      return inner(ids ?? (options[variant % options.length] as z.ZodType));
    }
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
      return inner(def.innerType as z.ZodType);
    case "pipe":
      return inner(def.in as z.ZodType);
    case "unknown":
    case "any":
      return "palabra";
    default:
      throw new Error(
        `Teach test/routes/sample.ts how to make a ${def.type} (${part}.${path.join(".")} of ${url}).`,
      );
  }
}

/** How many variants show every option of every union in the schema. */
function variants(schema: z.ZodType | undefined): number {
  if (!schema) return 1;
  const def = defOf(schema);
  const children = [
    ...Object.values(def.shape ?? {}),
    ...(def.options ?? []),
    ...[def.element, def.innerType, def.in].filter((each) => each !== undefined),
  ];
  return Math.max(1, def.type === "union" ? (def.options?.length ?? 1) : 1, ...children.map(variants));
}

/** Input for a route in as many variants as its unions ask for. Throws where its own schema refuses what was made. */
export function samplesOf({ url, spec, method }: Mounted): Sample[] {
  const count = Math.max(variants(spec.body), variants(spec.query));
  return Array.from({ length: count }, (_, variant) => {
    const places: IdPlace[] = [];
    const part = (which: Part) => {
      const schema = spec[which];
      if (!schema) return which === "body" ? undefined : {};
      const made = make(url, which, schema, [], variant, places);
      const parsed = schema.safeParse(made);
      if (!parsed.success)
        throw new Error(
          `Teach test/routes/sample.ts the ${which} of ${method} ${url}: ${parsed.error.message}`,
        );
      return made;
    };
    return {
      params: part("params") as Record<string, unknown>,
      query: part("query") as Record<string, unknown>,
      body: part("body"),
      places,
    };
  });
}

/** Puts a value at a path of a sample's part, in a copy. */
export function placed(
  sample: Sample,
  { part, path }: Pick<IdPlace, "part" | "path">,
  value: unknown,
): Sample {
  const copy = structuredClone(sample);
  if (path.length === 0) return { ...copy, [part]: value };
  let at = copy[part] as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

/** The address of a sample, below the server's origin. */
export function addressOf(url: string, { params, query }: Sample): string {
  const encoded = (text: string) => (text.isWellFormed() ? encodeURIComponent(text) : "%ED%A0%BE");
  const path = url.replace(/:(\w+)/g, (_, name: string) => encoded(String(params[name])));
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  return search.size > 0 ? `${path}?${search}` : path;
}
