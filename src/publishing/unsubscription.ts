/** The way out in every bulletin: whose it is, and what it does. Each runs its own transaction, across workspaces. */
import type { Database } from "../kernel/database.ts";
import { db } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { readToken } from "./secret-link.ts";
import type { SubscriberState } from "./subscriber.ts";
import { endSubscription, resumeSubscription } from "./subscriber-store.ts";

export interface Subscription {
  workspaceId: string;
  /** null: it stands in a test, and changes nothing. */
  subscriberId: string | null;
  address: string;
  state: SubscriberState;
  /** Whose bulletins they are. */
  sender: string;
}

/** undefined: the link is not one of ours. Links do not run out: who has an old mail may leave as well. */
export async function openSubscription(database: Database, token: string): Promise<Subscription | undefined> {
  const read = readToken(token);
  if (!read) return undefined;
  const found = await asSystem(database, () =>
    db()
      .selectFrom("unsubscribe_link as l")
      .leftJoin("subscriber as s", (join) =>
        join.onRef("s.workspace_id", "=", "l.workspace_id").onRef("s.id", "=", "l.subscriber_id"),
      )
      .leftJoin("delivery as d", (join) =>
        join.onRef("d.workspace_id", "=", "l.workspace_id").onRef("d.id", "=", "l.delivery_id"),
      )
      .leftJoin("teammate as t", (join) =>
        join.onRef("t.workspace_id", "=", "d.workspace_id").onRef("t.user_id", "=", "d.user_id"),
      )
      .innerJoin("channel as c", (join) =>
        join
          .onRef("c.workspace_id", "=", "l.workspace_id")
          .on(({ eb, ref }) => eb("c.id", "=", ref("s.channel_id")).or("c.id", "=", ref("d.channel_id"))),
      )
      .where("l.workspace_id", "=", read.workspace)
      .where("l.secret_hash", "=", read.hash)
      .select(["s.id", "s.address", "s.state", "t.email", "c.name", "c.handle"])
      .executeTakeFirst(),
  );
  if (!found) return undefined;
  return {
    workspaceId: read.workspace,
    subscriberId: found.id,
    address: found.address ?? found.email ?? "",
    state: found.state ?? "active",
    sender: found.name || found.handle,
  };
}

export async function leave(database: Database, { workspaceId, subscriberId }: Subscription): Promise<void> {
  if (subscriberId === null) return;
  await inWorkspace(database, workspaceId, { kind: "system" }, () =>
    endSubscription(subscriberId, "unsubscribed", "link"),
  );
}

export async function comeBack(
  database: Database,
  { workspaceId, subscriberId }: Subscription,
): Promise<void> {
  if (subscriberId === null) return;
  await inWorkspace(database, workspaceId, { kind: "system" }, () =>
    resumeSubscription(subscriberId, "link"),
  );
}
