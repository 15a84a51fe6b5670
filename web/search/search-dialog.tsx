import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useState } from "react";
import { ask } from "../inbox/ask.ts";
import { searchOpen } from "../inbox/dialogs.ts";
import type { Names } from "../inbox/names.ts";
import { ownSrc } from "../inbox/own-src.ts";
import type { Place } from "../inbox/place.ts";
import { MarkedText } from "../inbox/safe-text.tsx";
import type { SearchAnswer, SearchHit } from "../inbox/shapes.ts";
import { createStore } from "../shell/store.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Empty } from "../ui/empty.tsx";
import { NetworkGlyph } from "../ui/network.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { RelativeTime } from "../ui/time.tsx";
import style from "./search-dialog.module.css";
import { Understood } from "./understood.tsx";

/** What was searched for last: coming back goes on there. */
const asked = createStore("");
const rest = 180; // ms after the last letter

const nameOf = ({ author }: SearchHit): string => author.name || author.handle;

/** Search over every message: understood filters as chips, found words marked, arrows and Enter to open. */
export function SearchDialog({ place, names }: { place: Place; names: Names }) {
  const { t } = useLingui();
  const id = useId();
  const text = asked.use();
  const [settled, setSettled] = useState(text);
  const [at, setAt] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text.trim()), rest);
    return () => clearTimeout(timer);
  }, [text]);
  const query = useInfiniteQuery({
    queryKey: ["search", settled],
    queryFn: ({ pageParam, signal }) =>
      ask<SearchAnswer>("get", "/search", {
        params: { query: { q: settled, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: settled !== "",
    placeholderData: (before) => before,
  });
  const pages = useDeferredValue(settled === "" ? [] : (query.data?.pages ?? []));
  const hits = pages.flatMap((page) => page.rows);
  const first = pages[0];
  const active = hits[Math.min(at, hits.length - 1)];

  const close = () => searchOpen.set(false);
  const open = (hit: SearchHit | undefined) => {
    if (!hit) return;
    close();
    place.open(hit.conversationId, { message: hit.messageId });
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(hits.length - 1, to));
    setAt(next);
    document.getElementById(`${id}-${hits[next]?.messageId}`)?.scrollIntoView({ block: "nearest" });
    if (next >= hits.length - 3 && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key === "PageDown") move(at + 6);
    else if (event.key === "PageUp") move(at - 6);
    else if (event.key === "Enter") open(active);
    else return;
    event.preventDefault();
  };
  const put = (part: string) => {
    asked.set((now) => `${now.trim()}${now.trim() ? " " : ""}${part}`);
    document.getElementById(`${id}-input`)?.focus();
  };
  return (
    <Modal.Root opened onClose={close} centered={false} yOffset="8dvh" size={720} padding={0}>
      <Modal.Overlay />
      <Modal.Content aria-label={t`Search the messages`} classNames={{ content: style.box ?? "" }}>
        <input
          id={`${id}-input`}
          className={style.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${active.messageId}` : undefined}
          aria-autocomplete="list"
          aria-label={t`Search the messages`}
          placeholder={t`Search the messages`}
          data-autofocus
          value={text}
          onChange={(event) => {
            asked.set(event.target.value);
            setAt(0);
          }}
          onFocus={(event) => event.target.select()}
          onKeyDown={onKeyDown}
        />
        {first && <Understood answer={first} names={names} />}
        <div className={style.results}>
          {settled === "" ? (
            <Hints onPut={put} />
          ) : query.isError ? (
            <Empty
              picture="stumble"
              title={t`The search did not work`}
              action={<Button onClick={() => void query.refetch()}>{t`Try again`}</Button>}
            >
              {query.error.message}
            </Empty>
          ) : !first ? (
            <div className={style.loading}>
              <Skeleton avatar lines={2} />
              <Skeleton avatar lines={2} />
            </div>
          ) : hits.length === 0 ? (
            <Empty picture="nothing" title={t`Nothing found`}>{t`Fewer words find more.`}</Empty>
          ) : null}
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label={t`Found messages`}
            data-stale={query.isPlaceholderData}
          >
            {hits.map((hit, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works through the combobox
              <div
                key={hit.messageId}
                id={`${id}-${hit.messageId}`}
                role="option"
                tabIndex={-1}
                aria-selected={hit === active}
                className={style.hit}
                onPointerMove={() => setAt(index)}
                onClick={() => open(hit)}
              >
                <Avatar
                  name={nameOf(hit)}
                  image={ownSrc(hit.author.avatar)}
                  seed={hit.author.personId}
                  size={30}
                />
                <span className={style.head}>
                  <b>{nameOf(hit)}</b>
                  <NetworkGlyph network={names.channel(hit.channelId)?.network ?? ""} size={13} labelled />
                  {hit.own && <span>{t`ours`}</span>}
                  <span className={style.time}>
                    <RelativeTime at={hit.at} />
                  </span>
                </span>
                <span className={style.snippet}>
                  {hit.subject && <b>{hit.subject} </b>}
                  <MarkedText text={hit.snippet} marks={hit.marks} />
                </span>
              </div>
            ))}
          </div>
        </div>
        <p className="visually-hidden" role="status">
          {first && !query.isFetching
            ? plural(hits.length, { one: "# message found", other: "# messages found" })
            : ""}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}

/** What a search understands, one click from being typed. */
function Hints({ onPut }: { onPut(part: string): void }) {
  const { t } = useLingui();
  const hints: [string, string][] = [
    ["is:unanswered", t`waits for an answer`],
    ["from:", t`who said it: from:teo`],
    ["channel:", t`where: channel:bluesky`],
    ["after:", t`since a day: after:2026-01-31`],
    ["before:", t`until a day: before:2026-03-01`],
    ['"…"', t`these words in this order`],
  ];
  return (
    <ul className={style.hints}>
      {hints.map(([part, means]) => (
        <li key={part}>
          <button type="button" onClick={() => onPut(part.replace("…", ""))}>
            <code>{part}</code>
            <span>{means}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
