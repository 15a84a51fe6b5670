/** Stores the delivery of an act that the gate has been asked about, with the decision that let it be. */
import type { Insertable } from "kysely";
import type { Act, Gate } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import type { Tables } from "../kernel/tables.ts";
import { deliveryKey } from "./delivery-key.ts";
import { type DeliveryRecord, insertDelivery } from "./delivery-store.ts";
import { digestOf } from "./rule-sameness.ts";
import type { StoredAct } from "./stored-act.ts";

type Asked = NonNullable<Awaited<ReturnType<Gate["ask"]>>>;

/** What is not read off the act. Left out: a new id, the act's own kind, nothing, or now. */
export interface OrderedDelivery
  extends Partial<
    Pick<
      DeliveryRecord,
      "conversation_id" | "target_message_id" | "post_id" | "variant_id" | "part" | "changes_id"
    >
  > {
  id?: string;
  kind?: Insertable<Tables["delivery"]>["kind"];
  /** Of what was asked. */
  digest: string;
  stored: StoredAct;
  /** By which the same words are known again; left out: they may be said as often as anybody likes. */
  shape?: string;
  due?: Date;
  /** When it is ordered. What is ordered at once is due at this very moment: so it is told from a plan for later. */
  at?: Date;
}

/** Answers the delivery's id. An act that was denied has no delivery: who calls has told the person so. */
export async function orderDelivery(
  gate: Gate,
  act: Act,
  { facts, verdict, reasons }: Asked,
  {
    id = newId(),
    kind = act.kind,
    digest,
    stored,
    shape = "",
    at = now(),
    due = at,
    ...rest
  }: OrderedDelivery,
): Promise<string> {
  const key = deliveryKey(facts.channel.network);
  if (verdict === "deny" || key === undefined)
    throw new Error("What the gate denies, or its network cannot carry, was ordered.");
  const decisionId = await gate.keep(act, facts, { verdict, reasons });
  await insertDelivery(
    {
      conversation_id: null,
      target_message_id: null,
      post_id: null,
      variant_id: null,
      ...rest,
      id,
      kind,
      channel_id: act.channelId,
      user_id: act.by.userId,
      decision_id: decisionId,
      asked_digest: digest,
      act: JSON.stringify(stored),
      text: stored.text,
      text_shape: shape,
      shape_digest: digestOf(shape),
      status: verdict === "hold" ? "held" : "scheduled",
      wanted_at: due,
      due_at: due,
      key,
      attempts: 0,
      failures: 0,
      finds: 0,
      created_at: at,
    },
    act.media,
  );
  return id;
}
