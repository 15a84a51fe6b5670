import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { ownSrc } from "../inbox/own-src.ts";
import { Avatar } from "../ui/avatar.tsx";
import { RelativeTime } from "../ui/time.tsx";
import style from "./idea-source.module.css";
import type { Idea } from "./ideas-api.ts";

/** Who said what, and the way to where they said it. */
export function IdeaSource({ source }: { source: NonNullable<Idea["source"]> }) {
  const { t } = useLingui();
  const { author } = source;
  return (
    <figure className={style.source}>
      <figcaption>
        <Avatar name={author.name} image={ownSrc(author.avatar)} seed={author.personId} size={20} />
        <b>
          <bdi>{author.name}</bdi>
        </b>
        <RelativeTime at={source.at} />
      </figcaption>
      <blockquote dir="auto">{source.text || t`Removed by its author.`}</blockquote>
      <Link
        to="/inbox/c/$conversationId"
        params={{ conversationId: source.conversationId }}
        search={{ message: source.messageId }}
        draggable={false}
      >
        {t`See the conversation`}
      </Link>
    </figure>
  );
}
