import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Select, TextInput } from "@mantine/core";
import { IconArrowLeft, IconUserMinus } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { onLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import channelsStyle from "../channels/channels.module.css";
import { channelQuery } from "../channels/channels-api.ts";
import { Page } from "../shell/page.tsx";
import { useSession } from "../shell/session.ts";
import { toast } from "../shell/toasts.tsx";
import { isLead } from "../team/team-api.ts";
import { Empty } from "../ui/empty.tsx";
import { Note } from "../ui/note.tsx";
import { Tag } from "../ui/tag.tsx";
import { SenderForm } from "./sender-form.tsx";
import style from "./subscribers.module.css";
import { EnterSubscribers } from "./subscribers-enter.tsx";

type State = "active" | "unsubscribed" | "bounced";
const refresh = () => queryClient.invalidateQueries({ queryKey: ["subscribers"] });

const ask = (id: string, state: State | null, q: string, before: string | undefined) =>
  unwrap(
    api.GET("/channels/{id}/subscribers", {
      params: {
        path: { id },
        query: { ...(state ? { state } : {}), ...(q ? { q } : {}), ...(before ? { before } : {}) },
      },
    }),
  );
type Subscriber = Awaited<ReturnType<typeof ask>>["rows"][number];

/** Who gets the bulletins of a channel: by which permission, and who has left or cannot be reached. */
export function SubscribersScreen() {
  const { t } = useLingui();
  const { id = "" } = useParams({ strict: false }) as { id?: string };
  const { role } = useSession().teammate;
  const { data: channel } = useSuspenseQuery(channelQuery(id));
  const [state, setState] = useState<State | null>(null);
  const [q, setQ] = useState("");
  const list = useInfiniteQuery({
    queryKey: ["subscribers", id, state, q],
    queryFn: ({ pageParam }) => ask(id, state, q, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ more, rows }) => (more ? rows.at(-1)?.id : undefined),
    placeholderData: keepPreviousData,
  });
  useEffect(() => onLive("channels", () => void refresh()), []);
  const words: Record<State, string> = {
    active: t`Subscribed`,
    unsubscribed: t`Has left`,
    bounced: t`Cannot be reached`,
  };
  const name = channel.name || channel.handle;
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const active = first?.counts.active ?? 0;
  return (
    <Page
      title={t`Who gets the bulletins`}
      back={
        <Link to={`/channels/${id}` as "/"} className={channelsStyle.back}>
          <IconArrowLeft size={16} stroke={1.8} />
          {name}
        </Link>
      }
      lead={t`Only who has permitted it: each with the permission, and with a way out in every mail.`}
    >
      {list.error && <Note tone="bad">{list.error.message}</Note>}
      {first && (
        <div className={style.stack}>
          <SenderForm
            key={first.sender?.line ?? ""}
            channelId={id}
            sender={first.sender}
            lead={isLead(role)}
            onDone={refresh}
          />
          {role !== "guest" && <EnterSubscribers channelId={id} onDone={refresh} />}
          <section aria-labelledby="subscribers" className={style.list}>
            <h2 id="subscribers">{plural(active, { one: "# subscriber", other: "# subscribers" })}</h2>
            <div className={style.filters}>
              <TextInput
                label={t`Search`}
                value={q}
                maxLength={200}
                onChange={(event) => setQ(event.target.value)}
              />
              <Select
                label={t`Show`}
                value={state ?? ""}
                allowDeselect={false}
                data={[
                  { value: "", label: t`Everybody` },
                  ...(Object.keys(words) as State[]).map((value) => ({
                    value,
                    label: `${words[value]} (${first.counts[value] ?? 0})`,
                  })),
                ]}
                onChange={(value) => setState((value || null) as State | null)}
              />
            </div>
            {rows.length === 0 && (
              <Empty
                picture="quiet"
                title={q || state ? t`Nobody is like that` : t`Nobody is subscribed yet`}
              >
                {t`Enter those who have said yes; a bulletin goes to each of them by itself.`}
              </Empty>
            )}
            <ul className={style.rows}>
              {rows.map((row) => (
                <Row key={row.id} row={row} word={words[row.state]} may={role !== "guest"} />
              ))}
            </ul>
            {list.hasNextPage && (
              <Button
                variant="default"
                loading={list.isFetchingNextPage}
                onClick={() => void list.fetchNextPage()}
              >
                <Trans>Show more</Trans>
              </Button>
            )}
          </section>
        </div>
      )}
    </Page>
  );
}

function Row({ row, word, may }: { row: Subscriber; word: string; may: boolean }) {
  const { t } = useLingui();
  const { address, name, permission, permittedOn, state, stateWhy } = row;
  const remove = async () => {
    try {
      await unwrap(api.DELETE("/subscribers/{id}", { params: { path: { id: row.id } } }));
      await refresh();
      toast({ message: t`${address} gets no more bulletins.` });
    } catch (error) {
      toast({ message: (error as Error).message, tone: "bad" });
    }
  };
  return (
    <li>
      <div>
        <b>{address}</b>
        {name && <span>{name}</span>}
        <p>{t`${permittedOn}: ${permission}`}</p>
        {state === "bounced" && stateWhy && <p>{stateWhy}</p>}
      </div>
      <Tag tone={state === "active" ? "good" : state === "bounced" ? "bad" : "plain"}>{word}</Tag>
      {may && state !== "unsubscribed" && (
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconUserMinus size={16} stroke={1.7} />}
          aria-label={t`Take off ${address}`}
          onClick={() => void remove()}
        >
          {t`Take off`}
        </Button>
      )}
    </li>
  );
}
