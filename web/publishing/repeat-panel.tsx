import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { fieldError } from "../api/errors.ts";
import { announce } from "../shell/announce.tsx";
import { toast } from "../shell/toasts.tsx";
import { Note } from "../ui/note.tsx";
import { formatDue } from "../ui/when.ts";
import type { Post } from "./posts-api.ts";
import { formOf, type RepeatForm, ruleOf, weekdayOf } from "./repeat.ts";
import { RepeatFields } from "./repeat-fields.tsx";
import style from "./repeat-panel.module.css";
import { useRepeatWords } from "./repeat-words.ts";
import { repeatPost, repeatQuery, type Series, stopRepeating, type Wish } from "./series-api.ts";
import { SeriesStanding } from "./series-standing.tsx";
import { TimeQuestion } from "./time-question.tsx";

type Timed = Post & { time: NonNullable<Post["time"]> };

/** Whether and how often a post comes again; of one of a series, which, and what can be done with it. */
export function RepeatPanel({ post, out, locked }: { post: Timed; out: boolean; locked: boolean }) {
  const { t } = useLingui();
  const title = useId();
  const [ruling, setRuling] = useState(false);
  const { series } = post;
  if (!series && (out || locked)) return null;
  const standing = series?.begun ? series : undefined;
  return (
    <section className={style.repeat} aria-labelledby={title}>
      <h2 id={title}>{t`Again`}</h2>
      {standing && (
        <SeriesStanding
          post={post}
          series={standing}
          out={out}
          locked={locked}
          onRule={() => setRuling(!ruling)}
        />
      )}
      {(!standing || (ruling && !standing.ended)) && !locked && (
        <Wished
          key={series ? `${series.id} ${series.rule} ${series.untilStopped}` : ""}
          post={post}
          series={series}
          onDone={() => setRuling(false)}
        />
      )}
    </section>
  );
}

/** The wish that it comes again: fields, the next five times, and the clock's questions. */
function Wished({ post, series, onDone }: { post: Timed; series: Series | null; onDone(): void }) {
  const { t, i18n } = useLingui();
  const words = useRepeatWords();
  const { local, zone } = post.time;
  const [form, setForm] = useState<RepeatForm>(() => formOf(series, local));
  const [choice, setChoice] = useState({ skipped: series?.skipped ?? null, twice: series?.twice ?? null });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const before = useRef(local);
  useEffect(() => {
    // What comes each week comes on the day that the post is moved to.
    const [was, is] = [weekdayOf(before.current), weekdayOf(local)];
    before.current = local;
    setForm((now) => (now.days.join() === was ? { ...now, days: [is] } : now));
  }, [local]);
  const rule = ruleOf(form, local);
  const wish: Wish | undefined = rule && { ...rule, ...choice };
  const check = useQuery({ ...repeatQuery(wish, post.time), placeholderData: (before) => before });
  const kept =
    series !== null &&
    rule?.rule === series.rule &&
    rule.untilStopped === series.untilStopped &&
    choice.skipped === series.skipped &&
    choice.twice === series.twice;
  const { skipped, twice } = (!check.error && check.data?.questions) || {};
  const trouble = {
    rule: fieldError(check.error, "rule"),
    end: fieldError(check.error, "untilStopped"),
  };
  const keep = async (what: () => Promise<unknown>, said: string) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await what();
      announce(said);
      onDone();
    } catch (error) {
      setProblem((error as Error).message);
    }
    setBusy(false);
  };
  const repeat = () =>
    wish &&
    keep(async () => {
      const { stay } = await repeatPost(post.id, wish);
      if (stay.length > 0) toast({ message: words.stays(stay) });
    }, t`It comes again.`);
  return (
    <>
      <RepeatFields form={form} local={local} trouble={trouble} onChange={setForm} />
      <div role="status">
        {skipped && (
          <TimeQuestion
            says={t`On some days the clock leaps over ${skipped.local.slice(11)}. When does it go out then?`}
            choices={[
              ["before", skipped.before.slice(11)],
              ["after", skipped.after.slice(11)],
            ]}
            onChoose={(which) => setChoice({ ...choice, skipped: which as Wish["skipped"] })}
          />
        )}
        {twice && (
          <TimeQuestion
            says={t`On some days the clock shows ${twice.local.slice(11)} twice. Which one do you mean?`}
            choices={[
              ["first", t`The first`],
              ["second", t`The second`],
            ]}
            onChoose={(which) => setChoice({ ...choice, twice: which as Wish["twice"] })}
          />
        )}
        {rule && check.data && !check.error && (
          <>
            <p className={style.says}>{t`The next ones`}</p>
            <ol className={style.next}>
              {check.data.next.map((each) => (
                <li key={each.local}>
                  {each.at ? formatDue(new Date(each.at), i18n.locale, zone) : each.local.replace("T", " ")}
                </li>
              ))}
            </ol>
          </>
        )}
        {check.error && !trouble.rule && !trouble.end && <Note tone="bad">{check.error.message}</Note>}
      </div>
      {problem && <Note tone="bad">{problem}</Note>}
      <div className={style.deeds}>
        {rule && !kept && (
          <Button
            size="xs"
            variant="light"
            loading={busy}
            disabled={Boolean(check.error) || Boolean(skipped) || Boolean(twice) || check.isPlaceholderData}
            onClick={() => void repeat()}
          >
            {series?.begun ? t`Repeat so from here on` : t`Repeat so`}
          </Button>
        )}
        {!rule && series && !series.begun && (
          <Button
            size="xs"
            variant="light"
            loading={busy}
            onClick={() => void keep(() => stopRepeating(post.id), t`It comes once.`)}
          >
            {t`Only once`}
          </Button>
        )}
      </div>
      {kept && !series.begun && (
        <p className={style.says}>{t`The others are made when this one is planned.`}</p>
      )}
    </>
  );
}
