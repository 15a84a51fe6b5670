import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Avatar } from "../ui/avatar.tsx";
import { NetworkGlyph } from "../ui/network.tsx";
import style from "./channels.module.css";
import type { Channel } from "./channels-api.ts";
import { Completeness } from "./completeness.tsx";
import { ChannelStatus } from "./status.tsx";

/** One channel at a glance; all of it leads to the channel's own screen. */
export function ChannelCard({ channel }: { channel: Channel }) {
  return (
    <li className={style.card} data-status={channel.status}>
      <div className={style.identity}>
        <ChannelFace channel={channel} size={44} />
        <div className={style.names}>
          <h2>
            <Link to={`/channels/${channel.id}` as "/"} className={style.cover}>
              {channel.name || channel.handle}
            </Link>
          </h2>
          <p className={style.faint}>
            {channel.label} · {channel.handle}
          </p>
        </div>
        <ChannelStatus channel={channel} />
      </div>
      {channel.fault && <p className={style.fault}>{channel.fault.message}</p>}
      <Completeness channel={channel} />
      {!channel.canReply && (
        <p className={style.faint}>
          <Trans>Read only: this network takes no answers.</Trans>
        </p>
      )}
    </li>
  );
}

/** The account's picture with its network's glyph at the corner. */
export function ChannelFace({ channel, size }: { channel: Channel; size: number }) {
  return (
    <span className={style.face}>
      <Avatar
        name={channel.name || channel.handle}
        image={channel.avatar ?? undefined}
        seed={channel.id}
        size={size}
      />
      <span className={style.glyph}>
        <NetworkGlyph network={channel.network} size={14} />
      </span>
    </span>
  );
}
