import { useLingui } from "@lingui/react/macro";
import { IconCheck, IconClockPause, IconHourglass } from "@tabler/icons-react";
import type { CSSProperties, MouseEvent } from "react";
import { Avatar } from "../ui/avatar.tsx";
import { NetworkGlyph, networkName } from "../ui/network.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { DeskChip } from "./desk-chip.tsx";
import style from "./list-row.module.css";
import type { Names } from "./names.ts";
import { ownSrc } from "./own-src.ts";
import { promiseState } from "./promise.ts";
import type { ConversationRow } from "./shapes.ts";
import { outcomeWord, priorityWord } from "./words.ts";

/** One conversation in the list: an option of the listbox, so nothing in it takes the focus. */
export function ListRow({
  row,
  names,
  id,
  at,
  count,
  open,
  active,
  chosen,
  choosing,
  place,
  onOpen,
  onChoose,
}: {
  row: ConversationRow;
  names: Names;
  id: string;
  at: number;
  count: number;
  open: boolean;
  active: boolean;
  chosen: boolean;
  /** Several are being chosen: the faces show it. */
  choosing: boolean;
  place: CSSProperties;
  onOpen(): void;
  onChoose(range: boolean): void;
}) {
  const { t, i18n } = useLingui();
  const network = names.channel(row.channelId)?.network ?? "";
  const assignee = names.teammate(row.assigneeId);
  const desk = names.desk(row.deskId);
  const name = row.person?.name || row.person?.handle || t`Nobody known`;
  const outcome = row.outcome && outcomeWord(row.outcome);
  const click = (event: MouseEvent) => {
    const onFace = (event.target as Element).closest("[data-face]") !== null;
    if (onFace || event.shiftKey || event.metaKey || event.ctrlKey) onChoose(event.shiftKey);
    else onOpen();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works through the listbox
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-current={open || undefined}
      aria-posinset={at + 1}
      aria-setsize={count}
      className={style.row}
      data-active={active}
      data-waiting={row.waitingSince !== null}
      style={place}
      onClick={click}
    >
      <span className={style.face} data-face data-choosing={choosing} data-chosen={chosen}>
        <Avatar name={name} image={ownSrc(row.person?.avatar)} seed={row.person?.id} size={34} />
        <i className={style.box}>{chosen && <IconCheck size={14} stroke={2.6} />}</i>
        <span className={style.network}>
          <NetworkGlyph network={network} size={13} />
          <span className="visually-hidden">{networkName(network)}</span>
        </span>
      </span>
      <span className={style.head}>
        <b className={style.name}>{name}</b>
        {row.waitingSince && (
          <i className={style.waits}>
            <span className="visually-hidden">{t`Waiting for an answer`}</span>
          </i>
        )}
        <span className={style.time}>
          <RelativeTime at={row.lastAt} />
        </span>
      </span>
      <span className={style.preview} lang={row.language ?? undefined}>
        {row.subject && <b>{row.subject} </b>}
        {row.preview}
      </span>
      <span className={style.marks}>
        {row.priority !== 0 && (
          <span className={style.priority} data-level={row.priority}>
            {i18n._(priorityWord(row.priority))}
          </span>
        )}
        {desk && <DeskChip desk={desk} />}
        {row.status === "snoozed" && row.snoozedUntil && (
          <span className={style.mark}>
            <IconClockPause size={13} stroke={1.8} />
            <span className="visually-hidden">{t`Snoozed until`}</span>
            <RelativeTime at={row.snoozedUntil} />
          </span>
        )}
        {row.status !== "closed" && row.promisedAt && (
          <span className={style.mark} data-promise={promiseState(row.promisedAt, new Date())}>
            <IconHourglass size={13} stroke={1.8} />
            <span className="visually-hidden">
              {promiseState(row.promisedAt, new Date()) === "late" ? t`answer was due` : t`answer due`}
            </span>
            <RelativeTime at={row.promisedAt} />
          </span>
        )}
        {row.status === "closed" && (
          <span className={style.mark}>{outcome ? i18n._(outcome) : t`Closed`}</span>
        )}
        {assignee && (
          <span className={style.holder} title={assignee.name}>
            <Avatar name={assignee.name} image={ownSrc(assignee.portrait)} seed={assignee.id} size={20} />
            <span className="visually-hidden">{t`With ${assignee.name}`}</span>
          </span>
        )}
      </span>
    </div>
  );
}
