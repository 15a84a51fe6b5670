/** Sends the mail that a bulletin will be to the teammate who asked for it, once, as any delivery. */
import type { Fault, Act as NetworkAct, Receipt, SubscriberLine } from "../channels/index.ts";
import { after, minutes, now } from "../kernel/clock.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { findTeammate } from "../team/index.ts";
import { addressedTo } from "./bulletin.ts";
import type { Claimed } from "./claim-deliveries.ts";
import type { DeliverContext } from "./deliver.ts";
import { senderless } from "./deliver-bulletin.ts";
import type { Withheld } from "./delivery.ts";
import { findSender } from "./subscriber-store.ts";
import { newUnsubscribeLink } from "./unsubscribe-link.ts";

/** To the address with which they sign in at this moment, and to no other. */
export async function deliverTest(
  { kernel }: DeliverContext,
  { delivery }: Claimed,
  line: SubscriberLine,
  act: NetworkAct,
): Promise<Result<Receipt | Withheld, Fault>> {
  const { workspace_id, channel_id, user_id, id } = delivery;
  const { teammate, sender, token } = await inWorkspace(
    kernel.database,
    workspace_id,
    { kind: "channel", id: channel_id },
    async () => ({
      teammate: await findTeammate(user_id),
      sender: await findSender(channel_id),
      token: await newUnsubscribeLink({ delivery_id: id }),
    }),
  );
  if (!sender) return fail(senderless);
  if (!teammate || teammate.leftAt !== null) return fail(gone);
  const permittedOn = delivery.created_at.toISOString().slice(0, 10);
  const who = { address: teammate.email, name: teammate.name, permittedOn };
  const from = { origin: kernel.origin, language: act.language, sender: sender.line };
  try {
    const sent = await line.send(addressedTo(who, from, token), delivery.key);
    if (sent.ok) return sent;
    const { fault } = sent;
    if (fault.tag !== "turned-away") return fail(fault);
    // It is about one address, and no reason to wait with the channel.
    return fault.lasting
      ? fail({ tag: "refused", message: fault.message, code: fault.code })
      : ok({ tag: "withheld", until: after(now(), minutes(5)), message: fault.message });
  } finally {
    line.close();
  }
}

const gone: Fault = {
  tag: "refused",
  message: {
    en: "Whoever asked for it is no longer in this workspace.",
    es: "Quien la pidió ya no forma parte de este espacio.",
  },
};
