/** Workspaces: making one with its first owner and its desks, reading and changing it. */
import { sql } from "kysely";
import type { Language } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { firstDesks } from "./desks.ts";
import { acrossWorkspaces } from "./elevate.ts";
import { insertTeammate } from "./teammate-store.ts";

export interface Workspace {
  id: string;
  name: string;
  slug: string;
  timeZone: string;
}

/** Held until the transaction ends by whoever makes a workspace, so that two cannot take one slug, or both be the first. */
const makingWorkspaces = 7_236_401;
export const lockWorkspaces = () => sql`select pg_advisory_xact_lock(${makingWorkspaces})`.execute(db());

/**
 * Makes the workspace whose id this transaction already runs under, with its desks and its owner. `first` runs before
 * everything else, across workspaces: what must be true or made for it.
 */
export async function createWorkspace(
  draft: { name: string; timeZone: string; language: Language },
  owner: { userId: string; name: string; email: string; languages: string[] },
  first: () => Promise<void> = async () => {},
): Promise<Workspace> {
  const id = workspaceId();
  const at = now();
  const slug = await acrossWorkspaces(async () => {
    await lockWorkspaces();
    await first();
    const free = await freeSlug(draft.name, id);
    await db()
      .insertInto("workspace")
      .values({ id, name: draft.name, slug: free, time_zone: draft.timeZone, created_at: at, updated_at: at })
      .execute();
    return free;
  });
  const desks = firstDesks.map((desk, position) => ({
    workspace_id: id,
    id: newId(),
    key: desk.key,
    name: desk.name[draft.language],
    color: desk.color,
    position,
    promise_minutes: desk.promiseMinutes,
  }));
  await db().insertInto("desk").values(desks).execute();
  await insertTeammate(
    { ...owner, role: "owner", timeZone: draft.timeZone },
    desks.map((desk) => desk.id),
  );
  await record([
    { kind: "workspace.created", subject: { kind: "workspace", id }, data: { name: draft.name } },
    {
      kind: "teammate.joined",
      subject: { kind: "teammate", id: owner.userId },
      data: { name: owner.name, role: "owner" },
    },
  ]);
  return { id, name: draft.name, slug, timeZone: draft.timeZone };
}

async function freeSlug(name: string, id: string): Promise<string> {
  const slug =
    name
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60) || "workspace";
  const taken = await db().selectFrom("workspace").select("id").where("slug", "=", slug).executeTakeFirst();
  // The end of a UUIDv7 is random.
  return taken ? `${slug}-${id.slice(-8)}` : slug;
}

/** The workspace that this transaction serves. */
export async function readWorkspace(): Promise<Workspace> {
  const row = await db()
    .selectFrom("workspace")
    .select(["id", "name", "slug", "time_zone"])
    .where("id", "=", workspaceId())
    .executeTakeFirstOrThrow();
  return { id: row.id, name: row.name, slug: row.slug, timeZone: row.time_zone };
}

export async function changeWorkspace(change: {
  name?: string | undefined;
  timeZone?: string | undefined;
}): Promise<Workspace> {
  const before = await readWorkspace();
  const name = change.name ?? before.name;
  const timeZone = change.timeZone ?? before.timeZone;
  if (name === before.name && timeZone === before.timeZone) return before;
  await db()
    .updateTable("workspace")
    .set({ name, time_zone: timeZone, updated_at: now() })
    .where("id", "=", before.id)
    .execute();
  await record([
    {
      kind: "workspace.changed",
      subject: { kind: "workspace", id: before.id },
      data: {
        before: { name: before.name, timeZone: before.timeZone },
        after: { name, timeZone },
      },
    },
  ]);
  return { ...before, name, timeZone };
}
