import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { type UseMutationResult, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ApiError } from "../api/errors.ts";
import type { Names } from "../inbox/names.ts";
import { Note } from "../ui/note.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import {
  type Filled,
  type FillQuestion,
  type LibraryPost,
  type planFill,
  proposalQuery,
} from "./evergreen-api.ts";
import { type Choices, filledRows, fillRows, firstRipe } from "./evergreen-fill.ts";
import { FillDays } from "./fill-days.tsx";
import style from "./fill-dialog.module.css";
import { FillRow } from "./fill-row.tsx";

type Make = UseMutationResult<
  Awaited<ReturnType<typeof planFill>>,
  Error,
  { id: string; rows: readonly Filled[] }
>;

/** The free slots of a week with what goes into them; taken out, put in and exchanged until they are planned. */
export function FillWeek({
  question,
  names,
  library,
  make,
  onPlan,
  onSlots,
}: {
  question: FillQuestion;
  names: Names;
  library: readonly LibraryPost[];
  make: Make;
  onPlan(rows: readonly Filled[]): void;
  onSlots?: () => void;
}) {
  const { t } = useLingui();
  const { data, error } = useQuery(proposalQuery(question));
  const [choices, setChoices] = useState<Choices>(new Map());
  const rows = useMemo(() => (data ? fillRows(data, choices) : []), [data, choices]);
  if (error) return <Note tone="bad">{error.message}</Note>;
  if (!data) return <Skeleton lines={6} />;
  if (data.slots.length === 0)
    return (
      <Note
        title={t`No slot is free in this week`}
        actions={
          onSlots && (
            <Button size="xs" variant="default" onClick={onSlots}>
              {t`Weekly slots`}
            </Button>
          )
        }
      >
        {onSlots ? (
          <Trans>Slots are the hours of the week at which a channel speaks.</Trans>
        ) : (
          <Trans>Slots are the hours of the week at which a channel speaks. A lead sets them.</Trans>
        )}
      </Note>
    );
  if (rows.length === 0)
    return <NothingRipe first={firstRipe(library, new Set(data.slots.map((each) => each.channelId)))} />;
  const briefs = new Map(data.posts.map(({ id, brief }) => [id, brief]));
  const briefOf = (id: string) => briefs.get(id) || t`Without words`;
  const choose = (key: string, postId: string | null) => setChoices(new Map([...choices, [key, postId]]));
  const filled = filledRows(rows, briefOf);
  const bare = data.slots.length - rows.length;
  // No answer came, or none that says what was done: the same rows are sent again, and nothing else.
  const open =
    make.error !== null &&
    (!(make.error instanceof ApiError) || make.error.status === 0 || make.error.status >= 500);
  return (
    <>
      <FillDays rows={rows.map((row) => ({ ...row, at: row.slot.at }))} zone={question.zone}>
        {(row) => (
          <FillRow
            key={row.key}
            row={row}
            channel={names.channel(row.slot.channelId)}
            zone={question.zone}
            briefOf={briefOf}
            locked={make.isPending || open}
            onChoose={(postId) => choose(row.key, postId)}
          />
        )}
      </FillDays>
      {bare > 0 && (
        <p className={style.small}>
          <Plural
            value={bare}
            one="# more slot stays free: nothing is ripe for it."
            other="# more slots stay free: nothing is ripe for them."
          />
        </p>
      )}
      <div role="alert">
        {make.error &&
          (open ? (
            <Note tone="warn" title={t`No answer came`}>
              <Trans>Some of it may be planned already. Send it again: nothing is planned twice.</Trans>
            </Note>
          ) : (
            <Note tone="bad">{make.error.message}</Note>
          ))}
      </div>
      <div className={style.acts}>
        <Button
          disabled={filled.length === 0}
          loading={make.isPending}
          onClick={() => onPlan(open ? (make.variables?.rows ?? []) : filled)}
        >
          {open ? (
            t`Send it again`
          ) : filled.length === 0 ? (
            t`Nothing to plan`
          ) : (
            <Plural value={filled.length} one="Plan this one" other="Plan these #" />
          )}
        </Button>
      </div>
    </>
  );
}

/** `first`: `YYYY-MM-DD`; undefined: nothing is marked for these channels. */
function NothingRipe({ first }: { first: string | undefined }) {
  const { t, i18n } = useLingui();
  const day =
    first &&
    new Intl.DateTimeFormat(i18n.locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(first));
  return (
    <Note title={t`Nothing is ripe for these slots`}>
      {day ? (
        <Trans>The first post is ripe on {day}.</Trans>
      ) : (
        <Trans>No post that may be said again is meant for their channels.</Trans>
      )}
    </Note>
  );
}
