/** @mentions in notes: typed by name, kept by id. Pure. */

export interface Named {
  id: string;
  name: string;
}

/** Where mentioned teammates stand in a text ("@Teo Lindqvist"); longer names win over their own beginnings. */
export function mentionSpans<T extends Named>(
  text: string,
  team: readonly T[],
): { start: number; end: number; id: string }[] {
  const spans: { start: number; end: number; id: string }[] = [];
  const taken = (start: number) => spans.some((span) => start >= span.start && start < span.end);
  for (const { id, name } of [...team].sort((a, b) => b.name.length - a.name.length)) {
    const word = `@${name}`;
    if (name === "") continue;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      const after = text[at + word.length] ?? "";
      if (!taken(at) && !/[\p{L}\p{N}]/u.test(after)) spans.push({ start: at, end: at + word.length, id });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Ids of those mentioned, each once. */
export const mentionedIds = (text: string, team: readonly Named[]): string[] => [
  ...new Set(mentionSpans(text, team).map((span) => span.id)),
];

/** The mention being typed before the caret: where its @ stands, and the letters after it. */
export function mentionAt(text: string, caret: number): { start: number; query: string } | undefined {
  const found = /(?:^|[\s(])@([\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]*)?)$/u.exec(text.slice(0, caret));
  if (!found) return undefined;
  const query = found[1] ?? "";
  return { start: caret - query.length - 1, query };
}
