/**
 * The crisis pause: nothing goes out of the workspace, or of one channel, until somebody ends it. What came due meanwhile
 * is then held, one by one, for a person to say: now, at another time, or never.
 */
import { type Selectable, sql } from "kysely";
import { findChannel } from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import { change, type DeliveryRecord, findDelivery, nudge, tellAuthor } from "./delivery-store.ts";

export type PauseRecord = Selectable<Tables["pause"]>;

export type PauseFault = { tag: "missing" } | { tag: "no-channel" };

const standing = () =>
  db().selectFrom("pause").where("workspace_id", "=", workspaceId()).where("ended_at", "is", null);

/** The pauses that stand, the oldest first. */
export const standingPauses = (): Promise<PauseRecord[]> =>
  standing().selectAll().orderBy("begun_at").execute();

/** The pause that keeps a channel quiet now: its own, or the whole workspace's. */
export const pauseOf = (channelId: string): Promise<PauseRecord | undefined> =>
  standing()
    .where((or) => or.or([or("channel_id", "is", null), or("channel_id", "=", channelId)]))
    .selectAll()
    .orderBy("begun_at")
    .limit(1)
    .executeTakeFirst();

/** SQL that is true where no pause keeps the delivery `d` from going out. */
export const notPaused = () => sql<boolean>`not exists (
  select from pause z where z.workspace_id = ${workspaceId()} and z.ended_at is null
    and (z.channel_id is null or z.channel_id = d.channel_id))`;

/** Stops everything at once. The one that stands for the same place is answered again. */
export async function beginPause(
  channelId: string | null,
  reason: string,
  by: string,
): Promise<Result<PauseRecord, PauseFault>> {
  if (channelId !== null && !(await findChannel(channelId))) return fail({ tag: "no-channel" });
  const same = (await standingPauses()).find((each) => each.channel_id === channelId);
  if (same) return ok(same);
  const pause: PauseRecord = {
    workspace_id: workspaceId(),
    id: newId(),
    channel_id: channelId,
    reason,
    begun_by: by,
    begun_at: now(),
    ended_by: null,
    ended_at: null,
  };
  await db().insertInto("pause").values(pause).execute();
  await tell(pause, "pause.begun");
  return ok(pause);
}

/** Ends it. What came due meanwhile is held; what is still to come goes out at its time. Answers what is held now. */
export async function endPause(
  id: string,
  by: string,
): Promise<Result<{ pause: PauseRecord; held: DeliveryRecord[] }, PauseFault>> {
  const found = await standing().where("id", "=", id).selectAll().forUpdate().executeTakeFirst();
  if (!found) return fail({ tag: "missing" });
  const pause = { ...found, ended_by: by, ended_at: now() };
  await db()
    .updateTable("pause")
    .set({ ended_by: pause.ended_by, ended_at: pause.ended_at })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
  const { rows: due } = await sql<DeliveryRecord>`
    select d.* from delivery d
    where d.workspace_id = ${workspaceId()} and d.status = 'scheduled' and d.wanted_at <= ${now()}
      and (${pause.channel_id}::uuid is null or d.channel_id = ${pause.channel_id}::uuid) and ${notPaused()}
    order by d.wanted_at for update of d`.execute(db());
  for (const delivery of due) {
    await change(delivery, "overdue", {
      fault: {
        tag: "paused",
        message: {
          en: "It came due while everything was paused.",
          es: "Le tocaba salir mientras todo estaba en pausa.",
        },
        advice: {
          en: "Say whether it goes out now, at another time, or not at all.",
          es: "Di si sale ahora, a otra hora o nunca.",
        },
      },
    });
    await tellAuthor(delivery);
  }
  await tell(pause, "pause.ended", due.length);
  await nudge();
  const held: DeliveryRecord[] = [];
  for (const { id: one } of due) {
    const delivery = await findDelivery(one);
    if (delivery) held.push(delivery);
  }
  return ok({ pause, held });
}

async function tell(pause: PauseRecord, kind: string, held = 0): Promise<void> {
  await record([
    {
      kind,
      subject: { kind: "pause", id: pause.id },
      data: { channelId: pause.channel_id, reason: pause.reason, held },
    },
  ]);
  announce("pauses");
}
