/** The subscribers of a channel's bulletins, and who sends them. */
import { type Selectable, sql } from "kysely";
import { now } from "../kernel/clock.ts";
import type { Words } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { insertRows } from "../kernel/insert-rows.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import { isHeading, normaliseAddress, readLine, type SubscriberState } from "./subscriber.ts";

export type Subscriber = Selectable<Tables["subscriber"]>;
export type BulletinSender = Selectable<Tables["bulletin_sender"]>;

export interface Permission {
  /** How they permitted it. */
  said: string;
  /** The day, `YYYY-MM-DD`. */
  on: string;
  by: string;
}

/** What became of one row that was entered; `row` counts from 1, empty lines with it. */
export interface RowReport {
  row: number;
  typed: string;
  outcome: "added" | "known" | "twice" | "refused";
  why: Words | null;
}

/** Enters what was pasted or read from a CSV, row by row. Nobody who left, or cannot be reached, is entered again. */
export async function enterSubscribers(
  channelId: string,
  text: string,
  permission: Permission,
): Promise<RowReport[]> {
  const lines = text.split(/\r\n?|\n/);
  const reports: RowReport[] = [];
  const wanted = new Map<string, { name: string; report: RowReport }>();
  for (const [at, line] of lines.entries()) {
    const entry = readLine(line);
    if (!entry || (reports.length === 0 && isHeading(line))) continue;
    const report: RowReport = { row: at + 1, typed: line.trim().slice(0, 200), outcome: "added", why: null };
    reports.push(report);
    const address = normaliseAddress(entry.address);
    if (!address.ok) Object.assign(report, { outcome: "refused", why: address.fault });
    else if (wanted.has(address.value)) Object.assign(report, { outcome: "twice", why: twice });
    else wanted.set(address.value, { name: entry.name.slice(0, 200), report });
  }
  const standing = await byAddress(channelId, [...wanted.keys()]);
  for (const [address, { report }] of wanted) {
    const known = standing.get(address);
    if (!known) continue;
    Object.assign(report, known.state === "active" ? { outcome: "known", why: already } : refusal(known));
    wanted.delete(address);
  }
  const at = now();
  await insertRows(
    "subscriber",
    [...wanted].map(([address, { name }]) => ({
      workspace_id: workspaceId(),
      id: newId(),
      channel_id: channelId,
      address,
      name,
      permission: permission.said,
      permitted_on: permission.on,
      entered_by: permission.by,
      entered_at: at,
      state: "active" as const,
      state_at: at,
      state_why: "",
    })),
    // Another may have entered the same at the same moment: that row stands, with its permission.
    "on conflict (workspace_id, channel_id, address) do nothing",
  );
  announce("channels", channelId);
  return reports;
}

const twice: Words = { en: "It stands above already.", es: "Ya está más arriba." };
const already: Words = { en: "Is subscribed already.", es: "Ya está suscrita." };

function refusal({ state, state_at }: Subscriber): Pick<RowReport, "outcome" | "why"> {
  const day = state_at.toISOString().slice(0, 10);
  const why =
    state === "bounced"
      ? {
          en: `Mail to it came back on ${day}: nobody is there.`,
          es: `El correo a esta dirección fue devuelto el ${day}: no hay nadie.`,
        }
      : {
          en: `Took themselves off on ${day}. Only they can come back, from the link in a mail they had.`,
          es: `Se dio de baja el ${day}. Solo esa persona puede volver, con el enlace de un correo que recibió.`,
        };
  return { outcome: "refused", why };
}

async function byAddress(channelId: string, addresses: string[]): Promise<Map<string, Subscriber>> {
  const rows = await db()
    .selectFrom("subscriber")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .where(sql<boolean>`address = any(${addresses}::text[])`)
    .selectAll()
    .execute();
  return new Map(rows.map((row) => [row.address, row]));
}

/** How many are shown at once. */
export const subscriberPage = 200;

/** In the order in which they were entered, the latest first; `text` is looked for in address and name. */
export async function listSubscribers(
  channelId: string,
  { state, text, before }: { state?: SubscriberState; text?: string; before?: string },
): Promise<{ rows: Subscriber[]; more: boolean }> {
  let query = db()
    .selectFrom("subscriber")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId);
  if (state) query = query.where("state", "=", state);
  if (before) query = query.where("id", "<", before);
  if (text) {
    const part = text.toLowerCase();
    query = query.where(sql<boolean>`(strpos(address, ${part}) > 0 or strpos(lower(name), ${part}) > 0)`);
  }
  const rows = await query
    .selectAll()
    .orderBy("id", "desc")
    .limit(subscriberPage + 1)
    .execute();
  return { rows: rows.slice(0, subscriberPage), more: rows.length > subscriberPage };
}

export async function countSubscribers(channelId: string): Promise<Record<SubscriberState, number>> {
  const rows = await db()
    .selectFrom("subscriber")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .groupBy("state")
    .select(["state", sql<number>`count(*)::int`.as("count")])
    .execute();
  const counts = { active: 0, unsubscribed: 0, bounced: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}

/** Takes a subscriber off; who is off stays as they are. Answers false when there is none with this id. */
export async function endSubscription(
  id: string,
  state: Exclude<SubscriberState, "active">,
  why: string,
): Promise<boolean> {
  const found = await db()
    .selectFrom("subscriber")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .select(["channel_id"])
    .executeTakeFirst();
  if (!found) return false;
  await db()
    .updateTable("subscriber")
    .set({ state, state_at: now(), state_why: why })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    // Whoever asked to leave has left, also when their mails come back later.
    .where("state", "in", state === "unsubscribed" ? ["active", "bounced"] : ["active"])
    .execute();
  announce("channels", found.channel_id);
  return true;
}

/** Who left of their own will is back of their own will: by the link in a mail that they had. */
export async function resumeSubscription(id: string, why: string): Promise<void> {
  const rows = await db()
    .updateTable("subscriber")
    .set({ state: "active", state_at: now(), state_why: why })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .where("state", "=", "unsubscribed")
    .returning("channel_id")
    .execute();
  for (const { channel_id } of rows) announce("channels", channel_id);
}

export const findSender = (channelId: string): Promise<BulletinSender | undefined> =>
  db()
    .selectFrom("bulletin_sender")
    .where("workspace_id", "=", workspaceId())
    .where("channel_id", "=", channelId)
    .selectAll()
    .executeTakeFirst();

export async function writeSender(
  channelId: string,
  { line, perMinute, by }: { line: string; perMinute: number; by: string },
): Promise<void> {
  await insertRows(
    "bulletin_sender",
    [
      {
        workspace_id: workspaceId(),
        channel_id: channelId,
        line,
        per_minute: perMinute,
        updated_by: by,
        updated_at: now(),
      },
    ],
    `on conflict (workspace_id, channel_id) do update set line = excluded.line, per_minute = excluded.per_minute,
       updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
  );
  announce("channels", channelId);
}
