import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ApiError } from "../api/errors.ts";
import { useUndo } from "../shell/toasts.tsx";
import { useMinute } from "../team/use-minute.ts";
import { clockIn, zoneName } from "../team/zones.ts";
import { Note } from "../ui/note.tsx";
import { fromHours, problemsOf, toHours, type Week, weekHours } from "./hours.ts";
import { HoursEditor } from "./hours-editor.tsx";
import { Pane } from "./pane.tsx";
import { profileQuery, saveProfile } from "./profile-api.ts";
import style from "./settings.module.css";

/** When I am there: what promises count, when notifications rest, what the team sees as coverage. */
export function HoursScreen() {
  const { t, i18n } = useLingui();
  const undoable = useUndo();
  const { data: me } = useSuspenseQuery(profileQuery);
  const [week, setWeek] = useState(() => fromHours(me.hours));
  const [asked, setAsked] = useState(false);
  const now = useMinute();
  const problems = problemsOf(week, {
    unfinished: t`Needs a beginning and an end.`,
    overlap: t`Overlaps with the one before.`,
  });
  const save = useMutation({
    // What held before is given along: once saved, the profile here is the new one.
    mutationFn: (_before: Week) => saveProfile({ hours: toHours(week) }),
    onSuccess(_, before) {
      undoable(t`Your hours are saved.`, async () => {
        await saveProfile({ hours: toHours(before) });
        setWeek(before);
      });
    },
  });
  const zone = zoneName(me.timeZone);
  const clock = clockIn(me.timeZone, i18n.locale, now);
  const total = new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 1 }).format(weekHours(week));
  return (
    <Pane
      title={t`Working hours`}
      lead={
        <Trans>
          Promised answer times are counted in them, notifications rest outside them, and the team sees when
          somebody is there. In {zone} it is {clock} now;{" "}
          <Link to={"/settings/profile" as "/"}>the zone is in your profile</Link>.
        </Trans>
      }
    >
      <form
        className={style.hoursForm}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (problems.size === 0) save.mutate(fromHours(me.hours));
        }}
      >
        <HoursEditor week={week} onChange={setWeek} problems={asked ? problems : new Map()} />
        <div role="alert">
          {asked && problems.size > 0 && (
            <Note tone="bad">
              <Trans>Some hours need another look.</Trans>
            </Note>
          )}
          {save.error && (
            <Note tone="bad">
              {save.error instanceof ApiError && save.error.fields[0]
                ? save.error.fields[0].message
                : save.error.message}
            </Note>
          )}
        </div>
        <div className={style.row}>
          <Button type="submit" loading={save.isPending}>
            <Trans>Save the hours</Trans>
          </Button>
          <span className={style.faint}>
            <Trans>{total} hours a week</Trans>
          </span>
        </div>
      </form>
    </Pane>
  );
}
