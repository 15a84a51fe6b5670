import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import {
  IconBulb,
  IconCornerUpLeft,
  IconExternalLink,
  IconHeart,
  IconRepeat,
  IconRobot,
} from "@tabler/icons-react";
import { useState } from "react";
import { useKeepIdea } from "../publishing/keep-idea.ts";
import { Avatar } from "../ui/avatar.tsx";
import { RelativeTime } from "../ui/time.tsx";
import { Attachments } from "./attachments.tsx";
import { write } from "./composing.ts";
import style from "./message-item.module.css";
import type { Names } from "./names.ts";
import { ownSrc } from "./own-src.ts";
import { usePlace } from "./place.ts";
import { SafeHtml } from "./safe-html.tsx";
import { safeHref } from "./safe-spans.ts";
import { LinkedText } from "./safe-text.tsx";
import type { Delivery, Message } from "./shapes.ts";
import { visibilityWords } from "./words.ts";

/** One message of the thread; ours say which teammate spoke. */
export function MessageItem({
  message,
  delivery,
  names,
  targeted,
  marked,
  onTarget,
}: {
  message: Message;
  delivery: Delivery | undefined;
  names: Names;
  /** The reply being written answers this one. */
  targeted: boolean;
  marked: boolean;
  onTarget(id: string): void;
}) {
  const { t, i18n } = useLingui();
  const { conversationId } = usePlace();
  const keepIdea = useKeepIdea();
  const { author, own } = message;
  const speaker = delivery && names.teammate(delivery.userId);
  const name = author.name || author.handle;
  const url = safeHref(message.url);
  // A letter is between two: saying so under each would be noise.
  const audience =
    message.form !== "email" && message.visibility !== "public" && visibilityWords[message.visibility];
  const { like, repost } = message.reactions;
  return (
    <article
      id={`item-${message.id}`}
      className={style.message}
      data-own={own}
      data-targeted={targeted}
      data-marked={marked}
      aria-label={t`${name}, message`}
    >
      <Avatar
        name={speaker?.name ?? name}
        image={ownSrc(speaker ? speaker.portrait : author.avatar)}
        seed={speaker?.id ?? author.personId ?? author.identityId}
        size={32}
      />
      <div className={style.sheet}>
        <header className={style.head}>
          <b>{speaker?.name ?? name}</b>
          <span className={style.handle}>{speaker ? t`as ${author.handle}` : author.handle}</span>
          {author.bot && (
            <span className={style.soft}>
              <IconRobot size={14} stroke={1.7} /> {t`automatic`}
            </span>
          )}
          {audience && <span className={style.soft}>{i18n._(audience)}</span>}
          <span className={style.when}>
            {conversationId && !message.deletedAt && (
              <button
                type="button"
                className={style.answer}
                aria-label={targeted ? t`Being answered: ${name}` : t`Answer this: ${name}`}
                onClick={() => {
                  onTarget(message.id);
                  write(conversationId, "reply", message.id);
                }}
              >
                <IconCornerUpLeft size={14} stroke={1.8} />
                <span aria-hidden="true">{targeted ? t`Being answered` : t`Answer this`}</span>
              </button>
            )}
            {conversationId && !own && !message.deletedAt && names.role !== "guest" && (
              <button
                type="button"
                className={style.answer}
                aria-label={t`Keep as an idea: ${name}`}
                title={t`Keep as an idea`}
                onClick={() => void keepIdea(message.id)}
              >
                <IconBulb size={15} stroke={1.8} aria-hidden="true" />
              </button>
            )}
            {message.editedAt && !message.deletedAt && <span className={style.soft}>{t`edited`}</span>}
            <RelativeTime at={message.at} />
            {url && (
              <a
                className={style.outside}
                href={url}
                target="_blank"
                rel="noopener noreferrer"
                aria-label={t`See it on its network`}
                title={t`See it on its network`}
              >
                <IconExternalLink size={15} stroke={1.7} />
              </a>
            )}
          </span>
        </header>
        {message.deletedAt ? (
          <p className={style.gone}>{t`Removed by its author.`}</p>
        ) : (
          <MessageContent message={message} />
        )}
        {!message.deletedAt && like + repost > 0 && (
          <footer className={style.foot}>
            {like > 0 && (
              <span title={plural(like, { one: "# like", other: "# likes" })}>
                <IconHeart size={14} stroke={1.7} aria-hidden="true" />
                <span aria-hidden="true">{like}</span>
                <span className="visually-hidden">{plural(like, { one: "# like", other: "# likes" })}</span>
              </span>
            )}
            {repost > 0 && (
              <span title={plural(repost, { one: "# repost", other: "# reposts" })}>
                <IconRepeat size={14} stroke={1.7} aria-hidden="true" />
                <span aria-hidden="true">{repost}</span>
                <span className="visually-hidden">
                  {plural(repost, { one: "# repost", other: "# reposts" })}
                </span>
              </span>
            )}
          </footer>
        )}
      </div>
    </article>
  );
}

/** What was said, behind its content warning when it has one; quoted mail behind a toggle. */
function MessageContent({ message }: { message: Message }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(message.contentWarning === null);
  const [folded, setFolded] = useState(true);
  return (
    <>
      {message.contentWarning !== null && (
        <p className={style.warning}>
          <span>{message.contentWarning}</span>
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? t`Hide` : t`Show`}
          </button>
        </p>
      )}
      {open && (
        <>
          {message.automatic && (
            <p className={style.soft}>
              {message.automatic === "bounce"
                ? t`A mail server says that it could not be delivered.`
                : message.automatic === "auto-reply"
                  ? t`An automatic answer.`
                  : t`From a mailing list.`}
            </p>
          )}
          <div className={style.text} data-html={message.html !== null} lang={message.language ?? undefined}>
            {message.html ? (
              <SafeHtml html={message.html} />
            ) : (
              <LinkedText text={message.text} links={message.links} />
            )}
          </div>
          {message.folded && (
            <>
              <button
                type="button"
                className={style.fold}
                aria-expanded={!folded}
                onClick={() => setFolded(!folded)}
                aria-label={folded ? t`Show the quoted text` : t`Hide the quoted text`}
              >
                •••
              </button>
              {!folded && <div className={style.quoted}>{message.folded}</div>}
            </>
          )}
          <Attachments attachments={message.attachments} />
        </>
      )}
    </>
  );
}
