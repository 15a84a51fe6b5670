import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { Content } from "../../src/publishing/content.ts";
import { api, unwrap } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { Loading } from "../shell/loading.tsx";
import { usePageTitle } from "../shell/page.tsx";
import { Empty } from "../ui/empty.tsx";
import { networkName } from "../ui/network.tsx";
import { Note } from "../ui/note.tsx";
import { formatFull } from "../ui/when.ts";
import letter from "./letter.module.css";
import { Envelope } from "./letter-envelope.tsx";
import { LetterFrame } from "./letter-frame.tsx";
import { MediaSource } from "./media-source.ts";
import { ContentPreview } from "./preview.tsx";
import { hasAnswered, ReviewAnswer } from "./review-answer.tsx";
import style from "./review-screen.module.css";
import { SaidLine } from "./said-line.tsx";
import { Sheet } from "./sheet.tsx";

const readReview = (token: string) => unwrap(api.GET("/reviews/{token}", { params: { path: { token } } }));
export type Review = Awaited<ReturnType<typeof readReview>>;

/** What a reviewer from outside sees: one post as it will look, and the three answers. No account, nothing else. */
export function ReviewScreen() {
  const { t, i18n } = useLingui();
  const { token = "" } = useParams({ strict: false }) as { token?: string };
  const review = useQuery({
    queryKey: ["review", token, i18n.locale],
    queryFn: () => readReview(token),
    retry: false,
    placeholderData: (before) => before,
  });
  usePageTitle(review.data ? t`A post of ${review.data.workspace}` : t`A post to read`);
  const refused = review.error instanceof ApiError ? review.error : undefined;
  if (refused?.status === 404)
    return (
      <Sheet>
        <Empty level={1} picture="nothing" title={t`There is nothing to read here`}>
          {refused.message}
        </Empty>
      </Sheet>
    );
  if (review.error && !review.data) throw review.error;
  if (!review.data) return <Loading />;
  const { workspace, ask, name, asked, channels, said, version, expiresAt } = review.data;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const full = (at: string) => formatFull(new Date(at), i18n.locale, here);
  const until = full(expiresAt);
  const answered = hasAnswered(review.data);
  // As elements: Lingui reads a string's own "<" as markup.
  const asker = <bdi>{ask}</bdi>;
  const reader = <bdi>{name}</bdi>;
  return (
    <Sheet workspace={workspace}>
      <header className={style.head}>
        <h1>
          {answered ? t`You have answered` : asked ? t`May this go out?` : t`What do you think of this?`}
        </h1>
        <p>
          {answered ? (
            <Trans>
              Thank you. {asker} has your answer; if the post is changed, you can read it here again.
            </Trans>
          ) : asked ? (
            <Trans>
              {asker} asks for your word, {reader}. This is how it will look; it waits until you have
              answered.
            </Trans>
          ) : (
            <Trans>
              {asker} would like to know what you think, {reader}. This is how it will look.
            </Trans>
          )}
        </p>
      </header>
      <MediaSource value={(fileId) => `/api/reviews/${encodeURIComponent(token)}/media/${fileId}`}>
        <div className={style.looks}>
          {channels.length === 0 && <Note>{t`No channel is chosen yet, so there is nothing to see.`}</Note>}
          {channels.map((channel) => (
            <section key={channel.id} className={style.look}>
              <h2>
                {networkName(channel.network)}
                {channel.at && (
                  <small>
                    <time dateTime={channel.at}>{full(channel.at)}</time>
                  </small>
                )}
              </h2>
              {channel.letter ? (
                <div className={letter.sheet}>
                  <Envelope letter={channel.letter} />
                  <LetterFrame html={channel.letter.html} subject={channel.letter.subject} />
                </div>
              ) : (
                <ContentPreview content={channel.content as Content} channel={{ ...channel, avatar: null }} />
              )}
            </section>
          ))}
        </div>
      </MediaSource>
      {said.length > 0 && (
        <section className={style.said} aria-labelledby="said">
          <h2 id="said">{t`What you said`}</h2>
          <ol>
            {said.toReversed().map((one) => (
              <SaidLine
                key={one.at}
                said={{ ...one, reviewer: null }}
                name={one.reviewer ?? name}
                now={one.version === version}
              />
            ))}
          </ol>
        </section>
      )}
      <ReviewAnswer
        key={`${version} ${asked}`}
        token={token}
        review={review.data}
        onDone={() => review.refetch()}
      />
      <p className={style.foot}>
        <Trans>
          This page shows one post of {workspace}, to whoever has its link, until {until}.
        </Trans>
      </p>
    </Sheet>
  );
}
