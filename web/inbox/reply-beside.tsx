import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconCornerUpLeft } from "@tabler/icons-react";
import { Note } from "../ui/note.tsx";
import type { Names } from "./names.ts";
import { ReasonList } from "./reason-list.tsx";
import style from "./reply-form.module.css";
import type { Message, Reason } from "./shapes.ts";

/** Which message the reply answers. */
export function Target({ message }: { message: Message | undefined; names: Names }) {
  const { t } = useLingui();
  if (!message) return null;
  const name = message.author.name || message.author.handle;
  return (
    <p className={style.target}>
      <IconCornerUpLeft size={14} stroke={1.8} />
      <span>
        {message.own ? t`Adding to our own:` : t`To ${name}:`} <q>{message.text.slice(0, 140)}</q>
      </span>
    </p>
  );
}

/** What the gate says; silent while all is well. The signature stands below the text already. */
export function Gate({ reasons, refused }: { reasons: readonly Reason[]; refused: string | undefined }) {
  const told = reasons.filter(({ verdict, rule }) => verdict !== "allow" || rule !== "human-signature");
  return (
    <div role="status" className={style.gate}>
      {refused && told.length === 0 && <p className={style.refused}>{refused}</p>}
      <ReasonList reasons={told} />
    </div>
  );
}

/** The answer to a sending got lost. */
export function Lost({ text, onAgain }: { text: string; onAgain(): void }) {
  const { t } = useLingui();
  return (
    <div className={style.beside}>
      <Note
        tone="warn"
        title={t`No answer came back`}
        actions={
          <Button size="xs" variant="default" onClick={onAgain}>
            {t`Ask again`}
          </Button>
        }
      >
        {t`The reply may be on its way already. Asking again is safe: it cannot go out twice.`}
        <q className={style.lost}>{text.slice(0, 200)}</q>
      </Note>
    </div>
  );
}

/** The same person has written here in another window. */
export function DraftElsewhere({ text, onChoose }: { text: string; onChoose(theirs: boolean): void }) {
  const { t } = useLingui();
  return (
    <div className={style.beside}>
      <Note
        tone="info"
        title={t`You have written here in another window`}
        actions={
          <>
            <Button size="xs" variant="default" onClick={() => onChoose(true)}>
              {t`Take that one`}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => onChoose(false)}>
              {t`Keep this one`}
            </Button>
          </>
        }
      >
        <q className={style.lost}>{text.slice(0, 200)}</q>
      </Note>
    </div>
  );
}
