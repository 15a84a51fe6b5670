/** The idea board: thoughts, links, and what somebody in the community asked. Only this module writes its table. */
import { type Selectable, sql } from "kysely";
import { now } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import { findTarget } from "../listening/index.ts";
import { freshRanks, type Lane, mostIdeas, rankBetween } from "./idea.ts";

export type IdeaRecord = Selectable<Tables["idea"]>;

export interface IdeaDraft {
  id: string;
  lane: Lane;
  text: string;
  link?: string | null | undefined;
  /** Who said it: a message of the inbox. */
  messageId?: string | undefined;
}

export type IdeaFault =
  | { tag: "missing" }
  /** The message that it is to come from is not there. */
  | { tag: "no-message" }
  /** Neither words nor a link nor a message. */
  | { tag: "empty" }
  /** The board holds as many as anybody reads. */
  | { tag: "full" }
  /** The idea before which it is to stand has left that lane. */
  | { tag: "no-place" };

const ideas = () => db().selectFrom("idea").where("workspace_id", "=", workspaceId());

/** Stands on the board: neither put away nor taken into a post that still is. */
const onBoard = sql<boolean>`archived_at is null and not exists (select from post p
  where p.workspace_id = ${sql.ref("idea.workspace_id")} and p.id = idea.post_id and p.state <> 'removed')`;

export const findIdea = (id: string): Promise<IdeaRecord | undefined> =>
  ideas().where("id", "=", id).selectAll().executeTakeFirst();

/** The board, lane by lane in order. */
export const openIdeas = (): Promise<IdeaRecord[]> =>
  ideas().where(onBoard).selectAll().orderBy("lane").orderBy("rank").orderBy("id").execute();

/** What was put away, or taken into a post: the latest first. */
export const awayIdeas = (limit: number): Promise<IdeaRecord[]> =>
  ideas()
    .where(sql<boolean>`not (${onBoard})`)
    .selectAll()
    .orderBy("changed_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();

/** Puts an idea at the top of its lane. The same id again answers the one that stands. */
export async function addIdea(draft: IdeaDraft, by: string): Promise<Result<IdeaRecord, IdeaFault>> {
  const standing = await findIdea(draft.id);
  if (standing) return ok(standing);
  if (draft.messageId && !(await findTarget(draft.messageId))) return fail({ tag: "no-message" });
  if (draft.text === "" && !draft.link && !draft.messageId) return fail({ tag: "empty" });
  const open = await openIdeas();
  if (open.length >= mostIdeas) return fail({ tag: "full" });
  const at = now();
  const row = {
    workspace_id: workspaceId(),
    id: draft.id,
    lane: draft.lane,
    rank: rankBetween(undefined, open.find(({ lane }) => lane === draft.lane)?.rank) ?? 0,
    text: draft.text,
    link: draft.link ?? null,
    message_id: draft.messageId ?? null,
    post_id: null,
    made_by: by,
    made_at: at,
    changed_at: at,
    archived_at: null,
  };
  await db().insertInto("idea").values(row).execute();
  await tellIdea(draft.id, "idea.kept");
  return ok(row);
}

/** Writes its words or its link. */
export async function changeIdea(
  id: string,
  patch: { text?: string | undefined; link?: string | null | undefined },
): Promise<Result<IdeaRecord, IdeaFault>> {
  const idea = await holdIdea(id);
  if (!idea) return fail({ tag: "missing" });
  const text = patch.text ?? idea.text;
  const link = patch.link === undefined ? idea.link : patch.link;
  if (text === "" && !link && !idea.message_id) return fail({ tag: "empty" });
  return ok(await write(idea, { text, link, changed_at: now() }, "idea.changed"));
}

/** Moves it: in front of another of that lane, or to its end. */
export async function placeIdea(
  id: string,
  lane: Lane,
  before: string | null,
): Promise<Result<IdeaRecord, IdeaFault>> {
  await holdBoard();
  const idea = await holdIdea(id);
  if (!idea) return fail({ tag: "missing" });
  const others = (await openIdeas()).filter((each) => each.lane === lane && each.id !== id);
  const at = before === null ? others.length : others.findIndex((each) => each.id === before);
  if (at < 0) return fail({ tag: "no-place" });
  let rank = rankBetween(others[at - 1]?.rank, others[at]?.rank);
  if (rank === undefined) {
    const ranks = freshRanks(others.length);
    for (const [index, each] of others.entries()) await setRank(each.id, ranks[index] ?? 0);
    rank = rankBetween(ranks[at - 1], ranks[at]) ?? 0;
  }
  return ok(await write(idea, { lane, rank }, "idea.moved"));
}

/** Puts it away, or back on the board. */
export async function archiveIdea(id: string, away: boolean): Promise<Result<IdeaRecord, IdeaFault>> {
  const idea = await holdIdea(id);
  if (!idea) return fail({ tag: "missing" });
  if ((idea.archived_at !== null) === away) return ok(idea);
  if (!away && (await openIdeas()).length >= mostIdeas) return fail({ tag: "full" });
  const at = now();
  return ok(
    await write(
      idea,
      { archived_at: away ? at : null, changed_at: at },
      away ? "idea.put-away" : "idea.brought-back",
    ),
  );
}

/** A post was begun from it. */
export async function takeIdea(idea: IdeaRecord, postId: string): Promise<void> {
  await write(idea, { post_id: postId, archived_at: null, changed_at: now() }, "idea.taken");
}

export const holdIdea = (id: string): Promise<IdeaRecord | undefined> =>
  ideas().where("id", "=", id).selectAll().forUpdate().executeTakeFirst();

/** Two who move at once move one after the other: a place is between neighbours that stay. */
const holdBoard = () => ideas().select("id").orderBy("id").limit(1).forUpdate().execute();

const setRank = (id: string, rank: number) =>
  db()
    .updateTable("idea")
    .set({ rank })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();

async function write(
  idea: IdeaRecord,
  patch: Partial<Omit<IdeaRecord, "workspace_id" | "id">>,
  kind: `idea.${string}`,
): Promise<IdeaRecord> {
  await db()
    .updateTable("idea")
    .set(patch)
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", idea.id)
    .execute();
  await tellIdea(idea.id, kind);
  return { ...idea, ...patch };
}

async function tellIdea(id: string, kind: `idea.${string}`): Promise<void> {
  await record([{ kind, subject: { kind: "idea", id }, data: {} }]);
  announce("ideas", id);
}
