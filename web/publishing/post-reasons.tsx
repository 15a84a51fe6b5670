import { useLingui } from "@lingui/react/macro";
import { memo } from "react";
import { ReasonList } from "../inbox/reason-list.tsx";
import type { Channel } from "../inbox/shapes.ts";
import { NetworkGlyph } from "../ui/network.tsx";
import style from "./post-screen.module.css";
import type { PartReason } from "./posts-api.ts";

/** What the gate says, channel by channel and part by part; silent where all is well. */
export const PostReasons = memo(function PostReasons({
  reasons,
  channels,
}: {
  reasons: readonly PartReason[];
  channels: readonly Channel[];
}) {
  const { t } = useLingui();
  const told = reasons.filter(({ verdict, rule }) => verdict !== "allow" || rule !== "human-signature");
  return (
    <div role="status" className={style.reasons}>
      {channels.map((channel) => {
        const mine = told.filter(({ channelId }) => channelId === channel.id);
        const parts = [...new Set(mine.map(({ part }) => part))];
        const many = reasons.some((one) => one.channelId === channel.id && one.part > 0);
        return parts.map((part) => {
          const number = part + 1;
          return (
            <div key={`${channel.id} ${part}`} className={style.reason}>
              <b>
                <NetworkGlyph network={channel.network} size={14} /> {channel.name || channel.handle}
                {many && ` · ${t`Part ${number}`}`}
              </b>
              <ReasonList reasons={mine.filter((one) => one.part === part)} />
              {mine.some((one) => one.part === part && one.rule === "approvals") && (
                <a href="#approval" className={style.whose}>{t`Whose word it waits for`}</a>
              )}
            </div>
          );
        });
      })}
    </div>
  );
});
