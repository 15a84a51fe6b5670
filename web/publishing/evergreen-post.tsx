import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { dayIn } from "../calendar/entries.ts";
import type { Names } from "../inbox/names.ts";
import { NetworkGlyph, networkName } from "../ui/network.tsx";
import { Tag } from "../ui/tag.tsx";
import { RelativeTime } from "../ui/time.tsx";
import drafts from "./drafts.module.css";
import style from "./evergreen.module.css";
import type { LibraryPost } from "./evergreen-api.ts";
import { daysBetween } from "./evergreen-fill.ts";

/** One post that may be said again: on which channels, when it was last and will be next, and from when on. */
export function EvergreenPost({
  post,
  pillar,
  names,
  zone,
}: {
  post: LibraryPost;
  pillar: { name: string; color: string } | undefined;
  names: Names;
  zone: string;
}) {
  const { t } = useLingui();
  return (
    <li className={drafts.row}>
      <div className={drafts.words}>
        <Link to="/publishing/posts/$postId" params={{ postId: post.id }} className={drafts.cover}>
          {post.brief || t`Without words`}
        </Link>
        {pillar && (
          <small className={style.pillar}>
            <span className={style.dot} style={{ background: pillar.color }} />
            {pillar.name}
          </small>
        )}
        <ul className={style.channels}>
          {post.channels.map((each) => {
            const channel = names.channel(each.channelId);
            return (
              channel && (
                <li key={each.channelId} className={style.channel}>
                  <span className={style.where}>
                    <NetworkGlyph network={channel.network} size={14} />
                    <span className="visually-hidden">{networkName(channel.network)} </span>
                    <span className={style.handle}>{channel.handle}</span>
                  </span>
                  <span className={style.when}>
                    {each.last ? (
                      <Trans>
                        Last said <RelativeTime at={each.last} />
                      </Trans>
                    ) : (
                      <Trans>Never said yet</Trans>
                    )}
                    {each.next && (
                      <>
                        {" · "}
                        <Trans>
                          next <RelativeTime at={each.next} />
                        </Trans>
                      </>
                    )}
                  </span>
                  <Ripe on={each.ripeOn} zone={zone} />
                </li>
              )
            );
          })}
        </ul>
      </div>
    </li>
  );
}

/** Whether it has rested, or in how many days it will have. */
function Ripe({ on, zone }: { on: string; zone: string }) {
  const { t } = useLingui();
  const days = daysBetween(dayIn(zone)(new Date()), on);
  return days <= 0 ? (
    <Tag tone="good">{t`Ripe now`}</Tag>
  ) : (
    <Tag>{plural(days, { one: "Ripe tomorrow", other: "Ripe in # days" })}</Tag>
  );
}
