/** The keyboard of a listbox and the rules of selecting many. Pure. */

/** Where a key moves to in a list of `count` rows, `page` of them visible; undefined when the key does not move. */
export function moveTo(key: string, index: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const to: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + Math.max(1, page - 1),
    PageUp: index - Math.max(1, page - 1),
    Home: 0,
    End: count - 1,
  };
  const next = to[key];
  return next === undefined ? undefined : Math.max(0, Math.min(count - 1, next));
}

/**
 * The place of the active row. When it has left the list (closed, handed over), the row that took its place is active,
 * so that work goes on downwards.
 */
export function activeIndex(ids: readonly string[], active: string | undefined, lastIndex: number): number {
  const at = active === undefined ? -1 : ids.indexOf(active);
  return at >= 0 ? at : Math.max(0, Math.min(ids.length - 1, lastIndex));
}

/** One step down (1) or up (-1) from the active row. From a row that has left, "down" is the row in its place. */
export function stepFrom(
  ids: readonly string[],
  active: string | undefined,
  lastIndex: number,
  step: 1 | -1,
): number {
  const here = activeIndex(ids, active, lastIndex);
  const gone = active !== undefined && !ids.includes(active);
  const next = gone && step === 1 ? here : here + step;
  return Math.max(0, Math.min(ids.length - 1, next));
}

export function toggle(chosen: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Everything between the anchor and `id`, added to what is chosen; `id` alone when the anchor is not in the list. */
export function extend(
  chosen: ReadonlySet<string>,
  ids: readonly string[],
  anchor: string | undefined,
  id: string,
): Set<string> {
  const from = anchor === undefined ? -1 : ids.indexOf(anchor);
  const to = ids.indexOf(id);
  if (from < 0 || to < 0) return new Set([...chosen, id]);
  return new Set([...chosen, ...ids.slice(Math.min(from, to), Math.max(from, to) + 1)]);
}
