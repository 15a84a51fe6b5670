/** The SQL of deliveries. Only this module writes them, and every change of status passes `change`. */
import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import { conversationPath } from "../inbox/index.ts";
import { now } from "../kernel/clock.ts";
import type { EventDraft, Recorded } from "../kernel/events.ts";
import { record } from "../kernel/events.ts";
import type { JsonObject } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import { notify } from "../team/index.ts";
import { type DeliveryEvent, next } from "./delivery.ts";
import { learnAlt } from "./media-library.ts";
import type { DeliveryFault } from "./tables.ts";

export type DeliveryRecord = Selectable<Tables["delivery"]>;
export type AttemptRecord = Selectable<Tables["attempt"]>;

/** The database's notification that something is to go out: wakes every worker. */
export const nudgeChannel = "rapport_deliveries";
export const nudge = () => sql`select pg_notify(${nudgeChannel}, '')`.execute(db());

export async function nudgeForChannel(): Promise<void> {
  await nudge();
}

const mine = () => db().selectFrom("delivery").where("workspace_id", "=", workspaceId());

export const findDelivery = (id: string): Promise<DeliveryRecord | undefined> =>
  mine().where("id", "=", id).selectAll().executeTakeFirst();

/** Reads a delivery and holds it until the end of the transaction. */
export const holdDelivery = (id: string): Promise<DeliveryRecord | undefined> =>
  mine().where("id", "=", id).selectAll().forUpdate().executeTakeFirst();

/**
 * Holds what was claimed, always in the same order, so that nobody waits for another in a ring. By id: the claimed rows,
 * with what others may have changed of them meanwhile.
 */
export async function holdClaimed(claimed: DeliveryRecord[]): Promise<Map<string, DeliveryRecord>> {
  const rows = await mine()
    .where(sql<boolean>`id = any(${claimed.map(({ id }) => id)}::uuid[])`)
    .select(["id", "status", "leased_by", "attempts", "failures", "conversation_id"])
    .orderBy("id")
    .forUpdate()
    .execute();
  const standing = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    claimed.flatMap((each) => {
      const row = standing.get(each.id);
      return row ? [[each.id, { ...each, ...row }]] : [];
    }),
  );
}

/** Puts replies to one conversation in a line, and a repeated request behind its first. */
export async function holdConversation(id: string): Promise<void> {
  await sql`select id from conversation where workspace_id = ${workspaceId()} and id = ${id} for no key update`.execute(
    db(),
  );
}

/** The latest deliveries of a conversation, oldest first. */
export async function deliveriesOf(conversationId: string): Promise<DeliveryRecord[]> {
  const rows = await mine()
    .where("conversation_id", "=", conversationId)
    .selectAll()
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  return rows.reverse();
}

/** The deliveries of posts, part by part. A test of one is none of them: it says nothing to anybody. */
export const deliveriesOfPosts = (postIds: string[]): Promise<DeliveryRecord[]> =>
  postIds.length === 0
    ? Promise.resolve([])
    : mine()
        .where(sql<boolean>`post_id = any(${postIds}::uuid[])`)
        .where("kind", "<>", "test")
        .selectAll()
        .orderBy("variant_id")
        .orderBy("part")
        .orderBy("created_at")
        .execute();

/** A person wants it at another moment. Only for what has not begun. */
export async function moveDelivery(delivery: DeliveryRecord, to: Date): Promise<void> {
  await db()
    .updateTable("delivery")
    .set({ wanted_at: to, due_at: to })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", delivery.id)
    .where("status", "in", ["scheduled", "held", "failed"])
    .execute();
  await nudge();
}

/** A like that stands or is under way: liking twice is one like. */
export const findLike = (messageId: string, conversationId: string): Promise<DeliveryRecord | undefined> =>
  mine()
    .where("conversation_id", "=", conversationId)
    .where("kind", "=", "like")
    .where("target_message_id", "=", messageId)
    .where("status", "not in", ["failed", "cancelled"])
    .selectAll()
    .executeTakeFirst();

export async function insertDelivery(
  row: Omit<Insertable<Tables["delivery"]>, "workspace_id" | "conversation_id" | "post_id"> & Whereabouts,
  media: Array<{ fileId: string; alt: string }>,
): Promise<void> {
  await db()
    .insertInto("delivery")
    .values({ workspace_id: workspaceId(), ...row })
    .execute();
  if (media.length > 0)
    await db()
      .insertInto("delivery_media")
      .values(
        media.map(({ fileId, alt }, position) => ({
          workspace_id: workspaceId(),
          delivery_id: row.id,
          position,
          file_id: fileId,
          alt,
        })),
      )
      .execute();
  await learnAlt(media);
  const { id, conversation_id, post_id } = row;
  await tell({ id, conversation_id, post_id }, `delivery.${row.status}`);
  if (row.status === "scheduled") await nudge();
}

