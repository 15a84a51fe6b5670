/** Templates: posts that are begun again and again. Only this module writes their table. */
import { type Selectable, sql } from "kysely";
import { findChannels } from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import { isDuplicate } from "../kernel/errors.ts";
import { record } from "../kernel/events.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";
import { contentOf, inBrief } from "./content.ts";
import { contentInput } from "./content-input.ts";
import { findPillar } from "./pillars.ts";
import type { SaveFault, Written } from "./post-change.ts";
import { findPost, variantsOf } from "./post-store.ts";
import { contentOfPost, createPost } from "./save-post.ts";
import type { PostContent } from "./tables.ts";
import { blanksInPost, fillPost, mostTemplates } from "./template.ts";

export type TemplateRecord = Selectable<Tables["template"]>;

export type TemplateFault =
  | { tag: "missing" }
  /** The post whose words it is to keep is not there. */
  | { tag: "no-post" }
  | { tag: "name-taken" }
  | { tag: "full" };

export type BeginFault =
  | SaveFault
  /** Nothing was said for these blanks. */
  | { tag: "unfilled"; names: string[] }
  /** With what was said it would be longer than a post can be. */
  | { tag: "too-long" };

const templates = () => db().selectFrom("template").where("workspace_id", "=", workspaceId());

/** By name. */
export const listTemplates = (): Promise<TemplateRecord[]> =>
  templates().selectAll().orderBy(sql`lower(name)`).orderBy("id").execute();

const holdTemplate = (id: string): Promise<TemplateRecord | undefined> =>
  templates().where("id", "=", id).selectAll().forUpdate().executeTakeFirst();

/** Keeps a post as it is written, without its times. The same id again answers the one that stands. */
export async function keepTemplate(
  draft: { id: string; name: string; postId: string },
  by: string,
): Promise<Result<TemplateRecord, TemplateFault>> {
  const standing = await holdTemplate(draft.id);
  if (standing) return ok(standing);
  const said = await saidIn(draft.postId);
  if (!said) return fail({ tag: "no-post" });
  if ((await listTemplates()).length >= mostTemplates) return fail({ tag: "full" });
  const at = now();
  const row = { id: draft.id, name: draft.name, made_by: by, made_at: at, changed_by: by, changed_at: at };
  return named(async () => {
    await db()
      .insertInto("template")
      .values({ workspace_id: workspaceId(), ...row, ...said, content: JSON.stringify(said.content) })
      .execute();
    await tell(draft.id, "kept");
    return { workspace_id: workspaceId(), ...row, ...said };
  });
}

/** Names it, or puts the words of a post in the place of its own. */
export async function changeTemplate(
  id: string,
  patch: { name?: string | undefined; postId?: string | undefined },
  by: string,
): Promise<Result<TemplateRecord, TemplateFault>> {
  const template = await holdTemplate(id);
  if (!template) return fail({ tag: "missing" });
  const said = patch.postId === undefined ? {} : await saidIn(patch.postId);
  if (!said) return fail({ tag: "no-post" });
  const name = patch.name ?? template.name;
  const next: TemplateRecord = { ...template, ...said, name, changed_by: by, changed_at: now() };
  return named(async () => {
    const { workspace_id: _, id: __, content, ...rest } = next;
    await db()
      .updateTable("template")
      .set({ ...rest, content: JSON.stringify(content) })
      .where("workspace_id", "=", workspaceId())
      .where("id", "=", id)
      .execute();
    await tell(id, "changed");
    return next;
  });
}

/** Posts that were begun from it stay. Answers whether it stood. */
export async function removeTemplate(id: string): Promise<boolean> {
  const { numDeletedRows } = await db()
    .deleteFrom("template")
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await tell(id, "removed");
  return true;
}

/**
 * Begins a draft from it, on those of its channels that are still there. `leave`: blanks for which nothing is said stay
 * in the words, and the gate holds the post while they do.
 */
export async function beginFromTemplate(
  id: string,
  draft: { id: string; zone: string; blanks: ReadonlyMap<string, string>; leave: boolean },
  by: string,
): Promise<Result<Written, BeginFault>> {
  const template = await holdTemplate(id);
  if (!template) return fail({ tag: "missing" });
  const names = blanksInPost(template.content);
  const left = names.filter((name) => !draft.blanks.get(name)?.trim());
  if (left.length > 0 && !draft.leave) return fail({ tag: "unfilled", names: left });
  const { base, variants } = fillPost(template.content, draft.blanks);
  const there = await findChannels(variants.map(({ channelId }) => channelId));
  const own = variants.filter(({ channelId }) => there.some((each) => each.id === channelId));
  const whole = [base, ...own.map((each) => contentOf(base, each.own))];
  if (whole.some((content) => !contentInput.safeParse(content).success)) return fail({ tag: "too-long" });
  const { pillar_id: pillarId } = template;
  return createPost(
    {
      id: draft.id,
      zone: draft.zone,
      base,
      own,
      channelIds: own.map(({ channelId }) => channelId),
      pillarId: pillarId && (await findPillar(pillarId)) ? pillarId : null,
      source: { kind: "template", templateId: id, blanks: names },
    },
    by,
  );
}

/** What a post says now. */
async function saidIn(
  postId: string,
): Promise<{ content: PostContent; brief: string; pillar_id: string | null } | undefined> {
  const post = await findPost(postId);
  if (!post) return undefined;
  const content = contentOfPost(post, await variantsOf([postId]));
  return { content, brief: inBrief(post.base), pillar_id: post.pillar_id };
}

async function named<T>(work: () => Promise<T>): Promise<Result<T, TemplateFault>> {
  try {
    return ok(await work());
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return fail({ tag: "name-taken" });
  }
}

async function tell(id: string, what: string): Promise<void> {
  await record([{ kind: `template.${what}`, subject: { kind: "template", id }, data: {} }]);
  announce("templates", id);
}
