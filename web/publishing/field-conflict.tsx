import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNames } from "../inbox/names.ts";
import { Note } from "../ui/note.tsx";
import style from "./content-editor.module.css";
import { type Field, wordsOf } from "./doc.ts";
import { type Editing, useEditing } from "./editing.ts";
import { postQuery } from "./posts-api.ts";
import { fieldWords } from "./words.ts";

/** Another wrote in a field while we did: both texts, and the choice. Until then neither is lost. */
export function FieldConflict({ editing, channelId }: { editing: Editing; channelId: string | null }) {
  const { t, i18n } = useLingui();
  const names = useNames();
  const post = useQuery(postQuery(editing.id)).data;
  const conflicts = useEditing(editing, () => editing.state().conflicts);
  const here = [...conflicts].filter(([key]) =>
    channelId === null ? !key.startsWith("own/") : key.startsWith(`own/${channelId}/`),
  );
  if (here.length === 0) return null;
  const other = post && post.updatedBy !== names.me ? names.teammate(post.updatedBy)?.name : undefined;
  const name = other ?? t`Somebody`;
  return (
    <div className={style.conflicts} role="alert">
      {here.map(([key, theirs]) => {
        const field = fieldWords[key.split("/").at(-1) as Field];
        return (
          <Note
            key={key}
            tone="warn"
            title={t`${name} wrote meanwhile` + (field ? ` (${i18n._(field)})` : "")}
            actions={
              <>
                <Button size="xs" variant="default" onClick={() => editing.settle(key, true)}>
                  {t`Keep theirs`}
                </Button>
                <Button size="xs" variant="default" onClick={() => editing.settle(key, false)}>
                  {t`Keep mine`}
                </Button>
              </>
            }
          >
            <q className={style.conflict}>{wordsOf(theirs) || t`(nothing)`}</q>
          </Note>
        );
      })}
    </div>
  );
}
