import { useLingui } from "@lingui/react/macro";
import { Button, Menu } from "@mantine/core";
import { IconCheck, IconDots, IconRotate } from "@tabler/icons-react";
import { useState } from "react";
import type { Names } from "../inbox/names.ts";
import { NoteField } from "../inbox/note-field.tsx";
import { NoteText } from "../inbox/note-text.tsx";
import { ownSrc } from "../inbox/own-src.ts";
import { toast } from "../shell/toasts.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { RelativeTime } from "../ui/time.tsx";
import style from "./comments.module.css";
import {
  deleteComment,
  editComment,
  type PostComment,
  resolveThread,
  sayComment,
  type Thread,
} from "./comments-api.ts";

const tell = (error: unknown) => toast({ message: (error as Error).message, tone: "bad" });

/** A comment with its answers: what it is about, what was said, and the ways to answer and to resolve it. */
export function CommentThread({
  postId,
  thread: { first, answers },
  about,
  names,
  onShow,
}: {
  postId: string;
  thread: Thread;
  /** The name of what it is about. */
  about: string;
  names: Names;
  /** Takes one to what it is about; left out where that is not there any more. */
  onShow: (() => void) | undefined;
}) {
  const { t } = useLingui();
  const [answering, setAnswering] = useState(false);
  const [busy, setBusy] = useState(false);
  const { place, stands, resolved } = first;
  const who = names.teammate(resolved?.by ?? null)?.name;
  const settle = async () => {
    setBusy(true);
    await resolveThread(postId, first.id, !resolved).catch(tell);
    setBusy(false);
  };
  return (
    <li id={`comment-${first.id}`} className={style.thread} data-resolved={resolved !== null} tabIndex={-1}>
      <div className={style.about}>
        {onShow ? (
          <button type="button" onClick={onShow} title={t`Show it`}>
            {about}
          </button>
        ) : (
          <span>{about}</span>
        )}
        {place?.quote && <q>{place.quote.text}</q>}
        {!place?.quote && stands === "gone" && place?.lost && <q>{place.lost}</q>}
        {stands === "changed" && <small>{t`The words have changed.`}</small>}
        {stands === "gone" && <small>{t`This is not in the post any more.`}</small>}
      </div>
      <ol className={style.said}>
        {[first, ...answers].map((comment) => (
          <OneComment key={comment.id} postId={postId} comment={comment} names={names} />
        ))}
      </ol>
      {answering ? (
        <NoteField
          start=""
          names={names}
          verb={t`Answer`}
          label={t`Your answer, for the team alone`}
          placeholder={t`@ calls somebody.`}
          onCancel={() => setAnswering(false)}
          onDone={async (text, mentions) => {
            await sayComment(postId, { text, mentions, threadId: first.id });
            setAnswering(false);
          }}
        />
      ) : (
        <div className={style.deeds}>
          {resolved && who && <small>{t`Resolved by ${who}`}</small>}
          <Button size="xs" variant="subtle" color="warn" onClick={() => setAnswering(true)}>
            {t`Answer`}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="warn"
            loading={busy}
            leftSection={
              resolved ? <IconRotate size={14} stroke={1.8} /> : <IconCheck size={14} stroke={2} />
            }
            onClick={() => void settle()}
          >
            {resolved ? t`Open it again` : t`Resolve`}
          </Button>
        </div>
      )}
    </li>
  );
}

function OneComment({ postId, comment, names }: { postId: string; comment: PostComment; names: Names }) {
  const { t } = useLingui();
  const [editing, setEditing] = useState(false);
  const author = names.teammate(comment.authorId);
  const name = author?.name ?? t`A teammate`;
  if (comment.deleted)
    return (
      <li>
        <p className={style.taken}>{t`${name} took this comment away.`}</p>
      </li>
    );
  return (
    <li>
      <header className={style.head}>
        <Avatar name={name} image={ownSrc(author?.portrait)} seed={comment.authorId} size={20} />
        <b>
          <bdi>{name}</bdi>
        </b>
        <span className={style.when}>
          {comment.editedAt && <span>{t`edited`}</span>}
          <RelativeTime at={comment.createdAt} />
        </span>
        {comment.authorId === names.me && (
          <Menu position="bottom-end">
            <Menu.Target>
              <button type="button" className={style.more} aria-label={t`More about this comment`}>
                <IconDots size={15} stroke={1.8} />
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setEditing(true)}>{t`Edit`}</Menu.Item>
              <Menu.Item
                onClick={() => void deleteComment(postId, comment.id).catch(tell)}
              >{t`Delete`}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      {editing ? (
        <NoteField
          start={comment.text}
          names={names}
          verb={t`Save`}
          label={t`Your comment, for the team alone`}
          onCancel={() => setEditing(false)}
          onDone={async (text, mentions) => {
            await editComment(postId, comment.id, { text, mentions });
            setEditing(false);
          }}
        />
      ) : (
        <NoteText note={comment} names={names} />
      )}
    </li>
  );
}
