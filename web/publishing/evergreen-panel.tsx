import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useId, useRef, useState } from "react";
import type { ApiError } from "../api/errors.ts";
import type { Channel } from "../inbox/shapes.ts";
import { announce } from "../shell/announce.tsx";
import type { Editing } from "./editing.ts";
import { type Mark, markEvergreen } from "./evergreen-api.ts";
import { marked, refusedMark } from "./evergreen-marks.ts";
import style from "./evergreen-panel.module.css";
import { EvergreenRow } from "./evergreen-row.tsx";
import { Repeats } from "./evergreen-story.tsx";
import type { Post } from "./posts-api.ts";

/** Where a post may be said again, and when it was; of a repeat, which post it says again. */
export function EvergreenPanel({
  post,
  editing,
  channels,
  locked,
}: {
  post: Post;
  editing: Editing;
  /** Those of the post. */
  channels: readonly Channel[];
  locked: boolean;
}) {
  const { t } = useLingui();
  const title = useId();
  const { repeatOf, repeats, evergreen } = post;
  const brief = repeatOf?.brief || t`Without words`;
  // A bulletin is not said again: everybody has it.
  const social = channels.filter(({ capabilities }) => !capabilities.carries?.subject);
  const marks = social.length > 0 && !repeatOf && (!locked || evergreen.length > 0);
  if (!repeatOf && !marks && repeats.length === 0) return null;
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{t`Evergreen`}</h2>
      {repeatOf && (
        <p>
          {repeatOf.removed ? (
            <Trans>Repeat of “{brief}”, which was taken away since.</Trans>
          ) : (
            <Trans>
              Repeat of{" "}
              <Link to="/publishing/posts/$postId" params={{ postId: repeatOf.id }}>
                {brief}
              </Link>
            </Trans>
          )}
        </p>
      )}
      {marks && <Marks post={post} editing={editing} channels={social} locked={locked} />}
      <Repeats repeats={repeats} />
    </section>
  );
}

/** The switch of each channel. Each change is kept at once. */
function Marks({
  post,
  editing,
  channels,
  locked,
}: {
  post: Post;
  editing: Editing;
  channels: readonly Channel[];
  locked: boolean;
}) {
  const { t } = useLingui();
  // What a hand has just chosen shows at once; the server's answer replaces it.
  const [wanted, setWanted] = useState<readonly Mark[]>();
  const [trouble, setTrouble] = useState<{ channelId: string; says: string }>();
  // One after the other, so that the last word stands.
  const line = useRef<Promise<void>>(Promise.resolve());
  const turn = useRef(0);
  const marks = wanted ?? post.evergreen;
  const write = (channelId: string, days: number | undefined) => {
    const next = marked(marks, channelId, days);
    const mine = ++turn.current;
    setWanted(next);
    setTrouble(undefined);
    line.current = line.current.then(async () => {
      try {
        // The server looks at the words as it has them.
        await editing.flush();
        await markEvergreen(post.id, next);
        if (mine === turn.current) announce(t`It is kept.`);
      } catch (error) {
        const { fields = [], message } = error as Partial<ApiError>;
        const refused = refusedMark(
          next,
          fields.map(({ path }) => path),
        );
        const says = fields.map((each) => each.message).join(" ") || message || "";
        if (mine === turn.current) setTrouble({ channelId: refused?.channelId ?? channelId, says });
      }
      if (mine === turn.current) setWanted(undefined);
    });
  };
  return (
    <>
      <p className={style.lead}>{t`What stays true may be said again, once it has rested.`}</p>
      <ul className={style.rows}>
        {channels.map((channel) => (
          <EvergreenRow
            key={channel.id}
            channel={channel}
            named={channels.length > 1}
            days={marks.find(({ channelId }) => channelId === channel.id)?.days}
            trouble={trouble?.channelId === channel.id ? trouble.says : undefined}
            locked={locked}
            onDays={(days) => write(channel.id, days)}
          />
        ))}
      </ul>
    </>
  );
}
