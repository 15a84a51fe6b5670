/**
 * Puts posts that may be said again into free slots. Each is made and planned in a transaction of its own, so that what
 * does not go leaves nothing behind and keeps nobody waiting. The client names the fill: sent twice, or again after a line
 * that broke, it goes on where it stopped, since every slot's post has an id that follows from the fill's.
 */
import { sql } from "kysely";
import { v5 } from "uuid";
import { findDecisions, type Gate, type Reason } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { planAndAsk } from "./approve-post.ts";
import { deliveriesOfPosts } from "./delivery-store.ts";
import { marksOf } from "./evergreen-store.ts";
import { type LocalTime, momentOf } from "./local-time.ts";
import { movePost, type PlanFault } from "./plan-post.ts";
import { type VariantStatus, variantStatus } from "./post.ts";
import { standingPost } from "./post-store.ts";
import { draftRepeat } from "./repeat-post.ts";
import type { By } from "./reply.ts";
import { freeSlots } from "./slot.ts";
import { freeSlotsBetween, holdQueues, slotsOf } from "./slot-store.ts";

export interface FillRow {
  postId: string;
  channelId: string;
  time: LocalTime;
}

export type LeftFault =
  /** The channel has no such slot (any more). */
  | { tag: "no-slot" }
  | { tag: "past" }
  /** Something stands there now. */
  | { tag: "taken" }
  /** It may not be said again there (any more). */
  | { tag: "unmarked" }
  /** This fill planned it, and somebody took it away since. */
  | { tag: "removed" }
  | { tag: "not-planned"; fault: PlanFault };

export interface Filled {
  postId: string;
  status: VariantStatus;
  /** Why it is held. */
  reasons: Reason[];
}

export type FilledRow = FillRow & { filled: Result<Filled, LeftFault> };

/** What one row's transaction ends with, so that nothing of it stays. */
class NotPlanned extends Error {
  readonly fault: PlanFault;
  constructor(fault: PlanFault) {
    super(fault.tag);
    this.fault = fault;
  }
}

/** Row by row, in the order of time. `inHere`: opens a transaction for who asks. */
export async function fillFreeSlots(
  inHere: <T>(work: () => Promise<T>) => Promise<T>,
  gate: Gate,
  fill: { id: string; rows: readonly FillRow[] },
  by: By,
): Promise<FilledRow[]> {
  const inOrder = [...fill.rows.entries()].toSorted(
    ([, one], [, other]) => beginning(one) - beginning(other),
  );
  const done: FilledRow[] = [];
  for (const [place, row] of inOrder)
    done[place] = { ...row, filled: await tried(() => inHere(() => fillOne(gate, fill.id, row, by))) };
  return done;
}

function beginning({ time }: FillRow): number {
  const moment = momentOf(time);
  return moment.ok ? moment.value.getTime() : 0;
}

async function tried(work: () => Promise<Result<Filled, LeftFault>>): Promise<Result<Filled, LeftFault>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NotPlanned)) throw error;
    return fail({ tag: "not-planned", fault: error.fault });
  }
}

/** Holds, in the order in which planning does: the post that is repeated, then the channel's queue, then its family. */
async function fillOne(
  gate: Gate,
  fillId: string,
  { postId, channelId, time }: FillRow,
  by: By,
): Promise<Result<Filled, LeftFault>> {
  const moment = momentOf(time);
  if (!moment.ok) return fail({ tag: "no-slot" });
  const at = moment.value;
  await sql`select id from post where workspace_id = ${workspaceId()} and id = ${postId}::uuid for key share`.execute(
    db(),
  );
  await holdQueues([channelId]);
  const id = v5(`${channelId} ${at.toISOString()}`, fillId);
  const standing = await standingPost(id);
  if (standing?.state === "removed") return fail({ tag: "removed" });
  if (standing) return standing.repeat_of === postId ? ok(await filled(id)) : fail({ tag: "taken" });
  const open = await openSlot(channelId, at);
  if (!open.ok) return open;
  if (!(await marksOf(postId)).some((each) => each.channelId === channelId)) return fail({ tag: "unmarked" });
  if (!(await draftRepeat(postId, { id, channelId, zone: time.zone }, by.userId)))
    return fail({ tag: "unmarked" });
  const moved = await movePost(id, time, undefined);
  if (!moved.ok) throw new NotPlanned(moved.fault);
  const planned = await planAndAsk(gate, id, by, "written");
  if (!planned.ok) throw new NotPlanned(planned.fault);
  return ok(await filled(id));
}

/** Whether the channel still has this slot, and nothing stands there. */
async function openSlot(channelId: string, at: Date): Promise<Result<null, LeftFault>> {
  if (at <= now()) return fail({ tag: "past" });
  const [before, behind] = [new Date(at.getTime() - 1), new Date(at.getTime() + 1)];
  if (freeSlots(await slotsOf([channelId]), new Set(), before, behind).length === 0)
    return fail({ tag: "no-slot" });
  const free = await freeSlotsBetween(before, behind, channelId);
  return free.length > 0 ? ok(null) : fail({ tag: "taken" });
}

async function filled(postId: string): Promise<Filled> {
  const deliveries = await deliveriesOfPosts([postId]);
  const decisions = await findDecisions(
    deliveries.filter(({ status }) => status === "held").map((each) => each.decision_id),
  );
  const reasons = new Map(
    [...decisions.values()]
      .flatMap((decision) => decision.reasons)
      .filter(({ verdict }) => verdict === "hold")
      .map((reason) => [`${reason.rule} ${reason.words.en}`, reason]),
  );
  return {
    postId,
    status: variantStatus(deliveries.map(({ status }) => status)),
    reasons: [...reasons.values()],
  };
}
