/** The way out in every bulletin: whose it is, and what it does. Each runs its own transaction, across workspaces. */
import type { Database } from "../kernel/database.ts";
import { db } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { readToken } from "./secret-link.ts";
import type { SubscriberState } from "./subscriber.ts";
import { endSubscription, resumeSubscription } from "./subscriber-store.ts";

export interface Subscription {
  workspaceId: string;
  subscriberId: string;
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
      .selectFrom("bulletin_recipient as r")
      .innerJoin("subscriber as s", (join) =>
        join.onRef("s.workspace_id", "=", "r.workspace_id").onRef("s.id", "=", "r.subscriber_id"),
      )
      .innerJoin("channel as c", (join) =>
        join.onRef("c.workspace_id", "=", "s.workspace_id").onRef("c.id", "=", "s.channel_id"),
      )
      .where("r.workspace_id", "=", read.workspace)
      .where("r.secret_hash", "=", read.hash)
      .select(["s.id", "s.address", "s.state", "c.name", "c.handle"])
      .executeTakeFirst(),
  );
  if (!found) return undefined;
  return {
    workspaceId: read.workspace,
    subscriberId: found.id,
    address: found.address,
    state: found.state,
    sender: found.name || found.handle,
  };
}

export const leave = (database: Database, { workspaceId, subscriberId }: Subscription): Promise<boolean> =>
  inWorkspace(database, workspaceId, { kind: "system" }, () =>
    endSubscription(subscriberId, "unsubscribed", "link"),
  );

export const comeBack = (database: Database, { workspaceId, subscriberId }: Subscription): Promise<void> =>
  inWorkspace(database, workspaceId, { kind: "system" }, () => resumeSubscription(subscriberId, "link"));
