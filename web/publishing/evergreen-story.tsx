import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Tag } from "../ui/tag.tsx";
import { useZone } from "../ui/time.tsx";
import { formatDue } from "../ui/when.ts";
import type { Repeat } from "./evergreen-api.ts";
import style from "./evergreen-panel.module.css";
import { statusTones, statusWords } from "./words.ts";

const mostAtFirst = 5;

/** The posts that say it again: when, and what became of each. The latest first. */
export function Repeats({ repeats }: { repeats: readonly Repeat[] }) {
  const { t, i18n } = useLingui();
  const zone = useZone();
  const [all, setAll] = useState(false);
  if (repeats.length === 0) return null;
  const left = repeats.length - mostAtFirst;
  return (
    <>
      <h3 className={style.again}>{t`Said again`}</h3>
      <ul className={style.repeats}>
        {(all ? repeats : repeats.slice(0, mostAtFirst)).map(({ id, at, status }) => (
          <li key={id}>
            <Link to="/publishing/posts/$postId" params={{ postId: id }}>
              {at ? <time dateTime={at}>{formatDue(new Date(at), i18n.locale, zone)}</time> : t`No time yet`}
            </Link>
            <Tag tone={statusTones[status]}>{i18n._(statusWords[status])}</Tag>
          </li>
        ))}
      </ul>
      {!all && left > 0 && (
        <button type="button" className={style.more} onClick={() => setAll(true)}>
          {t`Show ${left} more`}
        </button>
      )}
    </>
  );
}
