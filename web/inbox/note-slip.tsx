import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { queryClient } from "../api/query.ts";
import { toast, useUndo } from "../shell/toasts.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { askOf } from "./ask.ts";
import type { Names } from "./names.ts";
import { NoteField } from "./note-field.tsx";
import style from "./note-slip.module.css";
import { NoteText } from "./note-text.tsx";
import { ownSrc } from "./own-src.ts";
import type { ChangeAnswer, Note } from "./shapes.ts";

const tell = (error: unknown) => toast({ message: (error as Error).message, tone: "bad" });
const again = () => void queryClient.invalidateQueries({ queryKey: ["conversation"] });

/** An internal note: a warm slip between the messages that nobody outside ever sees. */
export function NoteSlip({ note, names }: { note: Note; names: Names }) {
  const { t } = useLingui();
  const undoable = useUndo();
  const [editing, setEditing] = useState(false);
  const author = names.teammate(note.authorId);
  const name = author?.name ?? t`A teammate`;
  const mine = note.authorId === names.me;
  const lead = names.role === "owner" || names.role === "lead";
  const remove = async () => {
    const { changeId } = await askOf<ChangeAnswer>("delete", "/notes/{id}", note.id);
    again();
    undoable(t`The note is gone.`, () => askOf("post", "/changes/{id}/undoing", changeId).then(again, tell));
  };
  return (
    <article className={style.slip} aria-label={t`Note by ${name}, for the team alone`}>
      <header className={style.head}>
        <Avatar name={name} image={ownSrc(author?.portrait)} seed={note.authorId} size={20} />
        <b>{name}</b>
        <span>{t`note for the team`}</span>
        <span className={style.when}>
          {note.editedAt && <span>{t`edited`}</span>}
          <RelativeTime at={note.createdAt} />
        </span>
        {(mine || lead) && (
          <Menu position="bottom-end">
            <Menu.Target>
              <button type="button" className={style.more} aria-label={t`More about this note`}>
                <IconDots size={15} stroke={1.8} />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {mine && <Menu.Item onClick={() => setEditing(true)}>{t`Edit`}</Menu.Item>}
              <Menu.Item onClick={() => void remove().catch(tell)}>{t`Remove`}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      {editing ? (
        <NoteField
          start={note.text}
          names={names}
          verb={t`Save`}
          onCancel={() => setEditing(false)}
          onDone={async (text, mentions) => {
            await askOf("patch", "/notes/{id}", note.id, { text, mentions });
            again();
            setEditing(false);
          }}
        />
      ) : (
        <NoteText note={note} names={names} />
      )}
    </article>
  );
}
