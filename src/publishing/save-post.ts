/**
 * Writing together. A change says what stood there before: where that still stands it is written, where another has
 * written meanwhile nothing is lost, and the writer is told what stands there now. Every sitting leaves a version.
 */
import { findChannel } from "../channels/index.ts";
import { minutes, now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { findConversation } from "../listening/index.ts";
import {
  type Content,
  type ContentField,
  emptyContent,
  inBrief,
  type OwnContent,
  type Part,
  same,
} from "./content.ts";
import { contentOfIdea } from "./idea.ts";
import { holdIdea, takeIdea } from "./idea-store.ts";
import { meetParts } from "./meet-parts.ts";
import { findPillar } from "./pillars.ts";
import type { OwnValue, PostChange, PostConflict, SaveFault, Written } from "./post-change.ts";
import { moveComments } from "./post-comment-store.ts";
import {
  deleteVariant,
  findPost,
  holdPost,
  insertPost,
  insertVariants,
  insertVersion,
  type PostRecord,
  tellPost,
  updatePost,
  updateVariant,
  type VariantRecord,
  variantsOf,
  versionsOf,
} from "./post-store.ts";
import type { PostContent, PostSource } from "./tables.ts";

/** One person's changes without a pause of this length are one version. */
const sitting = minutes(10);

export interface PostDraft {
  id: string;
  base?: Content | undefined;
  channelIds: string[];
  /** What channels say on their own from the start. */
  own?: PostContent["variants"];
  pillarId?: string | null | undefined;
  zone: string;
  source?: PostSource | undefined;
  /** The post that it says again. */
  repeatOf?: string | undefined;
}

/** Begins a draft. The same id again answers the one that stands. */
export async function createPost(draft: PostDraft, by: string): Promise<Result<Written, SaveFault>> {
  const standing = await findPost(draft.id);
  if (standing) return ok({ post: standing, variants: await variantsOf([draft.id]) });
  for (const channelId of draft.channelIds)
    if (!(await findChannel(channelId))) return fail({ tag: "no-channel", channelId });
  if (draft.pillarId && !(await findPillar(draft.pillarId))) return fail({ tag: "no-pillar" });
  const { source } = draft;
  if (source?.kind === "conversation" && !(await findConversation(source.conversationId)))
    return fail({ tag: "no-conversation" });
  const idea = source?.kind === "idea" ? await holdIdea(source.ideaId) : undefined;
  if (source?.kind === "idea" && !idea) return fail({ tag: "no-idea" });
  if (idea?.post_id && (await findPost(idea.post_id)))
    return fail({ tag: "idea-taken", postId: idea.post_id });
  const base = draft.base ?? (idea ? contentOfIdea(idea) : emptyContent);
  const variants = draft.channelIds.map((channelId) => ({
    channelId,
    own: draft.own?.find((each) => each.channelId === channelId)?.own ?? {},
  }));
  const at = now();
  await insertPost(
    {
      id: draft.id,
      version: 1,
      state: "draft",
      planned_version: null,
      base: JSON.stringify(base),
      brief: inBrief(base),
      pillar_id: draft.pillarId ?? null,
      local_time: null,
      zone: draft.zone,
      second: null,
      source: source ? JSON.stringify(source) : null,
      repeat_of: draft.repeatOf ?? null,
      created_by: by,
      created_at: at,
      updated_by: by,
      updated_at: at,
    },
    variants.map(({ channelId, own }, position) => fresh(channelId, position, own)),
  );
  await insertVersion(draft.id, 1, { base, variants }, { userId: by, why: "saved" });
  if (idea) await takeIdea(idea, draft.id);
  await tellPost(draft.id, "post.begun");
  return ok(await written(draft.id));
}

const fresh = (channelId: string, position: number, own: OwnContent = {}) => ({
  id: newId(),
  channel_id: channelId,
  position,
  own: JSON.stringify(own),
  local_time: null,
  zone: null,
  second: null,
});

/** Writes what still fits, and answers what did not. `locked`: channels where some of it is out already. */
export async function savePost(
  id: string,
  changes: readonly PostChange[],
  by: string,
  locked: ReadonlySet<string>,
): Promise<Result<Written & { conflicts: PostConflict[] }, SaveFault>> {
  const post = await holdPost(id);
  if (!post) return fail({ tag: "missing" });
  const variants = await variantsOf([id]);
  const base = structuredClone<unknown>(post.base) as Record<string, unknown>;
  const own = new Map(variants.map((each) => [each.channel_id, structuredClone(each.own)]));
  let pillar = post.pillar_id;
  const conflicts: PostConflict[] = [];
  for (const [index, change] of changes.entries()) {
    if (change.what === "pillar") {
      if (change.now && !(await findPillar(change.now))) return fail({ tag: "no-pillar" });
      if (same(pillar, change.was) || same(pillar, change.now)) pillar = change.now;
      else conflicts.push({ change: index, stands: pillar });
      continue;
    }
    if (change.what === "base") {
      const followers = variants.filter((each) => own.get(each.channel_id)?.[change.field] === undefined);
      const said = followers.find((each) => locked.has(each.channel_id));
      if (said) return fail({ tag: "said", channelId: said.channel_id });
      const stands = base[change.field] ?? null;
      const met = change.field === "parts" ? partsMet(change.was, change.now, stands) : undefined;
      if (met) base.parts = met;
      else if (!same(stands, change.was) && !same(stands, change.now))
        conflicts.push({ change: index, stands });
      else if (change.now !== null) base[change.field] = change.now;
      else if (change.field !== "parts") delete base[change.field];
      continue;
    }
    const mine = own.get(change.channelId) as Record<string, unknown> | undefined;
    if (!mine) return fail({ tag: "no-channel", channelId: change.channelId });
    if (locked.has(change.channelId)) return fail({ tag: "said", channelId: change.channelId });
    const stands: OwnValue =
      change.field in mine ? { value: mine[change.field] as Content[ContentField] } : { follow: true };
    const met =
      change.field === "parts" ? partsMet(saidBy(change.was), saidBy(change.now), saidBy(stands)) : undefined;
    if (met) mine.parts = met;
    else if (!same(stands, change.was) && !same(stands, change.now))
      conflicts.push({ change: index, stands });
    else if ("value" in change.now) mine[change.field] = change.now.value;
    else delete mine[change.field];
  }
  const content: PostContent = {
    base: base as unknown as Content,
    variants: variants.map((each) => ({ channelId: each.channel_id, own: own.get(each.channel_id) ?? {} })),
  };
  const wrote =
    pillar !== post.pillar_id ||
    !same(content, {
      base: post.base,
      variants: variants.map((each) => ({ channelId: each.channel_id, own: each.own })),
    });
  if (wrote) await write(post, variants, content, { by, pillar, why: "saved" });
  return ok({ ...(await written(id)), conflicts });
}

const saidBy = (value: OwnValue): unknown => ("value" in value ? value.value : null);

/** What two wrote in different places of the parts, together; undefined where that cannot be told. */
const partsMet = (was: unknown, now: unknown, stands: unknown): Part[] | undefined =>
  Array.isArray(was) && Array.isArray(now) && Array.isArray(stands) ? meetParts(was, now, stands) : undefined;

/** Adds and takes away channels. What was said or ordered on a channel keeps it there: cancel that first. */
export async function chooseChannels(
  id: string,
  channelIds: readonly string[],
  by: string,
  ordered: ReadonlySet<string>,
): Promise<Result<Written, SaveFault>> {
  const post = await holdPost(id);
  if (!post) return fail({ tag: "missing" });
  const variants = await variantsOf([id]);
  for (const each of variants)
    if (!channelIds.includes(each.channel_id)) {
      if (ordered.has(each.channel_id)) return fail({ tag: "said", channelId: each.channel_id });
      await deleteVariant(each.id);
    }
  for (const [position, channelId] of channelIds.entries()) {
    const standing = variants.find((each) => each.channel_id === channelId);
    if (standing) {
      if (standing.position !== position) await updateVariant(standing.id, { position });
      continue;
    }
    if (!(await findChannel(channelId))) return fail({ tag: "no-channel", channelId });
    await insertVariants(id, [fresh(channelId, position)]);
  }
  const now = await variantsOf([id]);
  await write(post, now, contentOfPost(post, now), { by, pillar: post.pillar_id, why: "saved" });
  return ok(await written(id));
}

/** Puts a post back to how it once stood, as its newest version. Channels that it has no more are left as they are. */
export async function restorePost(
  id: string,
  to: PostContent,
  by: string,
  locked: ReadonlySet<string>,
): Promise<Result<Written, SaveFault>> {
  const post = await holdPost(id);
  if (!post) return fail({ tag: "missing" });
  const [said] = locked;
  if (said) return fail({ tag: "said", channelId: said });
  const variants = await variantsOf([id]);
  const before = new Map(to.variants.map((each) => [each.channelId, each.own]));
  const content: PostContent = {
    base: to.base,
    variants: variants.map((each) => ({
      channelId: each.channel_id,
      own: before.get(each.channel_id) ?? each.own,
    })),
  };
  await write(post, variants, content, { by, pillar: post.pillar_id, why: "restored" });
  return ok(await written(id));
}

export const contentOfPost = (post: PostRecord, variants: VariantRecord[]): PostContent => ({
  base: post.base,
  variants: variants.map((each) => ({ channelId: each.channel_id, own: each.own })),
});

async function write(
  post: PostRecord,
  variants: VariantRecord[],
  content: PostContent,
  { by, pillar, why }: { by: string; pillar: string | null; why: "saved" | "restored" },
): Promise<void> {
  const [last] = await versionsOf(post.id);
  const goesOn =
    why === "saved" &&
    last?.why === "saved" &&
    last.user_id === by &&
    last.number > 1 &&
    now().getTime() - last.at.getTime() < sitting;
  for (const each of variants) {
    const own = content.variants.find(({ channelId }) => channelId === each.channel_id)?.own ?? {};
    if (!same(own, each.own)) await updateVariant(each.id, { own: JSON.stringify(own) });
  }
  await moveComments(post.id, contentOfPost(post, variants), content);
  const version = post.version + 1;
  await updatePost(post.id, {
    version,
    base: JSON.stringify(content.base),
    brief: inBrief(content.base),
    pillar_id: pillar,
    series_same: false,
    updated_by: by,
    updated_at: now(),
  });
  await insertVersion(post.id, version, content, {
    userId: by,
    why,
    instead: goesOn ? last.number : undefined,
  });
  await tellPost(post.id, "post.changed", { version });
}

async function written(id: string): Promise<Written> {
  const post = await findPost(id);
  if (!post) throw new Error("A post vanished while it was written.");
  return { post, variants: await variantsOf([id]) };
}
