import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import style from "./list.module.css";
import { moveTo } from "./list-keys.ts";
import { ListRow } from "./list-row.tsx";
import type { Names } from "./names.ts";
import type { ConversationRow } from "./shapes.ts";
import type { Choosing } from "./use-choosing.ts";

/** Every row is as high as every other (px), so that the place of the ten-thousandth is known without drawing it. */
const rowHeight = 86;
/** Rows from the end at which the next page is asked for. */
const ahead = 12;

export interface ListHandle {
  focus(): void;
  show(index: number): void;
}

/** The virtualised listbox: only what is near the window is in the document, whatever the length. */
export function List({
  ref,
  rows,
  names,
  label,
  openId,
  choosing,
  onOpen,
  more,
}: {
  ref: Ref<ListHandle>;
  rows: readonly ConversationRow[];
  names: Names;
  label: string;
  openId: string | undefined;
  choosing: Choosing;
  onOpen(id: string): void;
  more: { has: boolean; loading: boolean; load(): void };
}) {
  const { t } = useLingui();
  const scroller = useRef<HTMLDivElement>(null);
  const { index, chosen } = choosing;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => rows[at]?.id ?? at,
    overscan: 8,
    // The active row stays in the document wherever one has scrolled: screen readers are told of it by its id.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), index])].sort((a, b) => a - b),
  });
  const shown = virtual.getVirtualItems();
  const lastShown = virtual.range?.endIndex ?? 0;
  const openIndex = rows.findIndex((row) => row.id === openId);
  const shownOpen = useRef(false);
  // Opened by a link: its row is brought into sight, once.
  useEffect(() => {
    if (shownOpen.current || openIndex < 0) return;
    shownOpen.current = true;
    virtual.scrollToIndex(openIndex, { align: "auto" });
  }, [openIndex, virtual]);
  useEffect(() => {
    if (more.has && !more.loading && lastShown >= rows.length - ahead) more.load();
  }, [more, lastShown, rows.length]);
  // News on top push what is being looked at neither up nor down.
  const anchor = useRef<{ id: string; at: number }>(undefined);
  useLayoutEffect(() => {
    const box = scroller.current;
    const was = anchor.current;
    if (!box || !was || box.scrollTop < rowHeight / 2) return;
    const now = rows.findIndex((row) => row.id === was.id);
    if (now >= 0 && now !== was.at) box.scrollTop += (now - was.at) * rowHeight;
  }, [rows]);
  useImperativeHandle(ref, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    show: (at) => virtual.scrollToIndex(at, { align: "auto" }),
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "a" || event.altKey) return;
      choosing.chooseAll();
      return event.preventDefault();
    }
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight);
    const to = moveTo(event.key, index, rows.length, page);
    const row = rows[to ?? index];
    if (to !== undefined && row) {
      if (event.shiftKey) choosing.choose(row.id, true);
      choosing.activate(row.id);
      virtual.scrollToIndex(to, { align: "auto" });
    } else if (event.key === " " && row) choosing.choose(row.id, event.shiftKey);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className={style.list}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable="true"
      aria-activedescendant={rows[index] ? `row-${rows[index].id}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget }) => {
        const at = Math.floor(currentTarget.scrollTop / rowHeight);
        const top = rows[at];
        anchor.current = top && { id: top.id, at };
      }}
    >
      <div role="presentation" className={style.length} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index: at, start }) => {
          const row = rows[at];
          if (!row) return null;
          return (
            <ListRow
              key={row.id}
              id={`row-${row.id}`}
              row={row}
              names={names}
              at={at}
              count={more.has ? -1 : rows.length}
              open={row.id === openId}
              active={at === index}
              chosen={chosen.has(row.id)}
              choosing={chosen.size > 0}
              place={{ transform: `translateY(${start}px)`, height: rowHeight }}
              onOpen={() => {
                choosing.activate(row.id);
                onOpen(row.id);
              }}
              onChoose={(range) => {
                choosing.choose(row.id, range);
                choosing.activate(row.id);
              }}
            />
          );
        })}
      </div>
      <p className={style.foot} role="presentation">
        {more.loading
          ? t`More is on its way…`
          : more.has
            ? ""
            : plural(rows.length, { one: "# conversation", other: "# conversations" })}
      </p>
    </div>
  );
}
