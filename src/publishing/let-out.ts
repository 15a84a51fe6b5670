/** What was held only until somebody agreed. */
import { findDecisions, type Gate, type PostAct } from "../gate/index.ts";
import { change, deliveriesOfPosts } from "./delivery-store.ts";
import type { PostRecord } from "./post-store.ts";

/** Asks the gate again about what is held; what it lets through now is scheduled, at its time. */
export async function letOut(gate: Gate, post: Pick<PostRecord, "id">): Promise<void> {
  const held = (await deliveriesOfPosts([post.id])).filter(({ status }) => status === "held");
  const decisions = await findDecisions(held.map((each) => each.decision_id));
  for (const delivery of held) {
    const act = decisions.get(delivery.decision_id)?.act as PostAct | undefined;
    const asked = act && (await gate.ask(act));
    if (!act || !asked || asked.verdict !== "allow") continue;
    const { facts, verdict, reasons } = asked;
    const decisionId = await gate.keep(act, facts, { verdict, reasons });
    await change(delivery, "release", { patch: { decision_id: decisionId }, data: { approved: true } });
  }
}
