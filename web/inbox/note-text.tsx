import { Fragment } from "react";
import { mentionSpans } from "./mentions.ts";
import type { Names } from "./names.ts";
import style from "./note-text.module.css";
import { segments } from "./safe-spans.ts";

/** What was written for the team, with those it calls standing out. */
export function NoteText({ note, names }: { note: { text: string; mentions: string[] }; names: Names }) {
  const spans = mentionSpans(
    note.text,
    note.mentions.flatMap((id) => names.teammate(id) ?? []),
  );
  return (
    <p className={style.text}>
      {segments(note.text, spans).map(({ text, span }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
        <Fragment key={at}>
          {span ? (
            <span className={style.mention} data-me={span.id === names.me}>
              {text}
            </span>
          ) : (
            text
          )}
        </Fragment>
      ))}
    </p>
  );
}
