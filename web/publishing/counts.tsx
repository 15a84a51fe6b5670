import { useLingui } from "@lingui/react/macro";
import { memo } from "react";
import { countText, type TextLimits } from "../../src/channels/count-text.ts";
import { withQuoteLink } from "../../src/channels/quote-link.ts";
import type { Part } from "../../src/publishing/content.ts";
import { type Mentioned, sayMentions } from "../../src/publishing/mentions.ts";
import type { Channel } from "../inbox/shapes.ts";
import { NetworkGlyph, networkName } from "../ui/network.tsx";
import style from "./part-editor.module.css";

const limitsOf = ({ text, unit, linkWeight }: Channel["limits"]): TextLimits => ({
  unit: unit as TextLimits["unit"],
  ...(text === null ? {} : { text }),
  ...(linkWeight === null ? {} : { linkWeight }),
});

/** The words as they will stand: where a quote cannot be shown, its address is one of them. */
export const standingText = (
  { capabilities }: { capabilities: Pick<Channel["capabilities"], "carries"> },
  text: string,
  quote: string | undefined,
): string => (capabilities.carries?.quote === "linked" ? withQuoteLink(text.trim(), quote) : text);

/** Channels that count alike stand as one: three Bluesky accounts need one number. */
export const countedOnce = (channels: readonly Channel[]): Channel[] => [
  ...new Map(
    channels.map((one) => [
      `${one.network} ${one.limits.unit} ${one.limits.text} ${one.limits.linkWeight} ${one.capabilities.carries?.quote}`,
      one,
    ]),
  ).values(),
];

/** A text with its mentions as this channel's network says them. */
export const saidText = (
  { network, capabilities }: SaidOn,
  part: Pick<Part, "text" | "mentions">,
  known: ReadonlyMap<string, Mentioned>,
): string =>
  part.mentions
    ? sayMentions(part, known, { network, mentions: capabilities.carries?.mentions ?? false }).text
    : part.text;
type SaidOn = Pick<Channel, "network"> & { capabilities: Pick<Channel["capabilities"], "carries"> };

/** Whether a text has room on all of them, as each says and counts it. */
export const fitsAll = (
  channels: readonly Channel[],
  part: Pick<Part, "text" | "mentions">,
  known: ReadonlyMap<string, Mentioned>,
  warning: string,
  quote: string | undefined,
): boolean =>
  channels.every((channel) => counted(channel, saidText(channel, part, known), warning, quote).fits);

const counted = (channel: Channel, text: string, warning: string, quote: string | undefined) =>
  countText(
    limitsOf(channel.limits),
    standingText(channel, text, quote),
    channel.capabilities.contentWarning ? warning : "",
  );

/** How much room is left, as this channel's network counts. */
export const Count = memo(function Count({
  channel,
  text,
  warning,
  quote,
}: {
  channel: Channel;
  text: string;
  warning: string;
  quote: string | undefined;
}) {
  const { t } = useLingui();
  const { used, most, fits, bytes } = counted(channel, text, warning, quote);
  if (most === null) return null;
  const left = bytes ? bytes.most - bytes.used : most - used;
  const missing = -left;
  const label = networkName(channel.network);
  return (
    <span className={style.count} data-over={!fits} title={`${label}: ${used} / ${most}`}>
      <NetworkGlyph network={channel.network} size={14} />
      <span className="visually-hidden">
        {fits ? t`${label}: ${left} left` : t`${label}: ${missing} too many`}
      </span>
      <span aria-hidden="true" className="numbers">
        {left}
      </span>
    </span>
  );
});
