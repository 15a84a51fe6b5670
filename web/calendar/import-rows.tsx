import { useLingui } from "@lingui/react/macro";
import { IconAlertTriangle, IconCheck, IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Channel } from "../channels/channels-api.ts";
import { NetworkGlyph, networkName } from "../ui/network.tsx";
import type { ImportReport } from "./calendar-api.ts";
import style from "./import-dialog.module.css";
import { useWords } from "./words.ts";

type Row = ImportReport["rows"][number];

/** Beyond this nobody reads on; what needs a look stands first. */
const mostShown = 100;

/** What became, or would become, of each row. */
export function ImportRows({
  rows,
  channels,
  zone,
}: {
  rows: readonly Row[];
  channels: readonly Channel[];
  zone: string;
}) {
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const sorted = useMemo(
    () => rows.toSorted((one, other) => Number(other.state === "bad") - Number(one.state === "bad")),
    [rows],
  );
  const left = sorted.length - mostShown;
  return (
    <>
      <ol className={style.rows}>
        {(all ? sorted : sorted.slice(0, mostShown)).map((row) => (
          <ImportRow key={row.number} row={row} channels={channels} zone={zone} />
        ))}
      </ol>
      {!all && left > 0 && (
        <button type="button" className={style.link} onClick={() => setAll(true)}>
          {t`Show ${left} more`}
        </button>
      )}
    </>
  );
}

function ImportRow({ row, channels, zone }: { row: Row; channels: readonly Channel[]; zone: string }) {
  const { t } = useLingui();
  const words = useWords(zone);
  const { number, state, planned } = row;
  const networks = row.channelIds.flatMap((id) => channels.find((each) => each.id === id) ?? []);
  const standing = state === "bad" ? t`Needs another look` : planned ? t`On the plan` : t`Draft`;
  const Mark = state === "bad" ? IconAlertTriangle : state === "made" ? IconCheck : IconPencil;
  return (
    <li className={style.row} data-state={state}>
      <span className={`${style.number} numbers`}>
        <span className="visually-hidden">{t`Row`} </span>
        {number}
      </span>
      <Mark size={15} stroke={1.9} aria-hidden className={style.mark} />
      <div className={style.what}>
        <p className={style.brief}>
          {row.postId ? (
            <Link to="/publishing/posts/$postId" params={{ postId: row.postId }}>
              {row.brief || t`Without words`}
            </Link>
          ) : (
            row.brief || t`Without words`
          )}
        </p>
        <p className={style.small}>
          {standing}
          {row.at && ` · ${words.fullTime(row.at)}`}
          {networks.map((each) => (
            <span key={each.id} title={each.handle}>
              {" "}
              <NetworkGlyph network={each.network} size={13} />
              <span className="visually-hidden">{networkName(each.network)}</span>
            </span>
          ))}
        </p>
        {row.problems.map(({ column, message }) => (
          <p key={`${column} ${message}`} className={style.problem}>
            {column && <b>{column}: </b>}
            {message}
          </p>
        ))}
      </div>
    </li>
  );
}
