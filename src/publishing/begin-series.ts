/** From the wish that a post comes again to its series: written beside the draft, begun when the first is planned. */
import type { Gate } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { makeOccurrences } from "./keep-series.ts";
import type { PlanFault } from "./plan-post.ts";
import { timeOf } from "./post.ts";
import type { Written } from "./post-change.ts";
import {
  findPost,
  holdPost,
  type PostRecord,
  tellPost,
  updatePost,
  type VariantRecord,
  variantsOf,
} from "./post-store.ts";
import type { By } from "./reply.ts";
import {
  addWall,
  clockQuestions,
  type RepeatFault,
  type Repeating,
  readWish,
  type SeriesText,
  type Wish,
  wallMinutes,
} from "./series.ts";
import { holdSeries, insertSeries, orderSeries, type SeriesRecord, updateSeries } from "./series-store.ts";

/** So many are made before the answer is given: what comes next is never missed. */
export const madeAtOnce = 5;

/** The time of the whole post. */
export const timeOfPost = (post: PostRecord) => timeOf(post, { local_time: null, zone: null, second: null });

/** What a post says, as the text of a series whose first time is `start`, where the post itself stands for `at`. */
export const textOf = (
  post: PostRecord,
  variants: readonly VariantRecord[],
  at: string,
  start: string,
): SeriesText => ({
  base: post.base,
  pillarId: post.pillar_id,
  variants: variants.map((each) => ({
    channelId: each.channel_id,
    own: each.own,
    time:
      each.local_time === null
        ? null
        : { local: addWall(each.local_time, wallMinutes(at, start)), zone: each.zone ?? post.zone },
  })),
});

/** Holds a post and its series; always the series first, so that nobody waits for another in a ring. */
export async function holdWithSeries(
  id: string,
): Promise<{ post: PostRecord | undefined; series: SeriesRecord | undefined }> {
  const found = await findPost(id);
  const series = found?.series_id ? await holdSeries(found.series_id) : undefined;
  const post = await holdPost(id);
  // A change of the series may have given it another meanwhile.
  return post?.series_id === found?.series_id ? { post, series } : holdWithSeries(id);
}

/** Reads a wish for a post, and asks what the clock does not say clearly. */
export function readRepeat(
  post: PostRecord,
  variants: readonly VariantRecord[],
  wish: Wish,
): Result<Repeating, { tag: "no-time" } | RepeatFault> {
  const time = timeOfPost(post);
  if (!time) return fail({ tag: "no-time" });
  const read = readWish(wish, time, now());
  if (!read.ok) return fail({ tag: "rule", fault: read.fault });
  const { start } = read.value;
  const questions = clockQuestions(read.value, textOf(post, variants, start, start).variants);
  if (questions.skipped || questions.twice) return fail({ tag: "clock", questions });
  return read;
}

/** Writes how often a draft is to come again. It begins when the draft is planned. */
export async function wishRepeat(
  id: string,
  wish: Wish,
  by: string,
): Promise<Result<Written, { tag: "missing" } | { tag: "no-time" } | RepeatFault>> {
  const { post } = await holdWithSeries(id);
  if (!post) return fail({ tag: "missing" });
  const variants = await variantsOf([id]);
  const read = readRepeat(post, variants, wish);
  if (!read.ok) return read;
  const row = {
    rule: read.value.rule,
    until_stopped: wish.untilStopped,
    zone: read.value.zone,
    start_local: read.value.start,
    skipped: wish.skipped,
    twice: wish.twice,
  };
  if (post.series_id) await updateSeries(post.series_id, row);
  else {
    const series = newId();
    await insertSeries({ id: series, ...row, created_by: by, created_at: now() });
    await updatePost(id, { series_id: series, series_at: read.value.start });
  }
  await tellPost(id, "post.repeating", { rule: read.value.rule });
  return ok({ post: (await findPost(id)) ?? post, variants });
}

/** The series that begins with a post once that is planned; undefined: none does. Its time may have been moved since. */
export async function readyToBegin(id: string): Promise<Result<SeriesRecord | undefined, PlanFault>> {
  const { post, series } = await holdWithSeries(id);
  if (!post || !series || series.begun_at) return ok(undefined);
  const wish = { ...series, untilStopped: series.until_stopped };
  const read = readRepeat(post, await variantsOf([id]), wish);
  if (read.ok) return ok({ ...series, zone: read.value.zone, start_local: read.value.start });
  if (read.fault.tag === "no-time") return fail({ tag: "no-time", channelId: "" });
  return fail({ tag: "repeat", fault: read.fault });
}

/** The first is planned: from now on its words are the series', and the others are made. */
export async function beginSeries(
  gate: Gate,
  series: SeriesRecord,
  { post, variants }: Written,
  by: By,
): Promise<void> {
  const start = series.start_local;
  await updateSeries(series.id, {
    zone: series.zone,
    start_local: start,
    text: JSON.stringify(textOf(post, variants, start, start)),
    planned_by: by.userId,
    scopes: by.scopes ? JSON.stringify(by.scopes) : null,
    begun_at: now(),
  });
  await updatePost(post.id, { series_at: start, series_same: true });
  await tellPost(post.id, "post.series-begun", { series: series.id, rule: series.rule });
  await makeOccurrences(gate, series.id, madeAtOnce);
  orderSeries(series.id);
}
