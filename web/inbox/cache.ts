/** The lists and threads held in memory, changed in place. */
import { queryClient } from "../api/query.ts";
import { askOf } from "./ask.ts";
import { flatRows, mergeFirst, type Pages, putRows } from "./list-merge.ts";
import { listPage, viewsQuery } from "./queries.ts";
import { fits } from "./question.ts";
import type { ConversationPage, ConversationRow, Question } from "./shapes.ts";

/** The full question of a cached list; undefined when it is a saved view that is not loaded. */
function questionOfKey(key: readonly unknown[]): Question | undefined {
  const { view, ...asked } = (key[1] ?? {}) as Question & { view?: string };
  if (!view) return asked;
  const saved = queryClient.getQueryData(viewsQuery.queryKey)?.find((one) => one.id === view);
  return saved && { ...saved.question, ...asked };
}

/** Puts newer rows wherever they are shown; a row leaves the lists it no longer belongs in. Answers the way back. */
export function showRows(rows: readonly ConversationRow[], me: string): () => void {
  const before = [
    ...queryClient.getQueriesData({ queryKey: ["conversations"] }),
    ...rows.flatMap((row) => queryClient.getQueriesData({ queryKey: ["conversation", row.id] })),
  ];
  for (const [key, data] of queryClient.getQueriesData<Pages>({ queryKey: ["conversations"] })) {
    const question = questionOfKey(key);
    if (data) {
      queryClient.setQueryData(
        key,
        putRows(data, rows, (row) => !question || fits(row, question, me)),
      );
    }
  }
  for (const row of rows) {
    queryClient.setQueryData<{ pages: ConversationPage[]; pageParams: unknown[] }>(
      ["conversation", row.id],
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) =>
            page.conversation.version > row.version ? page : { ...page, conversation: row },
          ),
        },
    );
  }
  return () => {
    for (const [key, data] of before) queryClient.setQueryData(key, data);
  };
}

/** The newest state of a row that is loaded anywhere. */
export function loadedRow(id: string): ConversationRow | undefined {
  const thread = queryClient.getQueryData<{ pages: ConversationPage[] }>(["conversation", id]);
  if (thread?.pages[0]) return thread.pages[0].conversation;
  for (const [, data] of queryClient.getQueriesData<Pages>({ queryKey: ["conversations"] })) {
    const row = flatRows(data).find((one) => one.id === id);
    if (row) return row;
  }
  return undefined;
}

/** Beyond this many a list is asked for anew instead of row by row. */
const mostSingly = 12;

/**
 * Something happened to these conversations (none: to many). Lists on the screen ask for their first page again and lay
 * it over what is loaded, so that nobody loses their place; rows further down are asked for one by one.
 */
export async function refreshLists(ids: readonly string[], me: string): Promise<void> {
  const lists = queryClient.getQueryCache().findAll({ queryKey: ["conversations"] });
  for (const list of lists.filter((one) => !one.isActive())) void list.invalidate();
  const active = lists.filter((one) => one.isActive() && one.state.data);
  if (active.length === 0) return;
  if (ids.length === 0 || ids.length > mostSingly)
    return queryClient.invalidateQueries({ queryKey: ["conversations"] });
  for (const list of active) {
    const first = await listPage((list.queryKey[1] ?? {}) as Record<string, unknown>);
    const top = new Set(first.rows.map((row) => row.id));
    const known = new Set(flatRows(list.state.data as Pages).map((row) => row.id));
    const below = ids.filter((id) => known.has(id) && !top.has(id));
    queryClient.setQueryData<Pages>(list.queryKey, (data) => data && mergeFirst(data, first));
    const rows = await Promise.all(
      below.map((id) =>
        askOf<ConversationPage>("get", "/conversations/{id}", id).then((p) => p.conversation),
      ),
    );
    showRows(rows, me);
  }
}
