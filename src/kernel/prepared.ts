/** Statements that a server parses and plans once for each connection instead of every time. */
import pg from "pg";

const names = new Map<string, string>();

/** From here on connections keep this statement prepared. For texts that come again and again, and of which there are few. */
export function keepPrepared(text: string): void {
  if (!names.has(text)) names.set(text, `kept_${names.size + 1}`);
}

/** A connection that sends kept statements by their name (the extended query protocol's named statements). */
export class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: the driver's method has ten overloads; this one only hands on.
  override query(...asked: any[]): any {
    const [text, values] = asked;
    const name = typeof text === "string" && asked.length === 2 ? names.get(text) : undefined;
    // @ts-expect-error: as above.
    return name === undefined ? super.query(...asked) : super.query({ name, text, values });
  }
}
