import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ChannelFace } from "../channels/channel-card.tsx";
import type { Names } from "../inbox/names.ts";
import { zoneName } from "../team/zones.ts";
import { Note } from "../ui/note.tsx";
import { useZone } from "../ui/time.tsx";
import { formatFull } from "../ui/when.ts";
import style from "./kept-dialog.module.css";
import { type Answer, answerKept, type KeptBack } from "./pauses-api.ts";

/** One thing that was kept back, and what one may say of it. */
export function KeptRow({
  row,
  names,
  may,
  onHeld,
  onLeave,
}: {
  row: KeptBack;
  names: Names;
  may: boolean;
  /** The gate holds so many of it for another reason. */
  onHeld(count: number): void;
  onLeave(): void;
}) {
  const { t, i18n } = useLingui();
  const zone = useZone();
  const [moving, setMoving] = useState(false);
  const [local, setLocal] = useState("");
  const say = useMutation({
    mutationFn: (answer: Answer) => answerKept(row.ids, answer),
    onSuccess: ({ held }) => onHeld(held),
  });
  const channel = names.channel(row.channelId);
  const at = formatFull(new Date(row.wantedAt), i18n.locale, zone);
  const author = names.teammate(row.userId)?.name ?? "";
  const text = row.text || (row.kind === "like" ? t`A like` : t`Nothing but pictures`);
  return (
    <li>
      {channel && <ChannelFace channel={channel} size={32} />}
      <div className={style.what}>
        {row.postId ? (
          <Link to="/publishing/posts/$postId" params={{ postId: row.postId }} onClick={onLeave}>
            {text}
          </Link>
        ) : (
          <Link
            to="/inbox/c/$conversationId"
            params={{ conversationId: row.conversationId ?? "" }}
            onClick={onLeave}
          >
            {text}
          </Link>
        )}
        <small>
          {row.kind === "post" ? t`Post` : t`Reply`} · {author} · {at}
        </small>
        {say.error && <Note tone="bad">{say.error.message}</Note>}
        {moving && (
          <form
            className={style.move}
            onSubmit={(event) => {
              event.preventDefault();
              if (local) say.mutate({ what: "move", time: { local: local.slice(0, 16), zone } });
            }}
          >
            <label>
              {t`Day and time in ${zoneName(zone)}`}
              <input
                type="datetime-local"
                value={local}
                onChange={(event) => setLocal(event.target.value)}
                // biome-ignore lint/a11y/noAutofocus: it was just asked for
                autoFocus
              />
            </label>
            <Button type="submit" size="xs" loading={say.isPending} disabled={!local}>
              {t`Move`}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setMoving(false)}>{t`Cancel`}</Button>
          </form>
        )}
      </div>
      {may && !row.paused && !moving && (
        <span className={style.ways}>
          <Button
            size="xs"
            variant="light"
            disabled={say.isPending}
            onClick={() => say.mutate({ what: "send" })}
          >
            {t`Send now`}
          </Button>
          {row.kind === "post" && (
            <Button size="xs" variant="default" disabled={say.isPending} onClick={() => setMoving(true)}>
              {t`Move…`}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            disabled={say.isPending}
            onClick={() => say.mutate({ what: "drop" })}
          >
            {t`Drop`}
          </Button>
        </span>
      )}
    </li>
  );
}
