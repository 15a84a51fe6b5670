import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { ApiError } from "../api/errors.ts";
import type { Channel } from "../inbox/shapes.ts";
import { announce } from "../shell/announce.tsx";
import type { Editing } from "./editing.ts";
import { type Mark, markEvergreen, marksQuery } from "./evergreen-api.ts";
import { marked } from "./evergreen-marks.ts";
import style from "./evergreen-panel.module.css";
import { EvergreenRow } from "./evergreen-row.tsx";
import type { Post } from "./posts-api.ts";

/** Where a post may be said again, and after how many days. Each change is kept at once. */
export function EvergreenPanel({
  post,
  editing,
  channels,
  locked,
}: {
  post: Post;
  editing: Editing;
  /** Those of the post. A bulletin is not said again: everybody has it. */
  channels: readonly Channel[];
  locked: boolean;
}) {
  const { t } = useLingui();
  const title = useId();
  const social = channels.filter(({ capabilities }) => !capabilities.carries?.subject);
  const stands = useQuery({ ...marksQuery(post.id), enabled: social.length > 0 }).data;
  // What a hand has just chosen shows at once; the server's answer replaces it.
  const [wanted, setWanted] = useState<readonly Mark[]>();
  const [trouble, setTrouble] = useState<{ channelId: string; says: string }>();
  // One after the other, so that the last word stands.
  const line = useRef<Promise<void>>(Promise.resolve());
  const turn = useRef(0);
  if (social.length === 0 || !stands) return null;
  const marks = wanted ?? stands;
  if (locked && marks.length === 0) return null;
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
        if (mine === turn.current) setTrouble({ channelId, says: wordsOf(error as Error) });
      }
      if (mine === turn.current) setWanted(undefined);
    });
  };
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{t`Evergreen`}</h2>
      <p className={style.lead}>{t`What stays true may be said again, once it has rested.`}</p>
      <ul className={style.rows}>
        {social.map((channel) => (
          <EvergreenRow
            key={channel.id}
            channel={channel}
            named={social.length > 1}
            days={marks.find(({ channelId }) => channelId === channel.id)?.days}
            trouble={trouble?.channelId === channel.id ? trouble.says : undefined}
            locked={locked}
            onDays={(days) => write(channel.id, days)}
          />
        ))}
      </ul>
    </section>
  );
}

/** What is wrong with a field says more than that something is. */
const wordsOf = (error: Error): string =>
  (error instanceof ApiError && error.fields.map(({ message }) => message).join(" ")) || error.message;
