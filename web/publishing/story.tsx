import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { queryClient } from "../api/query.ts";
import { ChannelFace } from "../channels/channel-card.tsx";
import { Ways } from "../inbox/delivery-card.tsx";
import type { Names } from "../inbox/names.ts";
import { ReasonList } from "../inbox/reason-list.tsx";
import { safeHref } from "../inbox/safe-spans.ts";
import type { Channel } from "../inbox/shapes.ts";
import { networkName } from "../ui/network.tsx";
import { Tag } from "../ui/tag.tsx";
import { useZone } from "../ui/time.tsx";
import { formatFull } from "../ui/when.ts";
import { type Post, type PostDelivery, postQuery, type Variant } from "./posts-api.ts";
import style from "./story.module.css";
import { StoryBulletin } from "./story-bulletin.tsx";
import { EditButton, RemoveButton, removable, StoryChanges } from "./story-changes.tsx";
import { StoryFigures } from "./story-figures.tsx";
import { statusTones, statusWords } from "./words.ts";

/** What became of the post on each channel: every part, every attempt, and what one may do about it. */
export function Story({ post, names }: { post: Post; names: Names }) {
  const { t } = useLingui();
  const told = post.variants.filter(({ deliveries }) => deliveries.length > 0);
  if (told.length === 0) return null;
  const there = removable(post, names.channel);
  return (
    <section className={style.story} aria-labelledby="story">
      <header className={style.top}>
        <h2 id="story">{t`What became of it`}</h2>
        {there.length > 1 && <RemoveButton postId={post.id} channels={there} />}
      </header>
      <ul className={style.list}>
        {told.map((variant) => (
          <VariantStory
            key={variant.channelId}
            postId={post.id}
            variant={variant}
            names={names}
            there={there}
          />
        ))}
      </ul>
    </section>
  );
}

function VariantStory({
  postId,
  variant,
  names,
  there,
}: {
  postId: string;
  variant: Variant;
  names: Names;
  /** Where it can be taken back. */
  there: readonly Channel[];
}) {
  const { i18n } = useLingui();
  const channel = names.channel(variant.channelId);
  const { status } = variant;
  // What was ordered first and taken back for newer words is no news.
  const live = variant.deliveries.filter((one) => one.status !== "cancelled");
  const shown = (live.length > 0 ? live : variant.deliveries).toSorted((one, other) => one.part - other.part);
  return (
    <li className={style.variant}>
      <header className={style.head}>
        {channel && <ChannelFace channel={channel} size={36} />}
        <b>{channel?.name || channel?.handle}</b>
        <Tag tone={statusTones[status]}>{i18n._(statusWords[status])}</Tag>
      </header>
      {channel?.capabilities.carries?.subject && (
        <StoryBulletin postId={postId} channelId={variant.channelId} />
      )}
      <ol className={style.parts}>
        {shown.map((delivery) => (
          <PartStory
            key={delivery.id}
            postId={postId}
            delivery={delivery}
            many={shown.length > 1}
            network={networkName(channel?.network ?? "")}
            channel={channel}
          />
        ))}
      </ol>
      <RemoveButton postId={postId} channels={there.filter(({ id }) => id === variant.channelId)} />
    </li>
  );
}

function PartStory({
  postId,
  delivery,
  many,
  network,
  channel,
}: {
  postId: string;
  delivery: PostDelivery;
  many: boolean;
  network: string;
  channel: Channel | undefined;
}) {
  const { t, i18n } = useLingui();
  const zone = useZone();
  const { status, fault, attempts, waits } = delivery;
  const url = safeHref(delivery.url);
  const number = delivery.part + 1;
  const time = (at: string) => <time dateTime={at}>{formatFull(new Date(at), i18n.locale, zone)}</time>;
  return (
    <li className={style.delivery} data-status={status}>
      {many && <b className={style.number}>{t`Part ${number}`}</b>}
      {many && <q className={style.text}>{delivery.text}</q>}
      <p>
        {i18n._(statusWords[status])} · {time(delivery.sentAt ?? delivery.dueAt)}
      </p>
      {url && !delivery.goneAt && (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {t`See it on ${network}`}
        </a>
      )}
      <StoryFigures figures={delivery.figures} />
      <StoryChanges postId={postId} delivery={delivery} />
      {channel && <EditButton postId={postId} delivery={delivery} channel={channel} />}
      {status === "unknown" && (
        <p>{t`The network gave no answer, so it may or may not be there. It is not sent again by itself: look on ${network}, then say what you saw.`}</p>
      )}
      {waits && (
        <p>
          {waits.message}
          {waits.since && (
            <>
              {" "}
              <Trans>Since {time(waits.since)}.</Trans>
            </>
          )}
          {waits.until && (
            <>
              {" "}
              <Trans>Tried again {time(waits.until)}.</Trans>
            </>
          )}
        </p>
      )}
      {fault && status !== "sent" && waits?.why !== fault.tag && (
        <p className={style.fault}>
          {fault.message} {fault.advice}
        </p>
      )}
      {status === "held" && <ReasonList reasons={delivery.reasons} />}
      {attempts.length > 0 && (
        <details className={style.attempts}>
          <summary>{plural(attempts.length, { one: "# attempt", other: "# attempts" })}</summary>
          <ol>
            {attempts.map((attempt) => (
              <li key={`${attempt.what} ${attempt.number} ${attempt.beganAt}`}>
                {attempt.what === "send" ? t`Sent off` : t`Looked for on ${network}`}: {time(attempt.beganAt)}
                {attempt.outcome ? ` · ${attempt.outcome}` : ""}
              </li>
            ))}
          </ol>
        </details>
      )}
      <Ways
        delivery={delivery}
        onDone={() => void queryClient.invalidateQueries({ queryKey: postQuery(postId).queryKey })}
      />
    </li>
  );
}
