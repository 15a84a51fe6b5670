import { useLingui } from "@lingui/react/macro";
import {
  IconBookmark,
  IconDots,
  IconHeart,
  IconLock,
  IconMessageCircle,
  IconMoon,
  IconRepeat,
  IconShare2,
  IconStar,
  IconWorld,
} from "@tabler/icons-react";
import { memo, useContext, useDeferredValue } from "react";
import { type Content, type ContentMedia, type Part, saidParts } from "../../src/publishing/content.ts";
import { asSaid } from "../../src/publishing/mentions.ts";
import type { Channel } from "../inbox/shapes.ts";
import { MediaShown } from "../media/media-look.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { networkName } from "../ui/network.tsx";
import { standingText } from "./counts.tsx";
import { type Editing, useContent } from "./editing.ts";
import { MediaSource } from "./media-source.ts";
import style from "./preview.module.css";
import { PreviewCarried } from "./preview-carried.tsx";
import { PreviewText } from "./preview-text.tsx";
import { useKnown } from "./proposals-api.ts";

/** What people will see on one channel. It follows the keys when there is time for it. */
export const Preview = memo(function Preview({ editing, channel }: { editing: Editing; channel: Channel }) {
  const content = useDeferredValue(useContent(editing, channel.id));
  const known = useKnown(content);
  const place = { network: channel.network, mentions: channel.capabilities.carries?.mentions ?? false };
  return <ContentPreview content={asSaid(content, known, place)} channel={channel} />;
});

/** What a preview has to know of a channel. */
export type SeenChannel = Pick<Channel, "id" | "network" | "name" | "handle" | "avatar"> & {
  capabilities: Pick<Channel["capabilities"], "contentWarning" | "carries">;
};

/** What people will see of a text that stands. */
export function ContentPreview({ content, channel }: { content: Content; channel: SeenChannel }) {
  const { t } = useLingui();
  const said = saidParts(content);
  const { name, handle } = channel;
  const label = networkName(channel.network);
  return (
    <section
      className={style.preview}
      data-network={channel.network}
      aria-label={t`On ${label}, ${name || handle}`}
    >
      {said.map((part, index) => (
        <PartPreview
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the thread
          key={index}
          part={part}
          channel={channel}
          warning={channel.capabilities.contentWarning ? content.contentWarning : undefined}
          visibility={content.visibility}
          whole={index === 0 ? content : undefined}
          more={index < said.length - 1}
        />
      ))}
    </section>
  );
}

const PartPreview = memo(function PartPreview({
  part,
  channel,
  warning,
  visibility,
  whole,
  more,
}: {
  part: Part;
  channel: SeenChannel;
  warning: string | undefined;
  visibility: Content["visibility"];
  /** With the first part stands what belongs to the whole. */
  whole: Content | undefined;
  more: boolean;
}) {
  const { t } = useLingui();
  const { network } = channel;
  const mastodon = network !== "bluesky";
  const Seen =
    visibility === "unlisted" ? IconMoon : visibility && visibility !== "public" ? IconLock : IconWorld;
  return (
    <article className={style.one} data-more={more}>
      <Avatar
        name={channel.name || channel.handle}
        image={channel.avatar ?? undefined}
        seed={channel.id}
        size={mastodon ? 46 : 42}
      />
      <div className={style.body}>
        <header className={style.head}>
          <b>{channel.name || channel.handle}</b>
          <span className={style.handle}>@{channel.handle.replace(/^@/, "")}</span>
          <span className={style.when}>
            {mastodon && <Seen size={14} stroke={1.7} aria-hidden="true" />}
            {t`now`}
          </span>
        </header>
        {warning && (
          <p className={style.warning}>
            {warning} <span>{t`Show more`}</span>
          </p>
        )}
        <div className={style.said} data-hidden={warning !== undefined && warning !== ""}>
          {part.text.trim() === "" && part.media.length === 0 ? (
            <p className={style.nothing}>{t`Nothing written yet`}</p>
          ) : (
            <PreviewText text={standingText(channel, part.text.trim(), whole?.quote)} network={network} />
          )}
          <Pictures media={part.media} />
          {whole && <PreviewCarried content={whole} channel={channel} />}
        </div>
        <Deeds mastodon={mastodon} />
      </div>
    </article>
  );
});

function Pictures({ media }: { media: readonly ContentMedia[] }) {
  const { t } = useLingui();
  const srcOf = useContext(MediaSource);
  if (media.length === 0) return null;
  return (
    <div className={style.pictures} data-count={Math.min(4, media.length)}>
      {media.slice(0, 4).map(({ fileId, alt }) => (
        <span key={fileId}>
          <MediaShown
            fileId={fileId}
            src={srcOf(fileId)}
            alt={alt || t`A picture that nobody has described yet`}
          />
          {alt.trim() !== "" && (
            <small aria-hidden="true" translate="no">
              ALT
            </small>
          )}
        </span>
      ))}
    </div>
  );
}

/** The row of icons that each client draws beneath; only drawn. */
function Deeds({ mastodon }: { mastodon: boolean }) {
  const icons = mastodon
    ? [IconMessageCircle, IconRepeat, IconStar, IconBookmark, IconDots]
    : [IconMessageCircle, IconRepeat, IconHeart, IconShare2, IconDots];
  return (
    <div className={style.deeds} aria-hidden="true">
      {icons.map((Icon, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing that never changes
        <Icon key={index} size={17} stroke={1.5} />
      ))}
    </div>
  );
}
