/** Spoils good input: every value of a sample replaced, in turn, by what nobody should send. */
import type { Part, Sample } from "./sample.ts";
import { placed } from "./sample.ts";

const deep = (depth: number): unknown => {
  let value: unknown = "end";
  for (let n = 0; n < depth; n++) value = n % 2 ? [value] : { a: value };
  return value;
};

/** Removed, where the value is the symbol. */
const gone = Symbol("gone");

const bad: ReadonlyArray<readonly [string, unknown]> = [
  ["missing", gone],
  ["null", null],
  ["a number", 7],
  ["negative", -1],
  ["beyond every integer", 1e300],
  ["a fraction", 0.5],
  ["a boolean", false],
  ["an empty text", ""],
  ["a text", "palabra"],
  ["a huge text", "pan ".repeat(60_000)],
  ["U+0000", "pan\u0000rallado"],
  ["half a pair", "pan \ud83e rallado"],
  ["the other half", "\udd50"],
  ["text against its direction", "\u202epan\u2066"],
  ["SQL", "'; drop table message; --"],
  ["a prototype", { __proto__: { role: "owner" }, constructor: { prototype: {} } }],
  ["an array", [1, "dos", null]],
  ["an object", { palabra: "palabra" }],
  ["a long array", Array.from({ length: 5_000 }, (_, n) => n)],
  ["deep nesting", deep(3_000)],
  ["a date that is none", "2026-02-31T25:61:00Z"],
  ["a year far away", "+275760-09-13T00:00:00.000Z"],
  ["an id that is none", "00000000-0000-0000-0000-00000000000g"],
];

/** Every path to a value within. */
function paths(value: unknown, at: Array<string | number> = []): Array<Array<string | number>> {
  if (Array.isArray(value)) return [at, ...value.flatMap((each, n) => paths(each, [...at, n]))];
  if (value && typeof value === "object")
    return [at, ...Object.entries(value).flatMap(([key, each]) => paths(each, [...at, key]))];
  return [at];
}

export interface Spoiled {
  what: string;
  sample: Sample;
}

/** Each value of each part, spoiled in each way. Addresses carry text only. */
export function* spoil(sample: Sample): Generator<Spoiled> {
  for (const part of ["params", "query", "body"] as const satisfies readonly Part[]) {
    if (sample[part] === undefined) continue;
    for (const path of paths(sample[part])) {
      if (part !== "body" && path.length === 0) continue;
      for (const [how, value] of bad) {
        if (part !== "body" && (typeof value !== "string" || value.length > 10_000)) continue;
        if (part === "params" && value === "") continue;
        if (path.length === 0 && value === gone) continue;
        const name = `${part}.${path.join(".")}: ${how}`;
        yield { what: name, sample: placed(sample, { part, path }, value === gone ? undefined : value) };
      }
    }
  }
}

/** Bodies that are no JSON of ours at all. */
export const rawBodies: ReadonlyArray<{ what: string; body: string | Uint8Array; type: string | undefined }> =
  [
    { what: "half of some JSON", body: '{"text": "pan', type: "application/json" },
    { what: "no JSON", body: "pan", type: "application/json" },
    { what: "an empty body", body: "", type: "application/json" },
    { what: "a text", body: "pan", type: "text/plain" },
    { what: "a form", body: "text=pan", type: "application/x-www-form-urlencoded" },
    { what: "XML", body: "<pan/>", type: "application/xml" },
    { what: "an unknown type", body: "{}", type: "pan/rallado" },
    {
      what: "bytes that are no UTF-8",
      body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
      type: "application/json",
    },
    { what: "a picture that is none", body: new Uint8Array([1, 2, 3]), type: "image/png" },
    {
      what: "two megabytes",
      body: JSON.stringify({ text: "p".repeat(2_000_000) }),
      type: "application/json",
    },
    { what: "a forbidden prototype", body: '{"__proto__": {"role": "owner"}}', type: "application/json" },
    { what: "a thousand brackets", body: "[".repeat(100_000), type: "application/json" },
  ];
