import { Trans } from "@lingui/react/macro";
import { Tag } from "../ui/tag.tsx";
import { type Channel, isImporting } from "./channels-api.ts";

/** How a channel is, in two words. */
export function ChannelStatus({ channel }: { channel: Channel }) {
  if (channel.status === "needs-you")
    return (
      <Tag tone="bad">
        <Trans>needs you</Trans>
      </Tag>
    );
  if (channel.status === "paused")
    return (
      <Tag tone="warn">
        <Trans>paused</Trans>
      </Tag>
    );
  if (channel.streams.some(({ failingSince }) => failingSince))
    return (
      <Tag tone="warn">
        <Trans>not answering</Trans>
      </Tag>
    );
  if (isImporting(channel))
    return (
      <Tag tone="info">
        <Trans>reading the past</Trans>
      </Tag>
    );
  return (
    <Tag tone="good">
      <Trans>all is well</Trans>
    </Tag>
  );
}
