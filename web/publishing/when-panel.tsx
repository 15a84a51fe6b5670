import { useLingui } from "@lingui/react/macro";
import { Select, TextInput } from "@mantine/core";
import { useEffect, useId, useMemo, useRef, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { allZones, zoneName } from "../team/zones.ts";
import { formatFull } from "../ui/when.ts";
import { keepPost, type Post } from "./posts-api.ts";
import { TimeQuestion } from "./time-question.tsx";
import style from "./when-panel.module.css";

type Time = NonNullable<Post["time"]>;
interface Trouble {
  message: string;
  /** The clock leaps over it: the nearest that exist. */
  skipped?: { before: string; after: string };
  /** The clock shows it twice. */
  twice?: { first: string; second: string };
}

/** When it goes out: a time on the clock of a named place. What the clock cannot say clearly is asked, not guessed. */
export function WhenPanel({
  post,
  channelId,
}: {
  post: Post;
  /** null: the time of the whole post. */
  channelId: string | null;
}) {
  const { t, i18n } = useLingui();
  const title = useId();
  const variant = post.variants.find((one) => one.channelId === channelId);
  const time = variant ? variant.time : post.time;
  const shown = time ?? { local: "", zone: post.zone };
  const [date, setDate] = useState(shown.local.slice(0, 10));
  const [clock, setClock] = useState(shown.local.slice(11));
  const [zone, setZone] = useState(shown.zone);
  const [trouble, setTrouble] = useState<Trouble>();
  const zones = useMemo(
    () => [...new Set([zone, ...allZones()])].map((value) => ({ value, label: zoneName(value) })),
    [zone],
  );
  // Moved by another, or in the calendar: the fields follow.
  const known = JSON.stringify(time);
  const last = useRef(known);
  useEffect(() => {
    if (last.current === known) return;
    last.current = known;
    const moved = JSON.parse(known) as Time | null;
    setDate(moved?.local.slice(0, 10) ?? "");
    setClock(moved?.local.slice(11) ?? "");
    if (moved) setZone(moved.zone);
    setTrouble(undefined);
  }, [known]);

  // One after the other, so that the last word stands; an older answer says nothing to newer fields.
  const line = useRef<Promise<void>>(Promise.resolve());
  const turn = useRef(0);
  const write = (next: Time | null): Promise<void> => {
    const mine = ++turn.current;
    setTrouble(undefined);
    line.current = line.current.then(async () => {
      try {
        const path = { params: { path: { id: post.id } } };
        const body = { time: next, ...(channelId === null ? {} : { channelId }) };
        const answer = await unwrap(api.PUT("/posts/{id}/time", { ...path, body }));
        const there = answer.variants.find((one) => one.channelId === channelId);
        const stands = there ? there.time : answer.time;
        // The fields hold what was asked for; only giving up an own time brings another into them.
        if (next !== null) last.current = JSON.stringify(stands);
        keepPost(answer);
      } catch (error) {
        const { message } = error as Error;
        if (mine === turn.current)
          setTrouble({ message, ...(error instanceof ApiError ? (error.data as object) : {}) });
      }
    });
    return line.current;
  };
  const change = (next: { date?: string; clock?: string; zone?: string }) => {
    const now = { date, clock, zone, ...next };
    setDate(now.date);
    setClock(now.clock);
    setZone(now.zone);
    if (now.date && now.clock) void write({ local: `${now.date}T${now.clock}`, zone: now.zone });
    else setTrouble(undefined);
  };
  const take = (local: string) => change({ date: local.slice(0, 10), clock: local.slice(11) });
  const meanings = ({ skipped, twice }: Trouble): Array<[string, string]> => {
    if (skipped) return [skipped.before, skipped.after].map((local) => [local, local.slice(11)]);
    if (!twice) return [];
    return [
      ["first", `${t`The first`}: ${offsetName(twice.first, zone, i18n.locale)}`],
      ["second", `${t`The second`}: ${offsetName(twice.second, zone, i18n.locale)}`],
    ];
  };
  const full = (at: string) => formatFull(new Date(at), i18n.locale, zone);
  const at = (variant ?? post.variants.find(({ ownTime }) => !ownTime))?.at;
  return (
    <section className={style.when} aria-labelledby={title}>
      <h2 id={title}>{variant ? t`When, on this channel` : t`When`}</h2>
      <div className={style.fields}>
        <TextInput
          type="date"
          label={t`Day`}
          value={date}
          onChange={(event) => change({ date: event.target.value })}
        />
        <TextInput
          type="time"
          label={t`Time`}
          value={clock}
          onChange={(event) => change({ clock: event.target.value })}
        />
        <Select
          className={style.zone ?? ""}
          label={t`On the clock of`}
          data={zones}
          value={zone}
          searchable
          allowDeselect={false}
          limit={40}
          maxDropdownHeight={260}
          onChange={(value) => value && change({ zone: value })}
        />
      </div>
      <div role="status">
        {trouble && (
          <TimeQuestion
            says={trouble.message}
            choices={meanings(trouble)}
            onChoose={(which) =>
              trouble.skipped
                ? take(which)
                : void write({ local: `${date}T${clock}`, zone, second: which === "second" })
            }
          />
        )}
        {!trouble && time && at && <p className={style.says}>{full(at)}</p>}
      </div>
      {variant?.ownTime && (
        <button type="button" className={style.none} onClick={() => void write(null)}>
          {t`Back to the time of the post`}
        </button>
      )}
      {channelId === null && post.time && post.state === "draft" && (
        <button type="button" className={style.none} onClick={() => void write(null)}>
          {t`No time yet`}
        </button>
      )}
    </section>
  );
}

/** "02:30 CEST": the two hours of one name differ only by their offset. */
const offsetName = (at: string | undefined, zone: string, language: string): string =>
  at === undefined
    ? ""
    : new Intl.DateTimeFormat(language, {
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
        timeZone: zone,
        timeZoneName: "short",
      }).format(new Date(at));
