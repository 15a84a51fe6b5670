import { useLingui } from "@lingui/react/macro";
import {
  IconAlertTriangle,
  IconArrowsMinimize,
  IconCheck,
  IconCopy,
  IconPencil,
  IconRepeat,
} from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { NetworkGlyph, networkName } from "../ui/network.tsx";
import type { Entry } from "./entries.ts";
import style from "./entry-view.module.css";
import type { Look } from "./look.ts";
import { standingWords } from "./words.ts";

const marks = { draft: IconPencil, sent: IconCheck, trouble: IconAlertTriangle, planned: undefined };

/** One post at its moment: time, first words, where it goes, how it stands. The link around it is the calendar's. */
export function EntryView({
  entry,
  time,
  look,
  warning,
  tall,
}: {
  entry: Entry;
  time: string;
  look: Look;
  /** It is too close to another post. */
  warning: { inTime: boolean; inWords: boolean } | undefined;
  tall: boolean;
}) {
  const { t, i18n } = useLingui();
  const Mark = marks[entry.standing];
  const warned = [
    ...(warning?.inTime ? [t`Close to another post on this channel`] : []),
    ...(warning?.inWords ? [t`Nearly the same as another post`] : []),
  ];
  return (
    <span
      className={style.entry}
      title={warned.join(". ") || undefined}
      data-entry={entry.key}
      data-standing={entry.standing}
      data-tall={tall || undefined}
      style={{ "--stripe": look.stripe(entry) } as CSSProperties}
    >
      <span className={`${style.time} numbers`}>{time}</span>
      <span className={style.words}>{entry.brief || t`Nothing written yet`}</span>
      <span className={style.marks}>
        <span className={style.networks}>
          {look.networks(entry).map((network) => (
            <NetworkGlyph key={network} network={network} size={13} />
          ))}
        </span>
        {warning?.inTime && <IconArrowsMinimize size={13} stroke={1.8} aria-hidden />}
        {warning?.inWords && <IconCopy size={13} stroke={1.8} aria-hidden />}
        {entry.series && <IconRepeat size={13} stroke={2} aria-hidden />}
        {Mark && <Mark size={13} stroke={2} aria-hidden />}
      </span>
      <span className="visually-hidden">
        {[
          i18n._(standingWords[entry.standing]),
          entry.series && t`one of a series`,
          look.pillarName(entry),
          ...look.networks(entry).map(networkName),
          ...warned,
        ]
          .filter((each) => each !== undefined)
          .join(", ")}
      </span>
    </span>
  );
}
