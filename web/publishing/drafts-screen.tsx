import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconMessageCircle, IconPencilPlus } from "@tabler/icons-react";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Names, useNames } from "../inbox/names.ts";
import { useCommands } from "../shell/commands.ts";
import { Page } from "../shell/page.tsx";
import { useShortcuts } from "../shell/shortcuts.ts";
import { Empty } from "../ui/empty.tsx";
import pills from "../ui/pills.module.css";
import { Tag } from "../ui/tag.tsx";
import { RelativeTime, useZone } from "../ui/time.tsx";
import { formatFull } from "../ui/when.ts";
import { type WaitingRow as Row, waitingQuery, waitsForMe } from "./approvals-api.ts";
import { ChannelFaces } from "./channel-faces.tsx";
import style from "./drafts.module.css";
import { draftsQuery, nextQuery, usePostsLive } from "./posts-api.ts";
import { PublishingPlaces } from "./publishing-places.tsx";
import { TemplateList } from "./template-list.tsx";
import { useWaitWords } from "./wait-words.ts";
import { statusTones, statusWords } from "./words.ts";

type Next = { postId: string; at: string; brief: string; entries: { channelId: string; status: string }[] };

/** What is being written, and what goes out next. */
export function DraftsScreen() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const names = useNames();
  const drafts = useSuspenseQuery(draftsQuery).data;
  const rows = useSuspenseQuery(nextQuery).data;
  usePostsLive();
  const begin = () => void navigate({ to: "/publishing/new" });
  useCommands([
    { id: "publishing.new", label: t`New post`, keywords: t`write draft compose`, keys: "n", run: begin },
  ]);
  useShortcuts([{ keys: "n", label: t`New post`, group: t`Publishing`, run: begin }]);
  const next = gather(rows);
  const waiting = useQuery(waitingQuery).data ?? [];
  const mine = waitsForMe(waiting);
  const [wanted, setWanted] = useState<"all" | "mine">("all");
  const filter = wanted === "mine" && mine.length === 0 ? "all" : wanted;
  const button = (
    <Button leftSection={<IconPencilPlus size={17} stroke={1.7} />} onClick={begin}>
      {t`New post`}
    </Button>
  );
  return (
    <Page title={t`Publishing`} lead={t`What you are writing, and what goes out next.`} actions={button}>
      <PublishingPlaces />
      {mine.length > 0 && (
        <div className={style.filter}>
          <fieldset className={pills.pills} aria-label={t`Which posts`}>
            <button type="button" aria-pressed={filter === "all"} onClick={() => setWanted("all")}>
              {t`All`}
            </button>
            <button type="button" aria-pressed={filter === "mine"} onClick={() => setWanted("mine")}>
              {t`Waits for me`} <b>{mine.length}</b>
            </button>
          </fieldset>
        </div>
      )}
      {filter === "mine" ? (
        <section aria-label={t`Waits for me`}>
          <ul className={style.list}>
            {mine.map((row) => (
              <WaitingRow key={row.id} row={row} names={names} />
            ))}
          </ul>
        </section>
      ) : drafts.length === 0 && next.length === 0 ? (
        <Empty picture="quiet" title={t`Nothing is being written`} action={button}>
          <Trans>Say something on every channel at once, and on each in its own way.</Trans>
        </Empty>
      ) : (
        <>
          <section className={style.part} aria-labelledby="next">
            <h2 id="next">{t`Planned next`}</h2>
            {next.length === 0 ? (
              <p className={style.none}>{t`Nothing is planned.`}</p>
            ) : (
              <ul className={style.list}>
                {next.slice(0, 20).map((one) => (
                  <NextRow
                    key={`${one.postId} ${one.at}`}
                    one={one}
                    names={names}
                    waiting={waiting.find(({ id }) => id === one.postId)}
                  />
                ))}
              </ul>
            )}
          </section>
          <section className={style.part} aria-labelledby="drafts">
            <h2 id="drafts">{t`Drafts`}</h2>
            {drafts.length === 0 ? (
              <p className={style.none}>{t`No draft is open.`}</p>
            ) : (
              <ul className={style.list}>
                {drafts.map((draft) => (
                  <li key={draft.id} className={style.row}>
                    <ChannelFaces ids={draft.channelIds} names={names} />
                    <span className={style.words}>
                      <Link
                        to="/publishing/posts/$postId"
                        params={{ postId: draft.id }}
                        className={style.cover}
                      >
                        {draft.brief || <Trans>Nothing written yet</Trans>}
                      </Link>
                      <small>
                        {names.teammate(draft.updatedBy)?.name} · <RelativeTime at={draft.updatedAt} />
                      </small>
                    </span>
                    <OpenComments count={draft.comments} />
                    {draft.returned && (
                      <Tag tone="warn">
                        {draft.returned === "changes" ? t`Changes asked for` : t`Rejected`}
                      </Tag>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </section>
        </>
      )}
      {filter === "all" && <TemplateList names={names} />}
    </Page>
  );
}

function WaitingRow({ row, names }: { row: Row; names: Names }) {
  return (
    <li className={style.row}>
      <ChannelFaces ids={row.channelIds} names={names} />
      <span className={style.words}>
        <Link to="/publishing/posts/$postId" params={{ postId: row.id }} className={style.cover}>
          {row.brief || <Trans>Nothing written yet</Trans>}
        </Link>
        <small>
          {names.teammate(row.updatedBy)?.name} · <RelativeTime at={row.updatedAt} />
        </small>
      </span>
      <OpenComments count={row.comments} />
      <WaitTag row={row} names={names} />
    </li>
  );
}

/** How many internal comments nobody has resolved. */
function OpenComments({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className={style.comments}>
      <IconMessageCircle size={15} stroke={1.7} aria-hidden />
      <Plural value={count} one="# open comment" other="# open comments" />
    </span>
  );
}

/** Whose word a planned post waits for. */
function WaitTag({ row, names }: { row: Row; names: Names }) {
  const { t } = useLingui();
  const words = useWaitWords(names);
  if (row.waiting.some(({ yours }) => yours)) return <Tag tone="accent">{t`Waits for you`}</Tag>;
  const [first] = row.waiting;
  const who = first && words(first);
  return <Tag tone="warn">{t`Waits for ${who}`}</Tag>;
}

function NextRow({ one, names, waiting }: { one: Next; names: Names; waiting: Row | undefined }) {
  const { i18n } = useLingui();
  const zone = useZone();
  const status = one.entries.some((entry) => entry.status === "held") ? "held" : "scheduled";
  return (
    <li className={style.row}>
      <ChannelFaces ids={one.entries.map(({ channelId }) => channelId)} names={names} />
      <span className={style.words}>
        <Link to="/publishing/posts/$postId" params={{ postId: one.postId }} className={style.cover}>
          {one.brief}
        </Link>
        <small>
          <time dateTime={one.at}>{formatFull(new Date(one.at), i18n.locale, zone)}</time>
        </small>
      </span>
      {waiting ? (
        <WaitTag row={waiting} names={names} />
      ) : (
        <Tag tone={statusTones[status]}>{i18n._(statusWords[status])}</Tag>
      )}
    </li>
  );
}

/** A post that goes out on several channels at one moment is one line. Only what still lies ahead. */
function gather(
  rows: readonly { postId: string; channelId: string; at: string; brief: string; status: string }[],
): Next[] {
  const found = new Map<string, Next>();
  for (const { postId, channelId, at, brief, status } of rows) {
    if (status !== "scheduled" && status !== "held") continue;
    const one = found.get(`${postId} ${at}`) ?? { postId, at, brief, entries: [] };
    one.entries.push({ channelId, status });
    found.set(`${postId} ${at}`, one);
  }
  return [...found.values()];
}
