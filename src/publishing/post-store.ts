/** The SQL of posts and their variants. Only this module writes them. */
import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import type { Json } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import type { PostContent } from "./tables.ts";

export type PostRecord = Selectable<Tables["post"]>;
export type VariantRecord = Selectable<Tables["variant"]>;
export type VersionRecord = Selectable<Tables["post_version"]>;

const posts = () =>
  db().selectFrom("post").where("workspace_id", "=", workspaceId()).where("state", "<>", "removed");

export const findPost = (id: string): Promise<PostRecord | undefined> =>
  posts().where("id", "=", id).selectAll().executeTakeFirst();

/** Those of them that still stand, in no order. */
export const findPosts = (ids: readonly string[]): Promise<PostRecord[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : posts()
        .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
        .selectAll()
        .execute();

/** Also one that was removed since: what was made once is not made again. */
export const standingPost = (
  id: string,
): Promise<Pick<PostRecord, "id" | "state" | "brief" | "repeat_of"> | undefined> =>
  db()
    .selectFrom("post")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .select(["id", "state", "brief", "repeat_of"])
    .executeTakeFirst();

/** Reads a post and holds it until the end of the transaction: changes to one post happen one after another. */
export const holdPost = (id: string): Promise<PostRecord | undefined> =>
  posts().where("id", "=", id).selectAll().forUpdate().executeTakeFirst();

/** The variants of posts, in their order. */
export const variantsOf = (postIds: string[]): Promise<VariantRecord[]> =>
  postIds.length === 0
    ? Promise.resolve([])
    : db()
        .selectFrom("variant")
        .where("workspace_id", "=", workspaceId())
        .where(sql<boolean>`post_id = any(${postIds}::uuid[])`)
        .selectAll()
        .orderBy("position")
        .orderBy("id")
        .execute();

/** Drafts, the latest first. `timeless`: those that stand nowhere in the calendar. */
export const listDrafts = (
  limit: number,
  timeless = false,
  before?: { at: Date; id: string },
): Promise<PostRecord[]> =>
  posts()
    .where("state", "=", "draft")
    .$if(timeless, (query) =>
      query.where(
        sql<boolean>`not exists (select from variant v where v.workspace_id = ${workspaceId()}
          and v.post_id = post.id and v.due_at is not null)`,
      ),
    )
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(updated_at, id) < (${before?.at ?? now()}, ${before?.id ?? ""}::uuid)`),
    )
    .selectAll()
    .orderBy("updated_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();

/** Posts on the plan or out, the latest first. */
export const recentlyPlanned = (limit: number): Promise<PostRecord[]> =>
  posts().where("state", "=", "planned").selectAll().orderBy("updated_at", "desc").limit(limit).execute();

/** Posts on the plan of which something is held, by the time that it should go out: at most 200. */
export async function plannedAndHeld(): Promise<PostRecord[]> {
  const { rows } = await sql<PostRecord>`
    select p.* from post p
    join (select d.post_id, min(d.wanted_at) as wanted_at from delivery d
      where d.workspace_id = ${workspaceId()} and d.kind = 'post' and d.status = 'held'
      group by d.post_id order by wanted_at limit 200) h on h.post_id = p.id
    where p.workspace_id = ${workspaceId()} and p.state = 'planned' order by h.wanted_at`.execute(db());
  return rows;
}

export async function insertPost(
  row: Omit<Insertable<Tables["post"]>, "workspace_id">,
  variants: Array<Omit<Insertable<Tables["variant"]>, "workspace_id" | "post_id">>,
): Promise<void> {
  await db()
    .insertInto("post")
    .values({ workspace_id: workspaceId(), ...row })
    .execute();
  await insertVariants(row.id, variants);
}

export async function insertVariants(
  postId: string,
  variants: Array<Omit<Insertable<Tables["variant"]>, "workspace_id" | "post_id">>,
): Promise<void> {
  if (variants.length === 0) return;
  await db()
    .insertInto("variant")
    .values(variants.map((each) => ({ workspace_id: workspaceId(), post_id: postId, ...each })))
    .execute();
}

export async function updatePost(
  id: string,
  patch: Omit<Updateable<Tables["post"]>, "workspace_id" | "id">,
): Promise<void> {
  await db()
    .updateTable("post")
    .set(patch)
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
}

export async function updateVariant(
  id: string,
  patch: Omit<Updateable<Tables["variant"]>, "workspace_id" | "id" | "post_id">,
): Promise<void> {
  await db()
    .updateTable("variant")
    .set(patch)
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
}

/** Takes it from every list; its deliveries and their story stay. */
export async function removePost(id: string, by: string): Promise<void> {
  await updatePost(id, { state: "removed", updated_by: by, updated_at: now() });
  await tellPost(id, "post.removed");
  // The idea that it was begun from stands on the board again.
  announce("ideas");
}

/** Only one that nothing was ever ordered of; the others stay, as their deliveries name them. */
export async function deleteVariant(id: string): Promise<void> {
  await db().deleteFrom("variant").where("workspace_id", "=", workspaceId()).where("id", "=", id).execute();
}

/** Writes how a post stands; takes the place of `instead`, where one sitting makes one version. */
export async function insertVersion(
  postId: string,
  number: number,
  content: PostContent,
  more: { userId: string; why: VersionRecord["why"]; instead?: number | undefined },
): Promise<void> {
  if (more.instead !== undefined)
    await db()
      .deleteFrom("post_version")
      .where("workspace_id", "=", workspaceId())
      .where("post_id", "=", postId)
      .where("number", "=", more.instead)
      .execute();
  await db()
    .insertInto("post_version")
    .values({
      workspace_id: workspaceId(),
      post_id: postId,
      number,
      content: JSON.stringify(content),
      user_id: more.userId,
      why: more.why,
      at: now(),
    })
    .execute();
}

export const versionsOf = (postId: string): Promise<VersionRecord[]> =>
  db()
    .selectFrom("post_version")
    .where("workspace_id", "=", workspaceId())
    .where("post_id", "=", postId)
    .selectAll()
    .orderBy("number", "desc")
    .limit(200)
    .execute();

export const findVersion = (postId: string, number: number): Promise<VersionRecord | undefined> =>
  db()
    .selectFrom("post_version")
    .where("workspace_id", "=", workspaceId())
    .where("post_id", "=", postId)
    .where("number", "=", number)
    .selectAll()
    .executeTakeFirst();

/** Writes the event and tells open screens. */
export async function tellPost(
  id: string,
  kind: `post.${string}`,
  data: Record<string, Json> = {},
): Promise<void> {
  await record([{ kind, subject: { kind: "post", id }, data }]);
  announce("posts", id);
}
