/** Tells those who may let a reply out that the gate holds one. */
import { conversationPath } from "../inbox/index.ts";
import { listTeammates, notify } from "../team/index.ts";
import type { DeliveryRecord } from "./delivery-store.ts";

/**
 * Owners, and the leads of the conversation's desk; all leads where no lead works at it. Who may let it out themself
 * is told nothing more than the thread shows.
 */
export async function tellLeads(delivery: DeliveryRecord, by: string, deskId: string | null): Promise<void> {
  const present = (await listTeammates()).filter(({ leftAt }) => leftAt === null);
  const leads = present.filter(({ role }) => role === "lead");
  const near = leads.filter(({ deskIds }) => deskId !== null && deskIds.includes(deskId));
  const owners = present.filter(({ role }) => role === "owner");
  const subject = { kind: "conversation", id: delivery.conversation_id };
  const path = conversationPath(delivery.conversation_id);
  await notify(
    [...owners, ...(near.length > 0 ? near : leads)].map(({ id: userId }) => ({
      userId,
      kind: "reply-held" as const,
      subject,
      data: { by, what: delivery.text.slice(0, 120), path },
    })),
  );
}
