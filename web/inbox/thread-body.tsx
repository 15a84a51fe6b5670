import { useLingui } from "@lingui/react/macro";
import { IconArrowDown } from "@tabler/icons-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { announce } from "../shell/announce.tsx";
import { DeliveryCard } from "./delivery-card.tsx";
import { HandOverLine, HistoryLines } from "./history-lines.tsx";
import { MessageItem } from "./message-item.tsx";
import type { Names } from "./names.ts";
import { NoteSlip } from "./note-slip.tsx";
import { see } from "./seen.ts";
import style from "./thread-body.module.css";
import type { ThreadItem } from "./thread-items.ts";

/** The thread itself. Stays at its end while one is there, and where one reads otherwise. */
export function ThreadBody({
  conversationId,
  items,
  names,
  targetId,
  onTarget,
  wanted,
  earlier,
}: {
  conversationId: string;
  items: readonly ThreadItem[];
  names: Names;
  targetId: string | undefined;
  onTarget(id: string): void;
  /** A message to scroll to and mark. */
  wanted: string | undefined;
  earlier: { has: boolean; loading: boolean; load(): void };
}) {
  const { t } = useLingui();
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const size = useRef("");
  const arrived = useRef(false);
  const before = useRef({ height: 0, first: "", last: "" });
  const [fresh, setFresh] = useState(false);
  const first = items[0]?.id ?? "";
  const last = items.at(-1);
  const newest = items.findLast((item) => item.kind === "message");
  const here = wanted !== undefined && items.some((item) => item.id === wanted);

  // Older messages were put on top: what was being read stays under the eyes.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const was = before.current;
    if (!arrived.current && items.length > 0) {
      arrived.current = true;
      if (!here) {
        const line = box.querySelector("[data-unread]");
        if (line) line.scrollIntoView({ block: "start" });
        else box.scrollTop = box.scrollHeight;
      }
    } else if (was.first !== first && was.last === (last?.id ?? "")) {
      box.scrollTop += box.scrollHeight - was.height;
    } else if (was.last !== (last?.id ?? "")) {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
      else setFresh(true);
    }
    before.current = { height: box.scrollHeight, first, last: last?.id ?? "" };
  }, [items, first, last, here]);

  // The composer below grows, pictures and the person beside arrive: whoever is at the end stays there.
  useEffect(() => {
    const box = scroller.current;
    const inner = box?.firstElementChild;
    if (!box || !inner) return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current && !here) box.scrollTop = box.scrollHeight;
      size.current = sizeOf(box);
    });
    watch.observe(box);
    watch.observe(inner);
    return () => watch.disconnect();
  }, [here]);

  useEffect(() => {
    if (!wanted) return;
    if (here) document.getElementById(`item-${wanted}`)?.scrollIntoView({ block: "center" });
    else if (earlier.has && !earlier.loading) earlier.load();
  }, [wanted, here, earlier.has, earlier.loading, earlier.load]);

  const said = newest?.kind === "message" && !newest.message.own ? newest.message : undefined;
  const heard = useRef<string>(undefined);
  useEffect(() => {
    if (said && heard.current !== undefined && heard.current !== said.id)
      announce(t`New message from ${said.author.name || said.author.handle}: ${said.text.slice(0, 200)}`);
    heard.current = said?.id ?? "";
    if (newest) see(conversationId, newest.at);
  }, [said, newest, conversationId, t]);

  return (
    <div className={style.around}>
      <div
        ref={scroller}
        className={style.body}
        role="log"
        aria-live="off"
        aria-label={t`Messages`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard
        tabIndex={0}
        onScroll={({ currentTarget: box }) => {
          // A scroll that a change of size brought along is nobody's wish.
          if (size.current === sizeOf(box))
            atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
          if (atEnd.current) setFresh(false);
          if (box.scrollTop < 240 && earlier.has && !earlier.loading && arrived.current) earlier.load();
        }}
      >
        <div className={style.items}>
          {earlier.has && (
            <button type="button" className={style.earlier} onClick={earlier.load} disabled={earlier.loading}>
              {earlier.loading ? t`Earlier messages are on their way…` : t`Earlier messages`}
            </button>
          )}
          {items.map((item) => (
            <Item
              key={item.id}
              item={item}
              names={names}
              targeted={item.id === targetId}
              marked={item.id === wanted}
              onTarget={onTarget}
            />
          ))}
        </div>
      </div>
      {fresh && (
        <button
          type="button"
          className={style.fresh}
          onClick={() => scroller.current?.scrollTo({ top: scroller.current.scrollHeight })}
        >
          <IconArrowDown size={15} stroke={1.9} />
          {t`New below`}
        </button>
      )}
    </div>
  );
}

const sizeOf = (box: HTMLElement): string => `${box.clientHeight} ${box.scrollHeight}`;

function Item({
  item,
  names,
  targeted,
  marked,
  onTarget,
}: {
  item: ThreadItem;
  names: Names;
  targeted: boolean;
  marked: boolean;
  onTarget(id: string): void;
}) {
  const { t } = useLingui();
  switch (item.kind) {
    case "message":
      return (
        <MessageItem
          message={item.message}
          delivery={item.delivery}
          names={names}
          targeted={targeted}
          marked={marked}
          onTarget={onTarget}
        />
      );
    case "delivery":
      return <DeliveryCard delivery={item.delivery} names={names} />;
    case "note":
      return <NoteSlip note={item.note} names={names} />;
    case "hand-over":
      return <HandOverLine handOver={item.handOver} names={names} />;
    case "history":
      return <HistoryLines entries={item.entries} names={names} />;
    case "unread":
      return (
        <p className={style.unread} data-unread>
          <span>{t`New since you were here`}</span>
        </p>
      );
  }
}
