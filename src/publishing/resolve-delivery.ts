/** What people do with deliveries: release, try again, cancel, say how it stands. */
import { type Act, findDecisions, type Gate, type Reason } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { type DeliveryStatus, type MayDo, mayDo } from "./delivery.ts";
import { change, type DeliveryRecord, findDelivery, holdDelivery } from "./delivery-store.ts";
import { settleSent } from "./settle-sent.ts";

export type ResolveFault =
  | { tag: "missing" }
  /** This cannot be done now, or not by this person. */
  | { tag: "not-now"; status: DeliveryStatus }
  | { tag: "denied"; reasons: Reason[] };

export interface Who {
  userId: string;
  lead: boolean;
  member: boolean;
}

export const mayOf = (delivery: DeliveryRecord, who: Who): MayDo[] =>
  mayDo(
    { status: delivery.status, searching: delivery.next_find_at !== null },
    { author: delivery.user_id === who.userId, lead: who.lead, member: who.member },
  );

type Resolved = Promise<Result<DeliveryRecord, ResolveFault>>;

async function resolve(
  id: string,
  what: MayDo,
  who: Who,
  work: (delivery: DeliveryRecord) => Promise<void>,
): Resolved {
  const delivery = await holdDelivery(id);
  if (!delivery) return fail({ tag: "missing" });
  if (!mayOf(delivery, who).includes(what)) return fail({ tag: "not-now", status: delivery.status });
  await work(delivery);
  return ok((await findDelivery(id)) as DeliveryRecord);
}

/** It goes out now, as if it had been wanted at this moment. */
const again = () => ({ wanted_at: now(), due_at: now(), failures: 0 });

export const retry = (id: string, who: Who): Resolved =>
  resolve(id, "retry", who, (delivery) => change(delivery, "retry", { patch: again() }));

export const cancel = (id: string, who: Who): Resolved =>
  resolve(id, "cancel", who, (delivery) => change(delivery, "cancel"));

/** A person has looked at the network. `sent: false` sends it again, with the same key. */
export const say = (id: string, who: Who, sent: boolean): Resolved =>
  resolve(id, sent ? "say-sent" : "say-not-sent", who, (delivery) =>
    sent
      ? settleSent([{ delivery, receipt: { at: now() } }], "say-sent")
      : change(delivery, "say-not-sent", { patch: again() }),
  );

const movedTo = (act: Act, { conversation_id }: DeliveryRecord): Act =>
  !("conversationId" in act) || !conversation_id ? act : { ...act, conversationId: conversation_id };

/** Sets the gate's hold aside, with a reason that is kept. What the gate denies by now is not released. */
export async function release(gate: Gate, id: string, who: Who, reason: string): Resolved {
  const delivery = await holdDelivery(id);
  if (!delivery) return fail({ tag: "missing" });
  if (!mayOf(delivery, who).includes("release")) return fail({ tag: "not-now", status: delivery.status });
  const decision = (await findDecisions([delivery.decision_id])).get(delivery.decision_id);
  // A conversation that was joined to another meanwhile is asked about where it stands now.
  const act = decision && movedTo(decision.act, delivery);
  const asked = act && (await gate.ask(act));
  if (!act || !asked) return fail({ tag: "missing" });
  if (asked.verdict === "deny")
    return fail({ tag: "denied", reasons: asked.reasons.filter((each) => each.verdict === "deny") });
  const released = await gate.keep(
    act,
    asked.facts,
    { verdict: "allow", reasons: asked.reasons },
    { id: delivery.decision_id, reason, by: who.userId },
  );
  await change(delivery, "release", {
    patch: { decision_id: released, ...again() },
    data: { reason, by: who.userId },
  });
  return ok((await findDelivery(id)) as DeliveryRecord);
}
