/** A bulletin before it goes out: how it will look to one subscriber, and one mail of it to whoever writes it. */
import { accountOf, connectorFor, findChannel, type Letter } from "../channels/index.ts";
import type { Gate, PostAct, Reason } from "../gate/index.ts";
import { after, minutes, now } from "../kernel/clock.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { findTeammate } from "../team/index.ts";
import { addressedTo, testSubject } from "./bulletin.ts";
import { contentOf } from "./content.ts";
import { isMailed } from "./delivery-key.ts";
import { type DeliveryRecord, findDelivery } from "./delivery-store.ts";
import { orderDelivery } from "./order-delivery.ts";
import { actsOf, type OrderFault } from "./order-post.ts";
import { findPost, holdPost, type PostRecord, variantsOf } from "./post-store.ts";
import type { By } from "./reply.ts";
import { digestOf } from "./rule-sameness.ts";
import { storeAct } from "./stored-act.ts";
import { findSender } from "./subscriber-store.ts";

export type LetterFault = OrderFault | { tag: "not-mailed" };

export interface Previewed extends Letter {
  /** Nothing says yet who sends it: the foot is not whole. */
  senderless: boolean;
  /** Names of the files that go with it and are no pictures. */
  files: string[];
}

/** Where it is looked at. */
export interface LookedAt {
  /** Of this installation, for the way out. */
  origin: string;
  /** Where the browser finds a file. */
  picture(fileId: string): string;
}

/** The mail as the asking teammate would get it, were they subscribed. */
export async function previewLetter(
  postId: string,
  channelId: string,
  by: By,
  at: LookedAt,
): Promise<Result<Previewed, LetterFault>> {
  const post = await findPost(postId);
  const teammate = await findTeammate(by.userId);
  if (!post) return fail({ tag: "missing" });
  return letterTo({ address: teammate?.email ?? "", name: teammate?.name ?? "" }, post, channelId, by, at);
}

/** The mail as somebody would get it, had they subscribed today. */
export async function letterTo(
  reader: { address: string; name: string },
  post: PostRecord,
  channelId: string,
  by: By,
  { origin, picture }: LookedAt,
): Promise<Result<Previewed, LetterFault>> {
  const channel = await findChannel(channelId);
  const said = await mailOf(post, channelId, by);
  if (!channel || !said) return fail({ tag: "missing" });
  if (!said.ok) return said;
  const { text, subject, language, media } = said.value;
  const sender = await findSender(channelId);
  const who = { ...reader, permittedOn: now().toISOString().slice(0, 10) };
  const to = addressedTo(who, { origin, language, sender: sender?.line ?? "" }, "…");
  const act = {
    kind: "post" as const,
    text: text.trim(),
    ...(subject ? { subject } : {}),
    ...(language ? { language } : {}),
    speaker: { name: "" },
    media: media.map(({ name, type, alt }) => ({ name, type, alt, bytes: new Uint8Array() })),
  };
  const pictures = media.map(({ fileId }) => picture(fileId));
  const letter = connectorFor(channel.network).letter?.(act, accountOf(channel), to, pictures);
  if (!letter) return fail({ tag: "not-mailed" });
  const files = media.filter(({ type }) => !type.startsWith("image/")).map(({ name }) => name);
  return ok({ ...letter, senderless: sender === undefined, files });
}

/** All parts of a post as the one mail that it is on this channel. undefined: it is not said there. */
async function mailOf(
  post: PostRecord,
  channelId: string,
  by: By,
): Promise<Result<PostAct, LetterFault> | undefined> {
  const variant = (await variantsOf([post.id])).find((each) => each.channel_id === channelId);
  const channel = await findChannel(channelId);
  if (post.state === "removed" || !variant || !channel) return undefined;
  if (!isMailed(channel.network)) return fail({ tag: "not-mailed" });
  const acts = await actsOf(post, variant, contentOf(post.base, variant.own), by);
  if (!acts.ok) return acts;
  const [act] = acts.value;
  return act && ok(act);
}

export type TestFault =
  | LetterFault
  /** The id belongs to something else. */
  | { tag: "taken" }
  | { tag: "too-many" }
  | { tag: "denied"; reasons: Reason[] };

/** A person reads each of them: more at once is a mistake. */
const mostTests = 10;
const testsWithin = minutes(10);

/** Orders one mail to the asking teammate's own address. The same id again is the same mail. */
export async function orderTest(
  gate: Gate,
  postId: string,
  { id, channelId }: { id: string; channelId: string },
  by: By,
): Promise<Result<DeliveryRecord, TestFault>> {
  const post = await holdPost(postId);
  if (!post) return fail({ tag: "missing" });
  const standing = await findDelivery(id);
  if (standing) {
    const same =
      standing.kind === "test" &&
      standing.post_id === postId &&
      standing.channel_id === channelId &&
      standing.user_id === by.userId;
    return same ? ok(standing) : fail({ tag: "taken" });
  }
  const said = await mailOf(post, channelId, by);
  if (!said) return fail({ tag: "missing" });
  if (!said.ok) return said;
  const lately = (await testsOf(by.userId)).filter(
    ({ created_at }) => created_at > after(now(), -testsWithin),
  );
  if (lately.length >= mostTests) return fail({ tag: "too-many" });
  const act: PostAct = { ...said.value, test: true };
  const asked = await gate.ask(act);
  if (!asked) return fail({ tag: "missing" });
  // What is held would come when nobody waits for it any more.
  if (asked.verdict !== "allow")
    return fail({ tag: "denied", reasons: asked.reasons.filter((each) => each.verdict !== "allow") });
  await orderDelivery(gate, act, asked, {
    id,
    kind: "test",
    post_id: postId,
    digest: digestOf(act.text),
    stored: {
      ...storeAct(act, asked.facts, undefined),
      subject: testSubject(act.language, act.subject ?? ""),
    },
  });
  const made = await findDelivery(id);
  if (!made) throw new Error("A test that was just ordered is not there.");
  return ok(made);
}

/** The latest tests that a teammate asked for, of one post or of all; the newest first. */
export const testsOf = (userId: string, postId?: string): Promise<DeliveryRecord[]> =>
  db()
    .selectFrom("delivery")
    .where("workspace_id", "=", workspaceId())
    .where("kind", "=", "test")
    .where("user_id", "=", userId)
    .$if(postId !== undefined, (query) => query.where("post_id", "=", postId ?? ""))
    .selectAll()
    .orderBy("created_at", "desc")
    .limit(mostTests)
    .execute();
