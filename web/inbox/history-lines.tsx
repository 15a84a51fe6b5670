import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconArrowBackUp, IconArrowRightBar, IconPoint } from "@tabler/icons-react";
import { useState } from "react";
import { RelativeTime } from "../ui/time.tsx";
import style from "./history-lines.module.css";
import { useHistoryWords } from "./history-words.ts";
import type { Names } from "./names.ts";
import type { HandOver, HistoryEntry } from "./shapes.ts";

/** More lines than this in a row fold. */
const most = 3;

/** What teammates did here, one quiet line each. */
export function HistoryLines({ entries, names }: { entries: readonly HistoryEntry[]; names: Names }) {
  const [open, setOpen] = useState(entries.length <= most);
  const say = useHistoryWords(names);
  if (!open && entries.length > most)
    return (
      <button type="button" className={style.more} onClick={() => setOpen(true)} aria-expanded={false}>
        {plural(entries.length, { one: "# change", other: "# changes" })}
      </button>
    );
  return (
    <ul className={style.lines}>
      {entries.map((entry) => (
        <li key={entry.id} className={style.line}>
          <IconPoint size={14} stroke={1.8} />
          <span>{say(entry)}</span>
          <RelativeTime at={entry.at} />
        </li>
      ))}
    </ul>
  );
}

/** A hand-over with its reason, which the next desk needs to read. */
export function HandOverLine({ handOver, names }: { handOver: HandOver; names: Names }) {
  const { t } = useLingui();
  const by = names.teammate(handOver.byId)?.name ?? t`A teammate`;
  const to = names.desk(handOver.toDeskId)?.name ?? "…";
  const from = names.desk(handOver.fromDeskId)?.name;
  const Icon = handOver.back ? IconArrowBackUp : IconArrowRightBar;
  return (
    <div className={style.hand}>
      <p className={style.line}>
        <Icon size={15} stroke={1.8} />
        <span>
          {handOver.back
            ? t`${by} handed it back to ${to}`
            : from
              ? t`${by} handed it from ${from} to ${to}`
              : t`${by} handed it to ${to}`}
        </span>
        <RelativeTime at={handOver.at} />
      </p>
      <blockquote>{handOver.reason}</blockquote>
    </div>
  );
}
