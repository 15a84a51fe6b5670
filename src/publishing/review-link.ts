/**
 * Links for reviewers from outside: one link shows one post to whoever holds it, until it expires or is taken back, and
 * takes an answer about the very version that was read. It is made by a teammate for somebody named; it needs no
 * account, and nothing else of the workspace can be reached with it.
 */
import { type Selectable, sql } from "kysely";
import { after, days, now } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import { newId } from "../kernel/ids.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import { asSystem } from "../kernel/transaction.ts";
import { newToken, readToken } from "./secret-link.ts";

export type ReviewLink = Selectable<Tables["review_link"]>;

/** More would be a mailing list. */
export const mostLinks = 50;

/** Makes a link to a post. Answers its token, which is kept nowhere; undefined: the post has too many already. */
export async function makeLink(
  postId: string,
  { name, lasts, by }: { name: string; lasts: number; by: string },
): Promise<{ link: ReviewLink; token: string } | undefined> {
  if ((await linksOf(postId)).length >= mostLinks) return undefined;
  const { token, hash } = newToken();
  const at = now();
  const link: ReviewLink = {
    workspace_id: workspaceId(),
    id: newId(),
    post_id: postId,
    name,
    secret_hash: hash,
    created_by: by,
    created_at: at,
    expires_at: after(at, days(lasts)),
    revoked_at: null,
  };
  await db().insertInto("review_link").values(link).execute();
  announce("posts", postId);
  return { link, token };
}

/** The links of a post, the latest first. */
export const linksOf = (postId: string): Promise<ReviewLink[]> =>
  db()
    .selectFrom("review_link")
    .where("workspace_id", "=", workspaceId())
    .where("post_id", "=", postId)
    .selectAll()
    .orderBy("id", "desc")
    .execute();

/** From now on it opens nothing. False: there is none. */
export async function revokeLink(id: string): Promise<boolean> {
  const { rows } = await sql<{ post_id: string }>`
    update review_link set revoked_at = coalesce(revoked_at, ${now()})
    where workspace_id = ${workspaceId()} and id = ${id} returning post_id`.execute(db());
  for (const row of rows) announce("posts", row.post_id);
  return rows.length > 0;
}

export type LinkFault =
  /** No link, or one of a post that is gone with its workspace. */
  | { tag: "unknown" }
  | { tag: "expired"; ask: string }
  | { tag: "revoked"; ask: string }
  /** The post was deleted. */
  | { tag: "removed"; ask: string };

export interface OpenedLink {
  link: ReviewLink;
  workspaceName: string;
  /** The teammate who made it. */
  ask: string;
}

/** Whose link a token is, and whether it still opens something. Runs its own transaction, across workspaces. */
export async function openLink(database: Database, token: string): Promise<Result<OpenedLink, LinkFault>> {
  const read = readToken(token);
  if (!read) return fail({ tag: "unknown" });
  const found = await asSystem(database, () =>
    db()
      .selectFrom("review_link")
      .innerJoin("workspace", "workspace.id", "review_link.workspace_id")
      .innerJoin("teammate", (join) =>
        join
          .onRef("teammate.workspace_id", "=", "review_link.workspace_id")
          .onRef("teammate.user_id", "=", "review_link.created_by"),
      )
      .innerJoin("post", (join) =>
        join
          .onRef("post.workspace_id", "=", "review_link.workspace_id")
          .onRef("post.id", "=", "review_link.post_id"),
      )
      .where("review_link.workspace_id", "=", read.workspace)
      .where("review_link.secret_hash", "=", read.hash)
      .selectAll("review_link")
      .select(["workspace.name as workspace_name", "teammate.name as ask", "post.state as state"])
      .executeTakeFirst(),
  );
  if (!found) return fail({ tag: "unknown" });
  const { workspace_name: workspaceName, ask, state, ...link } = found;
  const shut =
    link.revoked_at !== null
      ? ("revoked" as const)
      : link.expires_at <= now()
        ? ("expired" as const)
        : state === "removed"
          ? ("removed" as const)
          : undefined;
  if (shut) return fail({ tag: shut, ask });
  return ok({ link, workspaceName, ask });
}
