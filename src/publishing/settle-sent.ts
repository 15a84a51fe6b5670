/** What stands on its network: the receipts, and all that follows from them. */
import { sql } from "kysely";
import { findChannels, type Receipt } from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import { deliveriesTotal } from "../kernel/metrics.ts";
import { afterCommit, db, workspaceId } from "../kernel/scope.ts";
import {
  changeConversations,
  findConversation,
  linkDeliveries,
  sweepSoon,
  wakeStreams,
} from "../listening/index.ts";
import { settleChange } from "./change-on-network.ts";
import { next } from "./delivery.ts";
import { type DeliveryRecord, nudge, tellAll } from "./delivery-store.ts";
import { nextFigures } from "./figure-times.ts";

export interface Sent {
  /** Held in the open transaction. */
  delivery: DeliveryRecord;
  receipt: Pick<Receipt, "at"> & Partial<Receipt>;
}

/** They are on the network: receipts, events, and the conversations' turn to be read again. */
export async function settleSent(sent: Sent[], event: "receipt" | "say-sent" = "receipt"): Promise<void> {
  const changes = sent.filter(({ delivery }) => delivery.changes_id);
  for (const { delivery, receipt } of changes) await settleChange(delivery, receipt, event);
  await settleSaid(
    sent.filter(({ delivery }) => !delivery.changes_id),
    event,
  );
  if (sent.length > 0)
    await countEnds(
      sent.map(({ delivery }) => delivery),
      "sent",
    );
}

async function settleSaid(sent: Sent[], event: "receipt" | "say-sent"): Promise<void> {
  if (sent.length === 0) return;
  for (const { delivery } of sent)
    if (next(delivery.status, event) !== "sent")
      throw new Error(`A delivery that is ${delivery.status} cannot be ${event}.`);
  await writeReceipts(sent);
  await tellAll(
    "delivery.sent",
    sent.map(({ delivery, receipt }) => ({
      delivery,
      data: { externalId: receipt.externalId ?? null, url: receipt.url ?? null, event },
    })),
  );
  const said = sent.filter(({ delivery }) => delivery.kind !== "like");
  await linkDeliveries(
    said.flatMap(({ delivery, receipt: { externalId } }) =>
      externalId ? [{ channelId: delivery.channel_id, externalId, deliveryId: delivery.id }] : [],
    ),
  );
  await wakeStreams([...new Set(said.map(({ delivery }) => delivery.channel_id))]);
  for (const each of said) await answerConversation(each);
  // A thread goes on, and what waited for it.
  if (sent.some(({ delivery }) => delivery.kind === "post")) await nudge();
}

async function writeReceipts(sent: Sent[]): Promise<void> {
  const receipts = sent.map(({ receipt }) => receipt);
  await sql`
    update delivery d set status = 'sent', leased_by = null, leased_until = null, next_find_at = null, fault = null,
      act = d.act - 'target', receipt = made.receipt::jsonb, external_id = made.external_id, url = made.url, sent_at = made.sent_at,
      figures_at = made.figures_at
    from unnest(${sent.map(({ delivery }) => delivery.id)}::uuid[],
      ${receipts.map(({ answer }) => (answer ? JSON.stringify(answer) : null))}::text[],
      ${receipts.map(({ externalId }) => externalId ?? null)}::text[], ${receipts.map(({ url }) => url ?? null)}::text[],
      ${receipts.map(({ at }) => at.toISOString())}::timestamptz[],
      ${sent.map(firstFigures)}::timestamptz[]) as made (id, receipt, external_id, url, sent_at, figures_at)
    where d.workspace_id = ${workspaceId()} and d.id = made.id`.execute(db());
}

const firstFigures = ({ delivery, receipt }: Sent): string | null =>
  delivery.kind === "post" ? (nextFigures(receipt.at, now())?.toISOString() ?? null) : null;

/** Whoever was answered waits no more. */
async function answerConversation({ delivery, receipt }: Sent): Promise<void> {
  if (delivery.kind !== "reply" || !delivery.conversation_id) return;
  const conversation = await findConversation(delivery.conversation_id);
  // Somebody may have spoken again meanwhile: then they wait still.
  const answered = !conversation?.last_inbound_at || conversation.last_inbound_at <= receipt.at;
  if (conversation?.waiting_since && answered)
    await changeConversations([{ id: conversation.id, patch: { waiting_since: null, promised_at: null } }]);
  await sweepSoon(delivery.conversation_id);
}

/** A channel stays on its network. */
const networks = new Map<string, string>();

/** Counts what reached an end, by network. */
export async function countEnds(deliveries: DeliveryRecord[], outcome: string): Promise<void> {
  const strange = new Set(deliveries.map((each) => each.channel_id).filter((id) => !networks.has(id)));
  for (const { id, network } of strange.size > 0 ? await findChannels([...strange]) : [])
    networks.set(id, network);
  afterCommit(() => {
    for (const { channel_id } of deliveries)
      deliveriesTotal.inc({ network: networks.get(channel_id) ?? "", outcome });
  });
}
