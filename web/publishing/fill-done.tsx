import { Plural, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconHourglass } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useWords } from "../calendar/words.ts";
import type { Names } from "../inbox/names.ts";
import { NetworkGlyph, networkName } from "../ui/network.tsx";
import type { Filled, PlannedRow } from "./evergreen-api.ts";
import { slotKey } from "./evergreen-fill.ts";
import { FillDays } from "./fill-days.tsx";
import style from "./fill-dialog.module.css";
import { statusWords } from "./words.ts";

/** What became of each row: planned, planned and waiting for somebody's word, or not planned and why. */
export function FillDone({
  rows,
  sent,
  names,
  zone,
  onClose,
}: {
  rows: readonly PlannedRow[];
  /** In the same order. */
  sent: readonly Filled[];
  names: Names;
  zone: string;
  onClose(): void;
}) {
  const { t, i18n } = useLingui();
  const { clock } = useWords(zone);
  const done = useRef<HTMLButtonElement>(null);
  // What had the focus is gone.
  useEffect(() => done.current?.focus(), []);
  const count = (which: (row: PlannedRow) => boolean) => rows.filter(which).length;
  const held = count((row) => row.state === "planned" && row.status === "held");
  const left = count((row) => row.state === "left");
  const planned = rows.length - held - left;
  const told = rows.flatMap((row, at) => {
    const slot = sent[at];
    return slot ? [{ ...slot, row }] : [];
  });
  const says = (row: PlannedRow): string => {
    if (row.state === "left") return `${t`Not planned`}: ${row.words}`;
    const status = i18n._(statusWords[row.status]);
    return [status, row.reasons.map(({ message }) => message).join(" ")].filter(Boolean).join(": ");
  };
  return (
    <>
      <p role="status" className={style.sum}>
        {planned > 0 && <Plural value={planned} one="# post is planned." other="# posts are planned." />}{" "}
        {held > 0 && <Plural value={held} one="# post is held back." other="# posts are held back." />}{" "}
        {left > 0 && <Plural value={left} one="# was not planned." other="# were not planned." />}
      </p>
      <FillDays rows={told} zone={zone}>
        {({ row, brief, ...slot }) => {
          const channel = names.channel(slot.channelId);
          const state = row.state === "left" ? "left" : row.status === "held" ? "held" : "planned";
          const Mark = { left: IconAlertTriangle, held: IconHourglass, planned: IconCheck }[state];
          return (
            <li key={slotKey(slot)} className={style.row} data-state={state}>
              <time dateTime={slot.at} className="numbers">
                {clock(slot.at)}
              </time>
              <div className={style.what}>
                <p className={style.brief}>
                  {row.state === "planned" ? (
                    <Link to="/publishing/posts/$postId" params={{ postId: row.postId }}>
                      {brief}
                    </Link>
                  ) : (
                    brief
                  )}
                </p>
                <p className={style.where}>
                  <NetworkGlyph network={channel?.network ?? ""} size={13} />
                  <span className="visually-hidden">{networkName(channel?.network ?? "")} </span>
                  {channel?.handle}
                </p>
                <p className={style.says}>
                  <Mark size={14} stroke={1.9} aria-hidden />
                  <span>{says(row)}</span>
                </p>
              </div>
            </li>
          );
        }}
      </FillDays>
      <div className={style.acts}>
        <Button ref={done} onClick={onClose}>
          {t`Done`}
        </Button>
      </div>
    </>
  );
}
