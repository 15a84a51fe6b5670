/** One channel's part of a plan: the acts that the gate is asked about, and the deliveries that carry them. */
import { findChannel } from "../channels/index.ts";
import type { ActMedia, Gate, PostAct } from "../gate/index.ts";
import { findFile } from "../kernel/file-rows.ts";
import { fail, type Json, ok, type Result } from "../kernel/result.ts";
import { actMedia } from "./act-media.ts";
import { type Content, type Part, saidParts } from "./content.ts";
import { isMailed } from "./delivery-key.ts";
import { change, type DeliveryRecord, moveDelivery } from "./delivery-store.ts";
import { knownMentions, placeOf } from "./find-mentions.ts";
import { mentionedIn, sayMentions } from "./mentions.ts";
import { orderDelivery } from "./order-delivery.ts";
import type { PostRecord, VariantRecord } from "./post-store.ts";
import type { By } from "./reply.ts";
import { digestOf } from "./rule-sameness.ts";
import { canonical, storeAct } from "./stored-act.ts";

export type OrderFault = { tag: "missing" } | { tag: "no-file"; channelId: string; fileId: string };

/** A part, and what the gate said of it. */
export interface Order {
  variant: VariantRecord;
  act: PostAct;
  asked: NonNullable<Awaited<ReturnType<Gate["ask"]>>>;
}

/** Brings the deliveries of a variant to what is ordered. `at`: when that is; `due`: for when. */
export async function replaceOrders(
  gate: Gate,
  post: PostRecord,
  orders: Order[],
  standing: DeliveryRecord[],
  { due, at }: { due: Date; at: Date },
): Promise<void> {
  const live = standing.filter(({ status }) => status !== "cancelled");
  const same =
    live.length === orders.length &&
    orders.every(({ act, asked }) =>
      live.some(
        (each) =>
          each.part === act.part &&
          each.asked_digest === digestOfAct(act) &&
          each.status === (asked.verdict === "hold" ? "held" : "scheduled"),
      ),
    );
  if (same) {
    for (const each of live) await moveDelivery(each, due);
    return;
  }
  for (const each of live) await change(each, "cancel");
  for (const { variant, act, asked } of orders)
    await orderDelivery(gate, act, asked, {
      post_id: post.id,
      variant_id: variant.id,
      part: act.part,
      digest: digestOfAct(act),
      stored: storeAct(act, asked.facts, undefined),
      due,
      at,
    });
}

/** One act for each part; what belongs to the whole goes with the first. */
export async function actsOf(
  post: PostRecord,
  variant: VariantRecord,
  content: Content,
  by: By,
): Promise<Result<PostAct[], OrderFault>> {
  const { channel_id: channelId } = variant;
  const channel = await findChannel(channelId);
  if (!channel) return fail({ tag: "missing" });
  const cardFile = content.card?.fileId;
  if (cardFile && !(await findFile(cardFile))) return fail({ tag: "no-file", channelId, fileId: cardFile });
  const acts: PostAct[] = [];
  const known = await knownMentions(mentionedIn(content));
  const place = placeOf(channel);
  for (const [part, said] of partsFor(channel.network, content).entries()) {
    const { text, uncalled } = sayMentions(said, known, place);
    const media = await mediaOf(said, channelId);
    if (!media.ok) return media;
    acts.push({
      kind: "post",
      postId: post.id,
      part,
      channelId,
      text,
      media: media.value,
      by: { userId: by.userId, role: by.role, scopes: by.scopes },
      automatic: false,
      ...(uncalled.length > 0 ? { uncalled } : {}),
      ...wholeOf(content),
      ...(part === 0 ? firstOf(content) : {}),
    });
  }
  return ok(acts);
}

/** What goes to each subscriber is one mail, whatever it is made of: nobody wants three of them. */
function partsFor(network: string, content: Content): Part[] {
  const parts = saidParts(content);
  if (!isMailed(network)) return parts;
  return [
    {
      text: parts.map(({ text }) => text.trim()).join("\n\n"),
      media: parts.flatMap(({ media }) => media),
    },
  ];
}

/** What every part carries. */
const wholeOf = ({ language, visibility, contentWarning }: Content) => ({
  ...(language ? { language } : {}),
  ...(visibility ? { visibility } : {}),
  ...(contentWarning ? { contentWarning } : {}),
});

/** What only the first part carries. */
const firstOf = ({ subject, poll, card, quote }: Content) => ({
  ...(subject?.trim() ? { subject: subject.trim() } : {}),
  ...(poll ? { poll: { ...poll, options: poll.options.map((option) => option.trim()) } } : {}),
  ...(card
    ? {
        card: {
          url: card.url,
          title: card.title.trim(),
          description: card.description.trim(),
          ...(card.fileId ? { fileId: card.fileId } : {}),
        },
      }
    : {}),
  ...(quote ? { quote } : {}),
});

async function mediaOf({ media }: Part, channelId: string): Promise<Result<ActMedia[], OrderFault>> {
  const found: ActMedia[] = [];
  for (const { fileId, alt } of media) {
    const file = await actMedia(fileId, alt);
    if (!file) return fail({ tag: "no-file", channelId, fileId });
    found.push(file);
  }
  return ok(found);
}

const digestOfAct = (act: PostAct): string => digestOf(canonical(JSON.parse(JSON.stringify(act)) as Json));
