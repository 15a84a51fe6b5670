/**
 * Changing a series that goes on. One occurrence is changed like any post; from one on, the series ends before it and
 * another begins there, which takes over what was sent, changed or taken away, and makes the rest anew.
 */
import type { Gate } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { planAndAsk } from "./approve-post.ts";
import { holdWithSeries, madeAtOnce, readRepeat, textOf, timeOfPost } from "./begin-series.ts";
import { hasBegun } from "./delivery.ts";
import { deliveriesOfPosts } from "./delivery-store.ts";
import { makeOccurrences } from "./keep-series.ts";
import { localTimeOf } from "./local-time.ts";
import { type PlanFault, unplanPost } from "./plan-post.ts";
import type { Written } from "./post-change.ts";
import { type PostRecord, tellPost, updatePost, type VariantRecord, variantsOf } from "./post-store.ts";
import { restOfRule } from "./recurrence.ts";
import type { By } from "./reply.ts";
import { addWall, clockQuestions, type Repeating, settleTime, type Wish, wallMinutes } from "./series.ts";
import {
  insertSeries,
  occurrencePosts,
  orderSeries,
  repeatingOf,
  type SeriesRecord,
  updateSeries,
} from "./series-store.ts";

export type ChangeFault =
  | PlanFault
  /** It does not repeat, or does so no more. */
  | { tag: "no-series" }
  /** It is out already: what comes after it is changed from the next one. */
  | { tag: "out" }
  /** It was moved to another day, which says nothing about the days of the others. */
  | { tag: "other-day" }
  /** The rule itself names the hours. */
  | { tag: "own-hours" };

/** An occurrence that stays as it is, and why. */
export interface Stay {
  id: string;
  brief: string;
  local: string;
  why: "sent" | "changed";
}

/** How a series goes on from one of its times. */
interface Turn {
  from: string;
  /** What stood at `from` stands this many minutes of the clock later. */
  shift: number;
  next: Repeating;
  untilStopped: boolean;
  /** The time of the post that the change was made in, in the series that goes on. */
  at: string;
}

/**
 * Gives the words, the channels and the hour of an occurrence to those that follow, or to all that are not out; with a
 * wish, another rule from it on.
 */
export async function changeSeries(
  gate: Gate,
  id: string,
  { of, wish }: { of: "following" | "all"; wish?: Wish },
  by: By,
): Promise<Result<Written & { stay: Stay[] }, ChangeFault>> {
  const { post, series } = await holdWithSeries(id);
  if (!post) return fail({ tag: "missing" });
  if (!series?.begun_at || series.stopped_at || post.series_at === null) return fail({ tag: "no-series" });
  if ((await outOf([post])).has(id)) return fail({ tag: "out" });
  const variants = await variantsOf([id]);
  const turn = await (wish ? turnTo(post, variants, wish) : turnOf(post, series, of));
  if (!turn.ok) return turn;
  const { from, shift, next, untilStopped, at } = turn.value;
  const text = textOf(post, variants, at, next.start);
  const questions = clockQuestions(next, text.variants);
  if (questions.skipped || questions.twice)
    return fail({ tag: "repeat", fault: { tag: "clock", questions } });
  const newSeries = newId();
  await insertSeries({
    id: newSeries,
    rule: next.rule,
    until_stopped: untilStopped,
    zone: next.zone,
    start_local: next.start,
    ends_before: next.endsBefore,
    skipped: next.skipped,
    twice: next.twice,
    text: JSON.stringify(text),
    planned_by: by.userId,
    scopes: by.scopes ? JSON.stringify(by.scopes) : null,
    created_by: by.userId,
    created_at: now(),
    begun_at: now(),
  });
  await updateSeries(series.id, { ends_before: from });
  const others = (await occurrencePosts(series.id, from)).filter((each) => each.id !== id);
  const { stay, kept, untouched } = await sortOut(others);
  await updatePost(id, { series_id: newSeries, series_at: at, series_same: true });
  for (const each of kept) {
    const moved = addWall(each.series_at ?? at, shift);
    if (moved !== at)
      await updatePost(each.id, { series_id: newSeries, series_at: moved, series_same: false });
  }
  for (const each of untouched) await withdraw(each, by.userId);
  await tellPost(id, "post.series-begun", { series: newSeries, instead: series.id, rule: next.rule });
  const planned = await planAndAsk(gate, id, by, "written");
  if (!planned.ok) return planned;
  await makeOccurrences(gate, newSeries, madeAtOnce);
  orderSeries(newSeries);
  return ok({ ...planned.value, stay });
}

