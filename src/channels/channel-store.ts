/** The SQL of channels. Only this module writes `channel` and `connecting`. */
import { type Selectable, sql, type Updateable } from "kysely";
import { after, now, seconds } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import { listTeammates, notify } from "../team/index.ts";
import type { Account, Fault } from "./connector.ts";
import type { ChannelFault, ChannelStatus } from "./tables.ts";

export type ChannelRecord = Selectable<Tables["channel"]>;

const mine = () => db().selectFrom("channel").where("workspace_id", "=", workspaceId());

export const listChannels = (): Promise<ChannelRecord[]> =>
  mine().where("status", "!=", "disconnected").selectAll().orderBy("connected_at").execute();

export const findChannel = (id: string): Promise<ChannelRecord | undefined> =>
  mine().where("id", "=", id).selectAll().executeTakeFirst();

export const findChannels = (ids: string[]): Promise<ChannelRecord[]> =>
  mine()
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::uuid[])`)
    .selectAll()
    .execute();

export const accountOf = (channel: ChannelRecord): Account => ({
  externalId: channel.external_id,
  handle: channel.handle,
  name: channel.name,
  ...(channel.avatar_url ? { avatarUrl: channel.avatar_url } : {}),
  ...(channel.url ? { url: channel.url } : {}),
  ...(channel.server ? { server: channel.server } : {}),
});

const accountColumns = (account: Account) => ({
  external_id: account.externalId,
  handle: account.handle,
  name: account.name,
  avatar_url: account.avatarUrl ?? null,
  url: account.url ?? null,
  server: account.server ?? null,
});

export interface Connected {
  network: string;
  account: Account;
  settings: JsonObject;
  /** Seals the credentials once the channel's id is known. */
  seal(channelId: string): string;
  expiresAt: Date | undefined;
  by: string | undefined;
  deskId: string | undefined;
}

/** Saves a newly connected channel; the same account again mends the one that stands, with its history. */
export async function saveConnected(connected: Connected): Promise<ChannelRecord> {
  const standing = await mine()
    .where("network", "=", connected.network)
    .where("external_id", "=", connected.account.externalId)
    .selectAll()
    .forUpdate()
    .executeTakeFirst();
  const id = standing?.id ?? newId();
  const values = {
    ...accountColumns(connected.account),
    status: "active" as const,
    fault: null,
    settings: JSON.stringify(connected.settings),
    credentials: connected.seal(id),
    credentials_expire_at: connected.expiresAt ?? null,
    renewing_until: null,
    checked_at: now(),
  };
  if (standing)
    await db()
      .updateTable("channel")
      .set(values)
      .where("workspace_id", "=", workspaceId())
      .where("id", "=", id)
      .execute();
  else
    await db()
      .insertInto("channel")
      .values({
        workspace_id: workspaceId(),
        id,
        network: connected.network,
        desk_id: connected.deskId ?? null,
        lacking: "[]",
        connected_by: connected.by ?? null,
        connected_at: now(),
        ...values,
      })
      .execute();
  await tell(id, standing ? "channel.reconnected" : "channel.connected", {
    handle: connected.account.handle,
  });
  const saved = await findChannel(id);
  if (!saved) throw new Error("A channel vanished while it was saved.");
  return saved;
}

async function tell(id: string, kind: string, data: JsonObject = {}): Promise<void> {
  await record([{ kind, subject: { kind: "channel", id }, data }]);
  announce("channels", id);
}

export async function changeChannel(
  id: string,
  patch: { deskId?: string | null; settings?: JsonObject },
): Promise<void> {
  if (patch.deskId === undefined && patch.settings === undefined) return;
  await update(id, {
    ...(patch.deskId === undefined ? {} : { desk_id: patch.deskId }),
    ...(patch.settings === undefined ? {} : { settings: JSON.stringify(patch.settings) }),
  });
  await tell(id, "channel.changed", patch as JsonObject);
}

const updating = () => db().updateTable("channel");

const update = (id: string, columns: Updateable<Tables["channel"]>) =>
  updating().set(columns).where("workspace_id", "=", workspaceId()).where("id", "=", id).execute();

/** Moves a channel to another status; the event's name says how. */
export async function setStatus(id: string, status: ChannelStatus, event: string): Promise<void> {
  await update(id, { status, ...(status === "disconnected" ? { credentials: null } : {}) });
  await tell(id, event);
}

/** Notes that the network no longer accepts us. Told once, not at each try. */
export async function markBroken(id: string, fault: Extract<Fault, { tag: "authorisation" }>): Promise<void> {
  const channel = await mine()
    .where("id", "=", id)
    .select(["status", "handle"])
    .forUpdate()
    .executeTakeFirst();
  if (channel?.status !== "active") return;
  const stored: ChannelFault = { ...fault, since: now().toISOString() };
  await update(id, { status: "needs-you", fault: JSON.stringify(stored) });
  await tell(id, "channel.broken", { message: fault.message });
  await tellLeads(id, channel.handle);
}

/** Those who can mend a channel hear that it needs them. */
async function tellLeads(id: string, handle: string): Promise<void> {
  const teammates = await listTeammates();
  await notify(
    teammates
      .filter(({ role }) => role === "lead" || role === "owner")
      .map(({ id: userId }) => ({
        userId,
        kind: "channel-broken" as const,
        subject: { kind: "channel", id },
        data: { path: `/channels/${id}`, what: handle },
      })),
  );
}

/** Notes that all is well again. */
export async function markWell(id: string, account?: Account, settings?: JsonObject): Promise<void> {
  const channel = await mine().where("id", "=", id).select("status").forUpdate().executeTakeFirst();
  if (!channel) return;
  await update(id, {
    checked_at: now(),
    ...(account ? accountColumns(account) : {}),
    ...(settings ? { settings: JSON.stringify(settings) } : {}),
    ...(channel.status === "needs-you" ? { status: "active" as const, fault: null } : {}),
  });
  if (channel.status === "needs-you") await tell(id, "channel.mended");
}

/** Takes the right to renew for a minute, so that two processes never spend one refresh token. False: another is at it. */
export async function claimRenewal(id: string, until: Date): Promise<boolean> {
  const { numUpdatedRows } = await updating()
    .set({ renewing_until: until })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .where((eb) =>
      eb.or([
        eb("renewing_until", "is", null),
        eb("renewing_until", "<", now()),
        // Given before the clock was set back: it would hold for as long as that.
        eb("renewing_until", ">", after(until, seconds(5))),
      ]),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends a renewal; without new credentials the old ones stay as they are. */
export async function endRenewal(
  id: string,
  fresh?: { sealed: string; expiresAt: Date | undefined },
): Promise<void> {
  await update(id, {
    renewing_until: null,
    ...(fresh ? { credentials: fresh.sealed, credentials_expire_at: fresh.expiresAt ?? null } : {}),
  });
}

export async function saveConnecting(row: {
  network: string;
  userId: string;
  state: (id: string) => string;
  expiresAt: Date;
}): Promise<string> {
  const id = newId();
  await db()
    .insertInto("connecting")
    .values({
      workspace_id: workspaceId(),
      id,
      network: row.network,
      user_id: row.userId,
      channel_id: null,
      state: row.state(id),
      created_at: now(),
      expires_at: row.expiresAt,
    })
    .execute();
  return id;
}

/** Takes a connecting that waits, once: a second return with the same state finds nothing. */
export const takeConnecting = (id: string) =>
  db()
    .deleteFrom("connecting")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .where("expires_at", ">", now())
    .returningAll()
    .executeTakeFirst();
