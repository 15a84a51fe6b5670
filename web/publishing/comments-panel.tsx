import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { IconMessageCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { Names } from "../inbox/names.ts";
import { NoteField } from "../inbox/note-field.tsx";
import { usePlaceWords } from "./comment-places.ts";
import { CommentThread } from "./comment-thread.tsx";
import style from "./comments.module.css";
import { type CommentPlace, commentsQuery, isOpen, sayComment, useCommentsLive } from "./comments-api.ts";
import type { Post } from "./posts-api.ts";

/** What the team says among itself of this post: what is open, what is resolved, and a comment that is being written. */
export function CommentsPanel({
  post,
  names,
  begun,
  onBegin,
  onShow,
}: {
  post: Post;
  names: Names;
  /** What a comment is being written about; null: the post; undefined: none is. */
  begun: CommentPlace | null | undefined;
  onBegin(place: CommentPlace | null | undefined): void;
  onShow(place: CommentPlace): void;
}) {
  const { t } = useLingui();
  const threads = useQuery(commentsQuery(post.id)).data;
  useCommentsLive(post.id);
  const all = useCalledFor(threads !== undefined);
  const words = usePlaceWords(names, post.base.parts.length > 1);
  const open = threads?.filter(isOpen) ?? [];
  const resolved = threads?.filter((each) => !isOpen(each)) ?? [];
  const list = (shown: typeof open) => (
    <ol className={style.threads}>
      {shown.map((thread) => {
        const { place, stands } = thread.first;
        return (
          <CommentThread
            key={thread.first.id}
            postId={post.id}
            thread={thread}
            about={words(thread.first)}
            names={names}
            onShow={place && stands !== "gone" ? () => onShow(place) : undefined}
          />
        );
      })}
    </ol>
  );
  return (
    <section className={style.panel} id="comments" aria-labelledby="comments-title" tabIndex={-1}>
      <header className={style.title}>
        <h2 id="comments-title">{t`Internal comments`}</h2>
        {begun === undefined && (
          <Button
            size="xs"
            variant="subtle"
            color="warn"
            leftSection={<IconMessageCircle size={15} stroke={1.7} />}
            onClick={() => onBegin(null)}
          >
            {t`Comment`}
          </Button>
        )}
      </header>
      <p
        className={style.hint}
      >{t`Seen by the team alone. Choose words in a text to comment on just those.`}</p>
      {begun !== undefined && (
        <div className={style.thread} data-begun>
          <div className={style.about}>
            <span>{words({ place: begun })}</span>
            {begun?.quote && <q>{begun.quote.text}</q>}
          </div>
          <NoteField
            key={JSON.stringify(begun)}
            start=""
            names={names}
            verb={t`Comment`}
            label={t`Your comment, for the team alone`}
            placeholder={t`@ calls somebody.`}
            onCancel={() => onBegin(undefined)}
            onDone={async (text, mentions) => {
              await sayComment(post.id, { text, mentions, place: begun });
              onBegin(undefined);
            }}
          />
        </div>
      )}
      {open.length > 0 && list(open)}
      {resolved.length > 0 && (
        <details className={style.resolved} {...(all ? { open: true } : {})}>
          <summary>{t`Resolved: ${resolved.length}`}</summary>
          {list(resolved)}
        </details>
      )}
    </section>
  );
}

/** Goes to the comment that a notification leads to, once; answers whether there is one. */
function useCalledFor(here: boolean): boolean {
  const hash = useLocation({ select: (location) => location.hash });
  const [called, setCalled] = useState(false);
  const gone = useRef("");
  useEffect(() => {
    if (!here || !hash.startsWith("comment-") || gone.current === hash) return;
    gone.current = hash;
    setCalled(true);
    requestAnimationFrame(() => {
      const found = document.getElementById(hash);
      found?.scrollIntoView({ block: "center" });
      found?.focus({ preventScroll: true });
    });
  }, [here, hash]);
  return called;
}
