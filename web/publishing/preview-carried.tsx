import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { IconQuote } from "@tabler/icons-react";
import { useContext } from "react";
import type { Content } from "../../src/publishing/content.ts";
import { networkName } from "../ui/network.tsx";
import { linkIn } from "./link-in.ts";
import { MediaSource } from "./media-source.ts";
import type { SeenChannel } from "./preview.tsx";
import style from "./preview-carried.module.css";
import { shownLink } from "./preview-text.tsx";

/** What stands under the words of a post's first part, as this channel's network shows it. */
export function PreviewCarried({ content, channel }: { content: Content; channel: SeenChannel }) {
  const { carries } = channel.capabilities;
  const [first] = content.parts;
  if (!carries || !first) return null;
  const { card, poll, quote } = content;
  const pictures = first.media.length > 0;
  return (
    <>
      {poll && carries.poll && <PreviewPoll poll={poll} />}
      {carries.card === "given" && card && !pictures && <PreviewCard card={card} />}
      {carries.card === "own" && !pictures && !poll && (
        <OwnCard card={card} text={first.text} network={networkName(channel.network)} />
      )}
      {quote && carries.quote === "shown" && <PreviewQuote address={quote} network={channel.network} />}
    </>
  );
}

function PreviewCard({ card }: { card: NonNullable<Content["card"]> }) {
  const srcOf = useContext(MediaSource);
  const host = URL.parse(card.url)?.host ?? card.url;
  return (
    <div className={style.card}>
      {card.fileId && <img src={srcOf(card.fileId)} alt="" />}
      <div>
        <b>{card.title.trim() || host}</b>
        {card.description.trim() !== "" && <p>{card.description}</p>}
        <small translate="no">{host}</small>
      </div>
    </div>
  );
}

/** Such a network reads the page by itself: what it will show can only be guessed from what we read there. */
function OwnCard({ card, text, network }: { card: Content["card"]; text: string; network: string }) {
  const { t } = useLingui();
  const link = linkIn(text);
  if (!link) return null;
  return (
    <>
      {card && link === card.url && <PreviewCard card={card} />}
      <p className={style.note}>{t`${network} reads the page and makes its own card from the link.`}</p>
    </>
  );
}

function PreviewQuote({ address, network }: { address: string; network: string }) {
  const { t } = useLingui();
  return (
    <div className={style.quote}>
      <IconQuote size={16} stroke={1.6} aria-hidden="true" />
      <span>
        {t`The quoted message stands here`}
        <small translate="no">{shownLink(address, network)}</small>
      </span>
    </div>
  );
}

function PreviewPoll({ poll }: { poll: NonNullable<Content["poll"]> }) {
  const { t, i18n } = useLingui();
  const { options, minutes, multiple } = poll;
  const days = minutes / 1440;
  const hours = minutes / 60;
  const left =
    Number.isInteger(days) && days > 0
      ? plural(days, { one: "# day left", other: "# days left" })
      : Number.isInteger(hours)
        ? plural(hours, { one: "# hour left", other: "# hours left" })
        : plural(minutes, { one: "# minute left", other: "# minutes left" });
  return (
    <div className={style.poll} lang={i18n.locale}>
      <ul data-multiple={multiple}>
        {options.map((option, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place in the poll
          <li key={index}>{option.trim() || t`Nothing written yet`}</li>
        ))}
      </ul>
      <small>{left}</small>
    </div>
  );
}
