/** Telling teammates: in the product at once; by e-mail and push when they are at work. */
import { after, minutes, now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { announce, db, order, scope, workspaceId } from "../kernel/scope.ts";
import { isWithin, nextOpening } from "./hours.ts";
import type { NotificationData, NotificationKind } from "./notification.ts";
import { readChoices } from "./notification-store.ts";

export interface NotificationDraft {
  userId: string;
  kind: NotificationKind;
  subject: { kind: string; id: string };
  data: NotificationData;
}

export const emailJob = "notify-email";
export const pushJob = "notify-push";
/** What is read within this time in the product is not sent as well, and what comes together is one e-mail. */
const patience = minutes(2);

/**
 * Notifies teammates of what happened in the open transaction, as each has chosen. Nobody is told of their own doing;
 * who has left is not told at all.
 */
export async function notify(drafts: NotificationDraft[]): Promise<void> {
  const { actor } = scope();
  const self = actor.kind === "key" ? actor.userId : actor.kind === "teammate" ? actor.id : undefined;
  const wanted = drafts.filter(({ userId }) => userId !== self);
  if (wanted.length === 0) return;
  const userIds = [...new Set(wanted.map(({ userId }) => userId))];
  const people = await db()
    .selectFrom("teammate")
    .select(["user_id", "hours", "time_zone"])
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "in", userIds)
    .where("left_at", "is", null)
    .execute();
  const choices = await readChoices(people.map(({ user_id }) => user_id));
  const at = now();
  const rows = wanted.flatMap((draft) => {
    const choice = choices.get(draft.userId)?.[draft.kind];
    if (!choice || !(choice.inApp || choice.email || choice.push)) return [];
    return {
      workspace_id: workspaceId(),
      id: newId(),
      user_id: draft.userId,
      kind: draft.kind,
      subject_kind: draft.subject.kind,
      subject_id: draft.subject.id,
      data: JSON.stringify(draft.data),
      in_app: choice.inApp,
      email: choice.email,
      push: choice.push,
      created_at: at,
    };
  });
  if (rows.length === 0) return;
  await db().insertInto("notification").values(rows).execute();
  for (const { user_id: userId, hours, time_zone: zone } of people) {
    const mine = rows.filter((row) => row.user_id === userId);
    if (mine.some((row) => row.in_app)) announce("notifications", userId);
    const opening = quietUntil(hours, zone, at);
    if (mine.some((row) => row.email)) orderEmail(userId, opening ?? after(at, patience));
    if (mine.some((row) => row.push)) orderPush(userId, opening ?? at);
  }
}

/** The end of a person's quiet time; undefined: they are at work now, or have said nothing about when they are. */
export const quietUntil = (...[hours, zone, at]: Parameters<typeof isWithin>): Date | undefined =>
  isWithin(hours, zone, at) ? undefined : nextOpening(hours, zone, at);

const orderFor = (job: string, userId: string, at: Date) =>
  order(job, { userId }, { after: at, key: `${job}:${workspaceId()}:${userId}` });
export const orderEmail = (userId: string, at: Date) => orderFor(emailJob, userId, at);
export const orderPush = (userId: string, at: Date) => orderFor(pushJob, userId, at);