/** The same rule, with the hour that the post was given. */
async function turnOf(
  post: PostRecord,
  series: SeriesRecord,
  of: "following" | "all",
): Promise<Result<Turn, ChangeFault>> {
  const rule = repeatingOf(series);
  const stood = post.series_at ?? "";
  const settled = settleTime(stood, series.zone, rule);
  const expected = settled.ok ? settled.value.time.local : stood;
  const local = timeOfPost(post)?.local;
  if (!local) return fail({ tag: "no-time", channelId: "" });
  if (local.slice(0, 10) !== expected.slice(0, 10)) return fail({ tag: "other-day" });
  const shift = wallMinutes(expected, local);
  if (shift !== 0 && /BYHOUR|BYMINUTE/.test(series.rule)) return fail({ tag: "own-hours" });
  const from = of === "following" ? stood : await firstNotOut(series, stood);
  const rest = restOfRule(series.rule, series.start_local, series.zone, from);
  return ok({
    from,
    shift,
    at: addWall(stood, shift),
    untilStopped: series.until_stopped,
    next: {
      ...rule,
      // A last day stays the last day, whatever the hour.
      rule: shift === 0 ? rest : rest.replace(/(UNTIL=\d{8})T\d{6}Z?/, "$1"),
      zone: post.zone,
      start: addWall(from, shift),
      endsBefore: rule.endsBefore && addWall(rule.endsBefore, shift),
    },
  });
}

/** Another rule from this post on, whose own time is the first. */
function turnTo(post: PostRecord, variants: VariantRecord[], wish: Wish): Result<Turn, ChangeFault> {
  const read = readRepeat(post, variants, wish);
  if (!read.ok)
    return fail(
      read.fault.tag === "no-time" ? { tag: "no-time", channelId: "" } : { tag: "repeat", fault: read.fault },
    );
  const { value: next } = read;
  const from = post.series_at ?? next.start;
  return ok({ from, shift: 0, next, untilStopped: wish.untilStopped, at: next.start });
}

/** The earliest occurrence that is still to come, this one at the latest. */
async function firstNotOut(series: SeriesRecord, at: string): Promise<string> {
  const coming = (await occurrencePosts(series.id, localTimeOf(now(), series.zone).local)).filter(
    ({ state }) => state !== "removed",
  );
  const out = await outOf(coming);
  const first = coming.find(({ id }) => !out.has(id))?.series_at ?? at;
  return first < at ? first : at;
}

/**
 * Stops a series: what is planned of it and nobody has touched does not go out. What is out, or was changed, stays. Before
 * it has begun, the draft merely comes once.
 */
export async function stopSeries(
  id: string,
  by: string,
): Promise<Result<{ withdrawn: number; stay: Stay[] }, ChangeFault>> {
  const { post, series } = await holdWithSeries(id);
  if (!post) return fail({ tag: "missing" });
  if (!series || series.stopped_at) return fail({ tag: "no-series" });
  if (!series.begun_at) {
    await updatePost(id, { series_id: null, series_at: null });
    await tellPost(id, "post.repeating", { rule: null });
    return ok({ withdrawn: 0, stay: [] });
  }
  await updateSeries(series.id, { stopped_at: now(), stopped_by: by });
  const coming = await occurrencePosts(series.id, localTimeOf(now(), series.zone).local);
  const { stay, untouched } = await sortOut(coming);
  for (const each of untouched) await withdraw(each, by);
  await tellPost(id, "post.series-stopped", { series: series.id, withdrawn: untouched.length });
  return ok({ withdrawn: untouched.length, stay });
}

async function outOf(posts: readonly PostRecord[]): Promise<Set<string>> {
  const deliveries = await deliveriesOfPosts(posts.map(({ id }) => id));
  return new Set(deliveries.filter(hasBegun).flatMap((each) => each.post_id ?? []));
}

/** `kept`: sent, changed, or taken away by somebody; `stay`: those of them that can be seen; `untouched`: the rest. */
async function sortOut(posts: readonly PostRecord[]) {
  const out = await outOf(posts);
  const sorted = { stay: [] as Stay[], kept: [] as PostRecord[], untouched: [] as PostRecord[] };
  for (const post of posts) {
    const sent = out.has(post.id);
    if (post.state === "planned" && post.series_same && !sent) {
      sorted.untouched.push(post);
      continue;
    }
    sorted.kept.push(post);
    if (post.state !== "removed")
      sorted.stay.push({
        id: post.id,
        brief: post.brief,
        local: post.local_time ?? post.series_at ?? "",
        why: sent ? "sent" : "changed",
      });
  }
  return sorted;
}

async function withdraw(post: PostRecord, by: string): Promise<void> {
  await unplanPost(post.id);
  await updatePost(post.id, { state: "removed", updated_by: by, updated_at: now() });
}
