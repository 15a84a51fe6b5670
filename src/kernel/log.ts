/**
 * The process's log: one JSON object a line on standard output, or one readable line each on a terminal. Nothing that
 * opens a door gets into it: values under telling names are left out at any depth, tokens are cut out of texts.
 */
import { pino } from "pino";

const LEFT_OUT = "[left out]";
const TELLING =
  /authori[sz]ation|cookie|passw|passphrase|token|secret|api[-_]?key|private[-_]?key|credential|sealed|jwt|totp|recovery[-_]?code/i;
/** Texts that carry a secret inside, and what of them stays. */
const IN_TEXT: ReadonlyArray<[RegExp, string]> = [
  [/\b(Bearer|Basic|DPoP)\s+[\w.~+/=-]{6,}/gi, `$1 ${LEFT_OUT}`],
  [/(\b[a-z][a-z+.-]*:\/\/[^\s/:@"]*):[^\s/@"]+@/gi, `$1:${LEFT_OUT}@`],
  [
    /([?&#](?:[\w-]*(?:token|secret|password|api[-_]?key|signature|jwt)|code|state|key|sig)=)[^&#\s"\\]+/gi,
    `$1${LEFT_OUT}`,
  ],
];
const DEEPEST = 8;

export interface LogOptions {
  level: string;
  /** One readable line instead of JSON. */
  readable: boolean;
  write(line: string): void;
}

export function createLog({ level, readable, write }: LogOptions) {
  return pino(
    {
      level: level in pino.levels.values ? level : "info",
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (value) => value },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => clean(fields, 0, new Set()) as Record<string, unknown>,
      },
      hooks: { streamWrite: cutOut },
    },
    { write: readable ? (line) => write(asLine(line)) : write },
  );
}

/** The process's log. `RAPPORT_LOG` is checked by `readConfig`; what it refuses counts as `info` until then. */
export const log = createLog({
  level: process.env.RAPPORT_LOG ?? "info",
  readable: process.stdout.isTTY === true,
  write: (line) => process.stdout.write(line),
});

/** A text without the secrets that it may carry: bearer tokens, passwords and tokens in addresses. */
export function cutOut(text: string): string {
  return IN_TEXT.reduce((rest, [pattern, stays]) => rest.replace(pattern, stays), text);
}

/** A copy that is safe to write: telling names emptied, errors spelt out, circles and depths cut. */
function clean(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof URL) return value.href;
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`;
  if (depth > DEEPEST || above.has(value)) return "[…]";
  above.add(value);
  const inside = (each: unknown) => clean(each, depth + 1, above);
  let copy: unknown;
  if (Array.isArray(value)) copy = value.map(inside);
  else if (value instanceof Map || value instanceof Set) copy = [...value].map(inside);
  else if (value instanceof Error) copy = inside(spelt(value));
  else {
    copy = Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        TELLING.test(key) && each !== undefined && each !== null ? LEFT_OUT : inside(each),
      ]),
    );
  }
  above.delete(value);
  return copy;
}

function spelt(error: Error): Record<string, unknown> {
  const { name, message, stack, cause, ...own } = error;
  return { name: error.name, message, ...own, stack, ...(cause === undefined ? {} : { cause }) };
}

const COLOURS: Record<string, number> = { debug: 90, info: 36, warn: 33, error: 31, fatal: 31 };

function asLine(json: string): string {
  const { level, time, msg, ...fields } = JSON.parse(json) as Record<string, unknown>;
  const clock = String(time).slice(11, 19);
  const label = String(level);
  const texts = Object.entries(fields).map(([key, value]) => `${key}=${brief(value)}`);
  const parts = [
    clock,
    `\u001b[${COLOURS[label] ?? 0}m${label.padEnd(5)}\u001b[0m`,
    String(msg ?? ""),
    ...texts,
  ];
  const stack = stackOf(fields);
  return `${parts.filter((part) => part !== "").join(" ")}\n${stack ? `${stack}\n` : ""}`;
}

function brief(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  const { name, message, stack } = value as Record<string, unknown>;
  return stack === undefined ? JSON.stringify(value) : `${name}: ${message}`;
}

function stackOf(fields: Record<string, unknown>): string | undefined {
  for (const value of Object.values(fields)) {
    const stack = (value as { stack?: unknown } | null)?.stack;
    if (typeof stack === "string") return stack.split("\n").slice(1).join("\n");
  }
  return undefined;
}
