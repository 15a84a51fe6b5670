import { useLingui } from "@lingui/react/macro";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ChannelFace } from "../channels/channel-card.tsx";
import type { Channel } from "../inbox/shapes.ts";
import { toast } from "../shell/toasts.tsx";
import { networkName } from "../ui/network.tsx";
import style from "./channel-choice.module.css";
import { rememberChannels } from "./last-channels.ts";
import { keepPost, type Post } from "./posts-api.ts";

/** Where it is said: the faces of all channels that take posts, chosen or not. */
export function ChannelChoice({ post, channels }: { post: Post; channels: readonly Channel[] }) {
  const { t } = useLingui();
  const standing = post.variants.map(({ channelId }) => channelId);
  // What was just chosen shows at once; the server's answer replaces it.
  const [wanted, setWanted] = useState<string[]>();
  const chosen = wanted ?? standing;
  const choose = async (id: string) => {
    const next = chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
    setWanted(next);
    try {
      const path = { params: { path: { id: post.id } } };
      keepPost(await unwrap(api.PUT("/posts/{id}/channels", { ...path, body: { channelIds: next } })));
      rememberChannels(next);
    } catch (error) {
      toast({ message: (error as Error).message, tone: "bad" });
    }
    setWanted((now) => (now === next ? undefined : now));
  };
  return (
    <fieldset className={style.channels}>
      <legend className="visually-hidden">{t`Channels`}</legend>
      {channels.map((channel) => (
        <label key={channel.id} className={style.channel} data-chosen={chosen.includes(channel.id)}>
          <input
            type="checkbox"
            className="visually-hidden"
            checked={chosen.includes(channel.id)}
            onChange={() => void choose(channel.id)}
          />
          <ChannelFace channel={channel} size={36} />
          <span className={style.names}>
            <b>{channel.name || channel.handle}</b>
            <small>{networkName(channel.network)}</small>
          </span>
          <span className={style.tick} aria-hidden="true">
            <IconCheck size={14} stroke={2.4} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
