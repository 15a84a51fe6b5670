/** Two posts at once on one channel, or the same words again: who plans is told, with the other post named. */
import { type Act, allow, type Rule } from "../gate/index.ts";
import { after, days, minutes, now } from "../kernel/clock.ts";
import type { Json } from "../kernel/result.ts";
import { alikeTo } from "./alike-pairs.ts";
import { contentOf } from "./content.ts";
import { familyOf } from "./evergreen-store.ts";
import { findPost, variantsOf } from "./post-store.ts";
import { closeInTime, type Saying, wouldRepeat } from "./spacing.ts";
import { readSpacing, sayingsAround, shapeOfContent } from "./spacing-store.ts";
import { tellsLittle } from "./text-shape.ts";

/** Another post, as it is named beside the text. */
interface Other {
  postId: string;
  brief: string;
  /** ISO 8601; null: it has no time yet. */
  at: string | null;
  [key: string]: Json;
}

interface Close {
  minutes: number;
  days: number;
  inTime: Other[];
  inWords: Other[];
  [key: string]: Json;
}

const most = 5;

export const spacing: Rule = {
  name: "spacing",
  gather: (act) => closeTo(act),
  check(_act, { more }) {
    const close = more.spacing as Close | null | undefined;
    if (!close) return [];
    const { inTime, inWords } = close;
    return [
      ...(inTime.length > 0
        ? [
            allow(
              {
                en: `Another post goes out on this channel less than ${close.minutes} minutes away.`,
                es: `Otra publicación sale en este canal a menos de ${close.minutes} minutos.`,
              },
              { posts: inTime },
            ),
          ]
        : []),
      ...(inWords.length > 0
        ? [
            allow(
              {
                en: `Another post says nearly the same within ${close.days} days.`,
                es: `Otra publicación dice casi lo mismo en un plazo de ${close.days} días.`,
              },
              { posts: inWords },
            ),
          ]
        : []),
    ];
  },
};

/** Asked once for each channel, with the first part. */
async function closeTo(act: Act): Promise<Close | null> {
  if (act.kind !== "post" || act.part > 0) return null;
  const post = await findPost(act.postId);
  const variant = post && (await variantsOf([post.id])).find((each) => each.channel_id === act.channelId);
  if (!post || !variant) return null;
  const apart = await readSpacing();
  const at = variant.due_at;
  const margin = Math.max(days(apart.days), minutes(apart.minutes));
  const me: Saying = {
    postId: post.id,
    seriesId: post.series_id,
    familyId: await familyOf(post),
    brief: post.brief,
    channelId: act.channelId,
    at,
    shape: shapeOfContent(contentOf(post.base, variant.own)),
  };
  const around = await sayingsAround(after(at ?? now(), -margin), after(at ?? now(), margin));
  const named = (sayings: Saying[]): Other[] =>
    [...new Map(sayings.map((each) => [each.postId, each])).values()]
      .slice(0, most)
      .map(({ postId, brief, at: when }) => ({ postId, brief, at: when?.toISOString() ?? null }));
  return {
    ...apart,
    inTime: named(around.filter((other) => closeInTime(me, other, apart))),
    inWords: tellsLittle(me.shape)
      ? []
      : named(
          alikeTo(
            me.shape,
            around.filter((other) => wouldRepeat(me, other, apart, now())),
          ),
        ),
  };
}
