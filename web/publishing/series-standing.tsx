import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { confirm } from "../shell/confirm.tsx";
import { toast } from "../shell/toasts.tsx";
import { Note } from "../ui/note.tsx";
import { keepPost, type Post } from "./posts-api.ts";
import { formOf } from "./repeat.ts";
import style from "./repeat-panel.module.css";
import { useRepeatWords } from "./repeat-words.ts";
import { changeOthers, type Series, stopRepeating } from "./series-api.ts";
import { SeriesDialog } from "./series-dialog.tsx";

/** One of a series that goes on, or went on. */
export function SeriesStanding({
  post,
  series,
  out,
  locked,
  onRule,
}: {
  post: Post & { time: NonNullable<Post["time"]> };
  series: Series;
  out: boolean;
  locked: boolean;
  onRule(): void;
}) {
  const { t } = useLingui();
  const words = useRepeatWords();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const form = formOf(series, series.at);
  const says = [words.often(form, series.at), words.ends(form)].filter(Boolean).join(", ");
  const hour = post.time.local.slice(11);
  const change = async (whom: "following" | "all") => {
    setAsking(false);
    try {
      const { post: changed, stay } = await changeOthers(post.id, whom);
      keepPost(changed);
      toast({ message: [t`The others are changed too.`, words.stays(stay)].filter(Boolean).join(" ") });
      setProblem(undefined);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const stop = async () => {
    const yes = await confirm({
      title: t`Stop this series?`,
      body: t`What is planned of it does not go out, this post too where nobody has changed it. What is out, and what was changed by itself, stays.`,
      yes: t`Stop it`,
      danger: true,
    });
    if (!yes) return;
    try {
      const { withdrawn, stay } = await stopRepeating(post.id);
      const gone = plural(withdrawn, {
        one: "Stopped. # planned post was taken away.",
        other: "Stopped. # planned posts were taken away.",
      });
      toast({ message: [gone, words.stays(stay)].filter(Boolean).join(" ") });
      if (!out && !stay.some(({ id }) => id === post.id)) void navigate({ to: "/calendar" });
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <>
      <p className={style.one}>
        <IconRepeat size={17} stroke={1.7} aria-hidden="true" />
        <span>
          <strong>{series.ended ? t`One of a series that has ended` : t`One of a series`}</strong>
          {!series.ended && <> · {says}</>}
        </span>
      </p>
      {series.moved === "skipped" && series.same && (
        <p className={style.says}>
          {t`The clock leaps over its hour on this day: it goes out at ${hour}, as was chosen for the series.`}
        </p>
      )}
      {series.moved === "twice" && series.same && (
        <p className={style.says}>
          {t`The clock shows its hour twice on this day: it goes out at the one that was chosen for the series.`}
        </p>
      )}
      {!series.same && !series.ended && (
        <p className={style.says}>{t`It was changed by itself, and stands apart from the others.`}</p>
      )}
      {problem && <Note tone="bad">{problem}</Note>}
      {!series.ended && !locked && (
        <div className={style.deeds}>
          {!series.same && !out && (
            <Button size="xs" variant="default" onClick={() => setAsking(true)}>
              {t`Change the others too…`}
            </Button>
          )}
          {!out && (
            <Button size="xs" variant="default" onClick={onRule}>
              {t`Another rule from here on…`}
            </Button>
          )}
          <Button size="xs" variant="default" onClick={() => void stop()}>
            {t`Stop the series…`}
          </Button>
        </div>
      )}
      {asking && (
        <SeriesDialog
          only={false}
          onChoose={(whom) => whom !== "this" && void change(whom)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
