/**
 * What a crisis pause keeps back: what has come due while it stands, and what was ordered meanwhile and is held for it.
 * When it has ended each waits for a person to say: out now, at another time, or never.
 */
import { sql } from "kysely";
import { findDecisions, type Gate } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { change, type DeliveryRecord, holdDelivery, moveDelivery, reconsider } from "./delivery-store.ts";
import { type LocalTime, type LocalTimeFault, momentOf } from "./local-time.ts";
import { notPaused } from "./pause.ts";
import { updateVariant } from "./post-store.ts";
import { crisisPause } from "./rule-crisis-pause.ts";

/** One thing that was to be said somewhere: a reply, or all parts of a post on one channel. */
export interface KeptBack {
  /** In the order in which they go out. */
  deliveries: DeliveryRecord[];
  /** A pause stands over it yet. */
  paused: boolean;
}

/** Longer lists are decided in turns. */
const most = 500;

/** In the order in which they were to go out. */
export async function keptBack(): Promise<KeptBack[]> {
  const { rows } = await sql<DeliveryRecord & { paused: boolean }>`
    select d.*, not (${notPaused()}) as paused from delivery d
    where d.workspace_id = ${workspaceId()} and (
      (d.status = 'scheduled' and d.wanted_at <= ${now()} and not (${notPaused()}))
      or (d.status = 'held' and (d.fault->>'tag' = 'paused' or exists (select from pause z
        where z.workspace_id = ${workspaceId()} and (z.channel_id is null or z.channel_id = d.channel_id)
          and d.created_at >= z.begun_at and (z.ended_at is null or d.created_at <= z.ended_at)))))
    order by d.wanted_at, d.part, d.id limit ${most}`.execute(db());
  const decisions = await findDecisions(
    rows.filter(({ status }) => status === "held").map((each) => each.decision_id),
  );
  const kept = rows.filter(
    ({ status, fault, decision_id }) =>
      status === "scheduled" ||
      fault?.tag === "paused" ||
      decisions
        .get(decision_id)
        ?.reasons.some(({ rule, verdict }) => rule === crisisPause.name && verdict === "hold"),
  );
  return [...Map.groupBy(kept, (each) => each.variant_id ?? each.id).values()].map((deliveries) => ({
    deliveries,
    paused: deliveries.some(({ paused }) => paused),
  }));
}

export type KeptAnswer =
  | { what: "send" }
  | { what: "drop" }
  /** Posts only. */
  | { what: "move"; time: LocalTime };

export type AnswerFault =
  | { tag: "missing" }
  | { tag: "past" }
  | { tag: "bad-time"; fault: LocalTimeFault }
  /** A pause stands over it yet. */
  | { tag: "paused" };

/**
 * Does with each what a person said. Nothing is let out that the gate would hold for another reason: it stays held, for
 * that reason, and is counted as such.
 */
export async function answerKept(
  gate: Gate,
  ids: readonly string[],
  answer: KeptAnswer,
): Promise<Result<{ done: number; held: number }, AnswerFault>> {
  const moment = answer.what === "move" ? momentOf(answer.time) : undefined;
  if (moment && !moment.ok) return fail({ tag: "bad-time", fault: moment.fault });
  if (moment && moment.value <= now()) return fail({ tag: "past" });
  const at = moment?.value ?? now();
  const counts = { done: 0, held: 0 };
  const held: DeliveryRecord[] = [];
  for (const id of ids) {
    const delivery = await holdDelivery(id);
    if (!delivery) return fail({ tag: "missing" });
    if (delivery.status === "held") held.push(delivery);
    // One pause may have ended over it while another stands.
    else if (delivery.status === "scheduled" && answer.what === "drop") held.push(delivery);
  }
  for (const delivery of held) {
    if (answer.what === "drop") {
      await change(delivery, "cancel");
      counts.done += 1;
      continue;
    }
    const decision = (await findDecisions([delivery.decision_id])).get(delivery.decision_id);
    const asked = decision && (await gate.ask(decision.act));
    if (!decision || !asked) return fail({ tag: "missing" });
    const against = asked.reasons.filter(({ verdict }) => verdict !== "allow");
    if (against.some(({ rule }) => rule === crisisPause.name)) return fail({ tag: "paused" });
    const { verdict, reasons, facts } = asked;
    const decisionId = await gate.keep(decision.act, facts, { verdict, reasons });
    if (answer.what === "move" && delivery.variant_id)
      await updateVariant(delivery.variant_id, {
        local_time: answer.time.local,
        zone: answer.time.zone,
        second: answer.time.second ?? null,
        due_at: at,
      });
    if (verdict === "allow") {
      const patch = { decision_id: decisionId, wanted_at: at, due_at: at, failures: 0 };
      await change(delivery, "release", { patch, data: { afterPause: true } });
      counts.done += 1;
    } else {
      await moveDelivery(delivery, at);
      await reconsider(delivery, decisionId);
      counts.held += 1;
    }
  }
  announce("pauses");
  return ok(counts);
}