export interface Change {
  patch?: Omit<Updateable<Tables["delivery"]>, "workspace_id" | "id" | "status" | "fault">;
  /** What the thread shows; left out: nothing is wrong. */
  fault?: DeliveryFault;
  data?: JsonObject;
}

/**
 * Moves a held row on. An event that means nothing in its status is a broken invariant: routes ask `next` before.
 * Leaves the lease, tells the thread, and writes the event, all in the open transaction.
 */
export async function change(
  delivery: DeliveryRecord,
  event: DeliveryEvent,
  { patch = {}, fault, data = {} }: Change = {},
): Promise<void> {
  const status = next(delivery.status, event);
  if (!status) throw new Error(`A delivery that is ${delivery.status} cannot be ${event}.`);
  await db()
    .updateTable("delivery")
    .set({
      leased_by: null,
      leased_until: null,
      next_find_at: null,
      ...patch,
      status,
      fault: fault ? JSON.stringify(fault) : null,
    })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", delivery.id)
    .execute();
  if (status !== delivery.status) await tell(delivery, `delivery.${status}`, { ...data, event });
  else announceDelivery(delivery);
  if (status === "scheduled") await nudge();
}

/** It stays held, by another decision than before. */
export async function reconsider(delivery: DeliveryRecord, decisionId: string): Promise<void> {
  await db()
    .updateTable("delivery")
    .set({ decision_id: decisionId, fault: null })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", delivery.id)
    .where("status", "=", "held")
    .execute();
  announceDelivery(delivery);
}

const tell = (
  delivery: Whereabouts & { id: string },
  kind: string,
  data: EventDraft["data"] = {},
): Promise<void> => tellAll(kind, [{ delivery, data }]);

/** One kind of thing happened to many. */
export async function tellAll(
  kind: string,
  told: Array<{ delivery: Whereabouts & { id: string }; data: EventDraft["data"] }>,
): Promise<void> {
  await record(
    told.map(({ delivery, data }) => ({
      kind,
      subject: subjectOf(delivery),
      data: { ...data, deliveryId: delivery.id },
    })),
  );
  for (const { delivery } of told) announceDelivery(delivery);
}

type Whereabouts = Pick<DeliveryRecord, "conversation_id" | "post_id">;

/** The story of a conversation, and of a post, is read by its own id. */
export function subjectOf({ conversation_id, post_id }: Whereabouts): {
  kind: "conversation" | "post";
  id: string;
} {
  if (conversation_id) return { kind: "conversation", id: conversation_id };
  if (post_id) return { kind: "post", id: post_id };
  throw new Error("A delivery belongs to a conversation or to a post.");
}

function announceDelivery(delivery: Whereabouts): void {
  const { kind, id } = subjectOf(delivery);
  announce(kind === "post" ? "posts" : "deliveries", id);
}

/** Tells the author that it has not gone out and needs a look. Whoever asked for a test waits for it at the screen. */
export async function tellAuthor(delivery: DeliveryRecord): Promise<void> {
  if (delivery.kind === "test") return;
  await notify([
    {
      userId: delivery.user_id,
      kind: delivery.post_id ? "post-failed" : "reply-failed",
      subject: subjectOf(delivery),
      data: { what: delivery.text.slice(0, 120), path: pathOf(subjectOf(delivery)) },
    },
  ]);
}

/** Where the app shows it. */
export const pathOf = ({ kind, id }: ReturnType<typeof subjectOf>): string =>
  kind === "post" ? `/publishing/posts/${id}` : conversationPath(id);

export const attemptsOf = (deliveryIds: string[]): Promise<AttemptRecord[]> =>
  deliveryIds.length === 0
    ? Promise.resolve([])
    : db()
        .selectFrom("attempt")
        .where("workspace_id", "=", workspaceId())
        .where(sql<boolean>`delivery_id = any(${deliveryIds}::uuid[])`)
        .selectAll()
        .orderBy("number")
        .orderBy("id")
        .execute();

/** Writes how attempts ended. */
export async function endAttempts(
  ended: Array<{ id: string; outcome: string; answer: JsonObject | null }>,
): Promise<void> {
  if (ended.length === 0) return;
  await sql`update attempt a set ended_at = ${now()}, outcome = ended.outcome, answer = ended.answer::jsonb
    from unnest(${ended.map(({ id }) => id)}::uuid[], ${ended.map(({ outcome }) => outcome)}::text[],
      ${ended.map(({ answer }) => (answer ? JSON.stringify(answer) : null))}::text[]) as ended (id, outcome, answer)
    where a.workspace_id = ${workspaceId()} and a.id = ended.id`.execute(db());
}

/** Conversations that become one keep their deliveries. */
export async function moveDeliveries(events: Recorded[]): Promise<void> {
  for (const event of events) {
    const into = String(event.data.into);
    await db()
      .updateTable("delivery")
      .set({ conversation_id: into })
      .where("workspace_id", "=", workspaceId())
      .where("conversation_id", "=", event.subject.id)
      .execute();
    announce("deliveries", into);
  }
}
