import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Select, Switch } from "@mantine/core";
import { useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { channelsQuery } from "../channels/channels-api.ts";
import { ownSrc } from "../inbox/own-src.ts";
import { desksQuery } from "../team/team-api.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Empty } from "../ui/empty.tsx";
import { Note } from "../ui/note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { activityQuery, everybodyQuery, type Happening } from "./activity-api.ts";
import { type Names, useActivityWords } from "./activity-words.ts";
import { Pane } from "./pane.tsx";
import style from "./settings.module.css";

/** Who did what, and when, in plain sentences. The filters stand in the address. */
export function ActivityScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as { teammate?: string; kind?: string; all?: boolean };
  const { data: everybody } = useSuspenseQuery(everybodyQuery);
  const { data: desks } = useSuspenseQuery(desksQuery(true));
  const { data: channels } = useSuspenseQuery(channelsQuery());
  const filter = {
    teammate: search.teammate ?? "",
    kind: search.kind ?? "",
    by: search.all ? ("all" as const) : ("people" as const),
  };
  const list = useInfiniteQuery(activityQuery(filter));
  const rows = list.data?.pages.flatMap(({ events }) => events) ?? [];
  const set = (change: Record<string, string | boolean | undefined>) =>
    void navigate({
      to: "/settings/activity" as "/",
      search: Object.fromEntries(
        Object.entries({ ...search, ...change }).filter(([, value]) => value),
      ) as never,
      replace: true,
    });
  const names: Names = {
    teammate: (id) => everybody.find((one) => one.id === id)?.name,
    desk: (id) => desks.find((one) => one.id === id)?.name,
    channel: (id) => channels.find((one) => one.id === id)?.handle,
  };
  const kinds = [
    { value: "", label: t`Everything` },
    { value: "conversation.", label: t`Conversations` },
    { value: "note.", label: t`Notes` },
    { value: "delivery.", label: t`Answers` },
    { value: "channel.", label: t`Channels` },
    { value: "teammate.", label: t`Team` },
    { value: "role.", label: t`Roles` },
    { value: "invitation.", label: t`Invitations` },
    { value: "desk.", label: t`Desks` },
    { value: "api-key.", label: t`API keys` },
    { value: "workspace.", label: t`Workspace` },
  ];
  return (
    <Pane
      title={t`Activity`}
      lead={<Trans>Who did what, and when. Nothing here can be changed or deleted.</Trans>}
    >
      <div className={style.filters}>
        <Select
          label={t`Who`}
          value={filter.teammate}
          onChange={(id) => set({ teammate: id ?? "" })}
          allowDeselect={false}
          searchable
          data={[
            { value: "", label: t`Everybody` },
            ...everybody.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <Select
          label={t`What`}
          value={filter.kind}
          onChange={(kind) => set({ kind: kind ?? "" })}
          allowDeselect={false}
          data={kinds}
        />
        <Switch
          label={t`Also what happened by itself`}
          checked={filter.by === "all"}
          disabled={filter.teammate !== ""}
          onChange={(event) => set({ all: event.currentTarget.checked })}
        />
      </div>
      {list.isPending ? (
        <Skeleton lines={6} avatar />
      ) : list.isError ? (
        <Note tone="bad">{list.error.message}</Note>
      ) : rows.length === 0 ? (
        <Empty picture="nothing" title={t`Nothing of the kind`}>
          <Trans>Nobody has done this yet.</Trans>
        </Empty>
      ) : (
        <>
          <ol className={style.activity}>
            {rows.map((row) => (
              <Line
                key={row.id}
                row={row}
                names={names}
                face={everybody.find(({ id }) => id === row.actor.id)?.portrait}
              />
            ))}
          </ol>
          {list.hasNextPage && (
            <Button
              variant="default"
              className={style.start}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              <Trans>Show earlier ones</Trans>
            </Button>
          )}
        </>
      )}
    </Pane>
  );
}

const places: Record<string, (id: string) => string> = {
  conversation: (id) => `/inbox/c/${id}`,
  channel: (id) => `/channels/${id}`,
};

function Line({
  row,
  names,
  face,
}: {
  row: Happening;
  names: Names;
  /** Where the portrait of who did it is. */
  face: string | null | undefined;
}) {
  const { t } = useLingui();
  const words = useActivityWords();
  const byKey = row.actor.kind === "key";
  const who = row.actor.name ?? (row.actor.kind === "system" ? t`Rapport` : t`Somebody`);
  const place = places[row.subject.kind]?.(row.subject.id);
  const what = words(row, names);
  return (
    <li>
      <Avatar name={who} image={ownSrc(face)} seed={row.actor.id ?? undefined} size={28} />
      <p>
        <b>{who}</b> {place ? <Link to={place as "/"}>{what}</Link> : what}
        {byKey && (
          <span className={style.faint}>
            {" "}
            (<Trans>with an API key</Trans>)
          </span>
        )}
      </p>
      <span className={style.faint}>
        <RelativeTime at={row.at} />
      </span>
    </li>
  );
}
