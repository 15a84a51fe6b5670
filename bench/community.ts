/** Founds a workspace through the product's own first run, and channels in it. */
import { saveConnected } from "../src/channels/channel-store.ts";
import { after, days, now } from "../src/kernel/clock.ts";
import { db, workspaceId } from "../src/kernel/scope.ts";
import { inWorkspace } from "../src/kernel/transaction.ts";
import type { Product } from "./bench.ts";

export interface Workspace {
  id: string;
  /** Of the owner, who is signed in. */
  userId: string;
  cookie: string;
  deskIds: string[];
  inside<T>(work: () => Promise<T>): Promise<T>;
}

export async function foundWorkspace({ running }: Product): Promise<Workspace> {
  const answer = await running.app.server.inject({
    method: "POST",
    url: "/api/first-run",
    payload: {
      name: "Ada Prieto",
      email: "ada@brand.test",
      password: "correct horse battery",
      workspaceName: "Café del Río",
      timeZone: "Europe/Madrid",
      language: "en",
    },
  });
  if (answer.statusCode !== 200)
    throw new Error(`The first run answered ${answer.statusCode} ${answer.payload}`);
  const cookie = answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; ");
  const { id } = answer.json().workspace as { id: string };
  const inside = <T>(work: () => Promise<T>): Promise<T> =>
    inWorkspace(running.kernel.database, id, { kind: "system" }, work);
  const { desks, userId } = await inside(async () => ({
    desks: await db().selectFrom("desk").select("id").orderBy("position").execute(),
    userId: (await db().selectFrom("teammate").select("user_id").executeTakeFirstOrThrow()).user_id,
  }));
  return { id, userId, cookie, deskIds: desks.map((desk) => desk.id), inside };
}

/** Connects a channel as if its network had said yes; connected long enough ago that what comes is no history. */
export const connectChannel = (
  workspace: Workspace,
  network: string,
  name: string,
  deskId?: string,
): Promise<string> =>
  workspace.inside(async () => {
    const channel = await saveConnected({
      network,
      account: { externalId: `${network}:${name}`, handle: name, name },
      settings: {},
      seal: () => "",
      expiresAt: undefined,
      by: workspace.userId,
      deskId,
    });
    await db()
      .updateTable("channel")
      .set({ connected_at: after(now(), -days(60)) })
      .where("workspace_id", "=", workspaceId())
      .where("id", "=", channel.id)
      .execute();
    return channel.id;
  });
