import { ChannelFace } from "../channels/channel-card.tsx";
import type { Names } from "../inbox/names.ts";
import style from "./drafts.module.css";

/** The first of some channels, and how many more there are. */
export function ChannelFaces({ ids, names }: { ids: readonly string[]; names: Names }) {
  return (
    <span className={style.faces}>
      {ids.slice(0, 4).map((id) => {
        const channel = names.channel(id);
        return channel && <ChannelFace key={id} channel={channel} size={32} />;
      })}
      {ids.length > 4 && <span className={style.more}>+{ids.length - 4}</span>}
    </span>
  );
}
