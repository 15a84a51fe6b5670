/** How loaded pages of a list take in what changed, without asking for all of them again. Pure. */
import type { ConversationRow, Rows } from "./shapes.ts";

export interface Pages {
  pages: Rows<ConversationRow>[];
  pageParams: unknown[];
}

/** Every loaded row once, in order. */
export function flatRows(data: Pages | undefined): ConversationRow[] {
  const seen = new Set<string>();
  const rows: ConversationRow[] = [];
  for (const page of data?.pages ?? [])
    for (const row of page.rows) if (!seen.has(row.id)) rows.push(row) && seen.add(row.id);
  return rows;
}

const mapRows = (data: Pages, change: (row: ConversationRow) => ConversationRow | undefined): Pages => ({
  ...data,
  pages: data.pages.map((page) => ({
    ...page,
    rows: page.rows.flatMap((row) => change(row) ?? []),
  })),
});

/** Newer states of rows put in their places; `keep` tells whether one still belongs here. */
export function putRows(
  data: Pages,
  rows: readonly ConversationRow[],
  keep: (row: ConversationRow) => boolean,
): Pages {
  const fresh = new Map(rows.map((row) => [row.id, row]));
  return mapRows(data, (row) => {
    const next = fresh.get(row.id);
    if (!next || next.version < row.version) return row;
    return keep(next) ? next : undefined;
  });
}

/** A first page asked again, over what was loaded: new ones on top, moved ones once, the rest as it was. */
export function mergeFirst(
  data: Pages,
  first: Rows<ConversationRow>,
  gone: ReadonlySet<string> = new Set(),
): Pages {
  const top = new Set(first.rows.map((row) => row.id));
  const rest = mapRows(data, (row) => (top.has(row.id) || gone.has(row.id) ? undefined : row));
  const [old, ...others] = rest.pages;
  if (!old || first.next === null) return { pages: [first], pageParams: data.pageParams.slice(0, 1) };
  return { ...data, pages: [{ rows: [...first.rows, ...old.rows], next: old.next }, ...others] };
}
