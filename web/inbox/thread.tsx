import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { ApiError } from "../api/errors.ts";
import { Empty } from "../ui/empty.tsx";
import type { Names } from "./names.ts";
import { ThreadWaiting } from "./no-thread.tsx";
import { personShown } from "./person-shown.ts";
import type { Place } from "./place.ts";
import { conversationQuery, deliveriesQuery } from "./queries.ts";
import { seenUpTo } from "./seen.ts";
import type { ConversationPage } from "./shapes.ts";
import style from "./thread.module.css";
import { ThreadBody } from "./thread-body.tsx";
import { ThreadHead } from "./thread-head.tsx";
import { threadItems } from "./thread-items.ts";

const Composer = lazy(() => import("./composer.tsx").then((m) => ({ default: m.Composer })));
const PersonPane = lazy(() => import("../people/person-pane.tsx").then((m) => ({ default: m.PersonPane })));

/** Right pane: one conversation, the way to answer it, and the person beside it. */
export function Thread({
  id,
  place,
  names,
  onBack,
  onNext,
}: {
  id: string;
  place: Place;
  names: Names;
  onBack(): void;
  onNext(): void;
}) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const query = useInfiniteQuery(conversationQuery(id));
  const deliveries = useQuery(deliveriesQuery(id)).data ?? [];
  const [seenAt] = useState(() => seenUpTo(id));
  const [targetId, setTarget] = useState<string>();
  const wantsPerson = personShown.use();
  const page = query.data?.pages[0];
  const messages = useMemo(
    () => [...(query.data?.pages ?? [])].reverse().flatMap((one) => one.messages),
    [query.data],
  );
  const items = useMemo(
    () =>
      page
        ? threadItems({
            messages,
            notes: page.notes,
            handOvers: page.handOvers,
            history: page.history,
            deliveries,
            more: query.hasNextPage,
            seenAt,
          })
        : [],
    [page, messages, deliveries, query.hasNextPage, seenAt],
  );
  const presentId = page?.conversation.id;
  // A late message can show that two conversations are one: the old address leads to the one that stands.
  useEffect(() => {
    if (presentId && presentId !== id)
      void navigate({
        to: "/inbox/c/$conversationId",
        params: { conversationId: presentId },
        search: place.search,
        replace: true,
      });
  }, [presentId, id, navigate, place.search]);

  if (query.isPending) return <ThreadWaiting />;
  if (!page) {
    const missing = query.error instanceof ApiError && query.error.status === 404;
    return (
      <Empty
        picture={missing ? "nothing" : "stumble"}
        title={missing ? t`This conversation is not here` : t`This conversation could not be read`}
        action={
          <Button variant="default" onClick={() => (missing ? onBack() : void query.refetch())}>
            {missing ? t`Back to the list` : t`Try again`}
          </Button>
        }
      >
        {missing
          ? t`It may have been joined to another, or belong to another workspace.`
          : query.error?.message}
      </Empty>
    );
  }
  const { conversation } = page as ConversationPage;
  const covered = place.search.panel === "person";
  return (
    <div className={style.stage} data-person={wantsPerson} data-covered={covered}>
      <article className={style.thread} aria-label={t`Conversation`}>
        <ThreadHead page={page} place={place} names={names} onBack={onBack} />
        <ThreadBody
          conversationId={id}
          items={items}
          names={names}
          targetId={targetId}
          onTarget={setTarget}
          wanted={place.search.message}
          earlier={{
            has: query.hasNextPage,
            loading: query.isFetchingNextPage,
            load: () => void query.fetchNextPage(),
          }}
        />
        <Suspense fallback={<div className={style.composerWaits} />}>
          <Composer
            key={conversation.id}
            page={page}
            messages={messages}
            names={names}
            targetId={targetId}
            onTarget={setTarget}
            onNext={onNext}
          />
        </Suspense>
      </article>
      {conversation.person && (wantsPerson || covered) && (
        <aside className={style.person} aria-label={t`Person`}>
          <Suspense fallback={<ThreadWaiting />}>
            <PersonPane
              id={conversation.person.id}
              name={conversation.person.name}
              conversationId={id}
              onClose={() => (covered ? place.panel(undefined) : personShown.set(false))}
            />
          </Suspense>
        </aside>
      )}
    </div>
  );
}
