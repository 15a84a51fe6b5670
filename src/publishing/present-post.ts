/** How a post looks from outside: the whole, its variants, and how each stands. */
import { z } from "zod";
import type { Caller, Language } from "../kernel/caller.ts";
import { type ApprovalRecord, approvalsOfPosts } from "./approval-store.ts";
import { whoIs } from "./caller.ts";
import { inBrief } from "./content.ts";
import { contentInput } from "./content-input.ts";
import { deliveriesOfPosts } from "./delivery-store.ts";
import { type FigureRecord, figuresOf } from "./figure-store.ts";
import { timeOf, variantStatus, variantStatuses } from "./post.ts";
import type { Written } from "./post-change.ts";
import { openThreads } from "./post-comment-store.ts";
import { type PostRecord, type VariantRecord, variantsOf } from "./post-store.ts";
import { deliveryShape, presentDeliveries } from "./present-delivery.ts";
import { evergreenShape, presentEvergreen } from "./present-evergreen.ts";
import { presentSeries, seriesShape } from "./present-series.ts";
import type { Who } from "./resolve-delivery.ts";

const statusShape = z.enum(variantStatuses);
const timeShape = z.object({ local: z.string(), zone: z.string(), second: z.boolean().optional() });

const figure = z.number().nullable();
const figureShape = z.object({
  at: z.string(),
  likes: figure,
  reposts: figure,
  replies: figure,
  quotes: figure,
  views: figure,
});
/** What it was begun from. */
const sources = [
  z.object({ kind: z.literal("conversation"), conversationId: z.uuid() }),
  z.object({ kind: z.literal("idea"), ideaId: z.uuid() }),
] as const;
/** What a post can be begun from; from a template it is begun there. */
export const sourceInput = z.discriminatedUnion("kind", sources);
const sourceShape = z.discriminatedUnion("kind", [
  ...sources,
  z.object({ kind: z.literal("template"), templateId: z.uuid(), blanks: z.array(z.string()) }),
]);

export const postShape = z.object({
  id: z.uuid(),
  version: z.number(),
  state: z.enum(["draft", "planned", "removed"]),
  /** The version that is planned, when what is written has gone on since. */
  plannedVersion: z.number().nullable(),
  base: contentInput,
  pillarId: z.uuid().nullable(),
  time: timeShape.nullable(),
  zone: z.string(),
  source: sourceShape.nullable(),
  /** Where it is one of many that come by a rule. */
  series: seriesShape.nullable(),
  ...evergreenShape,
  createdBy: z.uuid(),
  createdAt: z.string(),
  updatedBy: z.uuid(),
  updatedAt: z.string(),
  variants: z.array(
    z.object({
      channelId: z.uuid(),
      /** Only what it says on its own. */
      own: z.looseObject({}),
      time: timeShape.nullable(),
      ownTime: z.boolean(),
      at: z.string().nullable(),
      status: statusShape,
      deliveries: z.array(
        deliveryShape.extend({
          part: z.number(),
          /** Since when it surely stands there no more. */
          goneAt: z.string().nullable(),
          /** What was done about it since: other words, or taking it back. The oldest first. */
          changes: z.array(deliveryShape),
          /** What became of it, every time that the network was asked. The oldest first. */
          figures: z.array(figureShape),
        }),
      ),
    }),
  ),
});

export const postRowShape = z.object({
  id: z.uuid(),
  brief: z.string(),
  state: z.enum(["draft", "planned", "removed"]),
  pillarId: z.uuid().nullable(),
  channelIds: z.array(z.uuid()),
  /** Of a draft that was given back: how. */
  returned: z.enum(["changes", "reject"]).nullable(),
  /** How many threads of internal comments nobody has resolved. */
  comments: z.number(),
  updatedBy: z.uuid(),
  updatedAt: z.string(),
});

/** The answer of a route that wrote a post. */
export const shownPost = (written: Written, caller: Caller | undefined, language: Language) =>
  presentPost(written, whoIs(caller), language);

async function presentPost(
  { post, variants }: { post: PostRecord; variants: VariantRecord[] },
  who: Who,
  language: Language,
): Promise<z.infer<typeof postShape>> {
  const deliveries = await deliveriesOfPosts([post.id]);
  const figures = Map.groupBy(await figuresOf(deliveries.map(({ id }) => id)), (each) => each.delivery_id);
  const shown = new Map((await presentDeliveries(deliveries, who, language)).map((each) => [each.id, each]));
  return {
    id: post.id,
    version: post.version,
    state: post.state,
    plannedVersion: post.planned_version,
    base: post.base,
    pillarId: post.pillar_id,
    time: timeOf(post, { local_time: null, zone: null, second: null }) ?? null,
    zone: post.zone,
    source: post.source,
    series: await presentSeries(post),
    ...(await presentEvergreen(post)),
    createdBy: post.created_by,
    createdAt: post.created_at.toISOString(),
    updatedBy: post.updated_by,
    updatedAt: post.updated_at.toISOString(),
    variants: variants.map((variant) => {
      const mine = deliveries.filter((each) => each.variant_id === variant.id);
      return {
        channelId: variant.channel_id,
        own: variant.own as Record<string, unknown>,
        time: timeOf(post, variant) ?? null,
        ownTime: variant.local_time !== null,
        at: variant.due_at?.toISOString() ?? null,
        status: variantStatus(mine.map(({ status }) => status)),
        deliveries: mine.flatMap((each) => {
          const delivery = shown.get(each.id);
          if (!delivery) return [];
          const changes = deliveries.flatMap((one) => {
            const change = one.changes_id === each.id && shown.get(one.id);
            return change ? [change] : [];
          });
          const goneAt = each.gone_at?.toISOString() ?? null;
          const told = (figures.get(each.id) ?? []).map(presentFigure);
          return [{ ...delivery, part: each.part, goneAt, changes, figures: told }];
        }),
      };
    }),
  };
}

const presentFigure = ({ at, likes, reposts, replies, quotes, views }: FigureRecord) => ({
  at: at.toISOString(),
  likes,
  reposts,
  replies,
  quotes,
  views,
});

export async function presentRows(posts: PostRecord[]): Promise<Array<z.infer<typeof postRowShape>>> {
  const variants = Map.groupBy(await variantsOf(posts.map(({ id }) => id)), (each) => each.post_id);
  const said = Map.groupBy(await approvalsOfPosts(posts.map(({ id }) => id)), (each) => each.post_id);
  const comments = await openThreads(posts.map(({ id }) => id));
  return posts.map((post) => ({
    id: post.id,
    brief: post.brief || inBrief(post.base),
    state: post.state,
    pillarId: post.pillar_id,
    channelIds: (variants.get(post.id) ?? []).map((each) => each.channel_id),
    returned: post.state === "draft" ? givenBack(said.get(post.id) ?? []) : null,
    comments: comments.get(post.id) ?? 0,
    updatedBy: post.updated_by,
    updatedAt: post.updated_at.toISOString(),
  }));
}

function givenBack(said: ApprovalRecord[]): "changes" | "reject" | null {
  const last = said.findLast((each) => each.policy_id !== null)?.verdict;
  return last === undefined || last === "approve" ? null : last;
}
