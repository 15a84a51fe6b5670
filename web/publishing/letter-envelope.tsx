import { useLingui } from "@lingui/react/macro";
import { IconPaperclip } from "@tabler/icons-react";
import style from "./letter.module.css";
import type { Letter } from "./letter-api.ts";

/** What a mailbox shows above a mail. */
export function Envelope({ letter }: { letter: Letter }) {
  const { t } = useLingui();
  const { subject, from, to, files } = letter;
  return (
    <header className={style.envelope}>
      <h3>{subject || <em>{t`No subject yet`}</em>}</h3>
      <dl>
        <dt>{t`From`}</dt>
        <dd>
          {from.name && <b>{from.name}</b>} <bdi>{from.address}</bdi>
        </dd>
        <dt>{t`To`}</dt>
        <dd>
          {to.name && <b>{to.name}</b>} {to.address && <bdi>{to.address}</bdi>}
        </dd>
      </dl>
      {files.length > 0 && (
        <ul>
          {files.map((name) => (
            <li key={name}>
              <IconPaperclip size={15} stroke={1.7} aria-hidden="true" /> {name}
            </li>
          ))}
        </ul>
      )}
    </header>
  );
}
