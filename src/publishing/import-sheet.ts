/** A sheet of posts as it comes in: read against the workspace, and asked of the gate row by row. Makes nothing. */
import { listChannels } from "../channels/index.ts";
import type { Gate } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { workspaceId } from "../kernel/scope.ts";
import { type Content, inBrief } from "./content.ts";
import { readCsv } from "./csv.ts";
import { columnOf } from "./csv-columns.ts";
import { type RowProblem, rowOf, type WantedPost } from "./csv-row.ts";
import type { ReportRow, SentSheet } from "./import-report.ts";
import { listPillars } from "./pillars.ts";
import { checkPost, type PlanFault } from "./plan-post.ts";
import { whyNotPlanned } from "./post-problem.ts";
import type { PostRecord, VariantRecord } from "./post-store.ts";
import type { By } from "./reply.ts";

export interface Sheet {
  csv: string;
  /** For rows that name none. */
  zone: string;
  /** Rows with a time go on the plan; else all become drafts. */
  plan: boolean;
}

export type SheetFault =
  | { tag: "no-rows" }
  | { tag: "no-text-column" }
  | { tag: "twice"; head: string }
  | { tag: "too-many-rows"; rows: number }
  | { tag: "too-many-files"; files: number };

export interface ReadSheet extends SentSheet {
  wanted: WantedPost[];
}

export const mostRows = 500;
/** Each is a call to somebody's server while a person waits. */
export const mostFetched = 50;

export async function readSheet({ csv, zone }: Sheet): Promise<Result<ReadSheet, SheetFault>> {
  const { head, rows } = readCsv(csv);
  if (rows.length === 0) return fail({ tag: "no-rows" });
  if (rows.length > mostRows) return fail({ tag: "too-many-rows", rows: rows.length });
  const columns = head.map(columnOf);
  if (!columns.includes("text")) return fail({ tag: "no-text-column" });
  const twice = columns.findIndex((column, at) => column !== undefined && columns.indexOf(column) !== at);
  if (twice >= 0) return fail({ tag: "twice", head: head[twice] ?? "" });
  const known = { channels: await listChannels(), pillars: await listPillars(), zone, now: now() };
  const wanted = rows.map((row) => rowOf(row, columns, known));
  const files = wanted.reduce((sum, { media }) => sum + media.length, 0);
  if (files > mostFetched) return fail({ tag: "too-many-files", files });
  return ok({ head, cells: new Map(rows.map(({ number, cells }) => [number, cells])), wanted });
}

/** A file that stands for an address of a sheet. */
export interface FoundFile {
  fileId: string;
  /** As the library has it. */
  alt: string;
}

/** What a row says. `files`: by address; those that are not there are left out. */
export function contentOfRow(wanted: WantedPost, files: ReadonlyMap<string, FoundFile>): Content {
  const media = wanted.media.flatMap(({ url, alt }) => {
    const file = files.get(url);
    return file ? [{ fileId: file.fileId, alt: alt || file.alt }] : [];
  });
  return {
    parts: wanted.parts.map((text, at) => ({ text, media: at === 0 ? media : [] })),
    ...(wanted.firstComment ? { firstComment: { text: wanted.firstComment, media: [] } } : {}),
    ...(wanted.contentWarning ? { contentWarning: wanted.contentWarning } : {}),
  };
}

/**
 * What would become of a row. What is to be planned is asked of the gate, once all its files are there: it judges by
 * what they are.
 */
export async function checkRow(
  gate: Gate,
  wanted: WantedPost,
  files: ReadonlyMap<string, FoundFile>,
  { plan }: Pick<Sheet, "plan">,
  by: By,
): Promise<ReportRow> {
  const problems = [...wanted.problems];
  const onPlan = plan && wanted.at !== undefined;
  if (onPlan && wanted.channelIds.length === 0 && problems.length === 0)
    problems.push({
      column: "channels",
      words: {
        en: "What goes on the plan needs a channel.",
        es: "Lo que entra en el plan necesita un canal.",
      },
    });
  const content = contentOfRow(wanted, files);
  if (onPlan && problems.length === 0 && wanted.media.every(({ url }) => files.has(url))) {
    const { post, variants } = unwritten(wanted, content, by);
    const asked = await checkPost(gate, post, variants, by);
    if (!asked.ok) problems.push(...planProblems(asked.fault));
    else
      for (const { words, verdict } of asked.value)
        if (verdict === "deny" && !problems.some((each) => each.words.en === words.en))
          problems.push({ column: null, words });
  }
  return {
    number: wanted.number,
    state: problems.length > 0 ? "bad" : "good",
    brief: inBrief(content, 120),
    channelIds: wanted.channelIds,
    at: wanted.at?.toISOString() ?? null,
    planned: onPlan,
    postId: null,
    problems,
  };
}

/** Why a plan fails, as a row says it. */
export const planProblems = (fault: PlanFault): RowProblem[] =>
  whyNotPlanned(fault).map((words) => ({ column: null, words }));

/** The post as it would be written, for those who judge it. */
function unwritten(
  { channelIds, pillarId, zone }: WantedPost,
  base: Content,
  { userId }: By,
): { post: PostRecord; variants: VariantRecord[] } {
  const [id, at] = [newId(), now()];
  const here = { workspace_id: workspaceId() };
  const post = {
    ...here,
    id,
    version: 1,
    state: "draft" as const,
    planned_version: null,
    base,
    brief: inBrief(base),
    pillar_id: pillarId,
    local_time: null,
    zone,
    second: null,
    source: null,
    series_id: null,
    repeat_of: null,
    series_at: null,
    series_same: false,
    created_by: userId,
    created_at: at,
    updated_by: userId,
    updated_at: at,
  };
  const variants = channelIds.map((channelId, position) => ({
    ...here,
    id: newId(),
    post_id: id,
    channel_id: channelId,
    position,
    own: {},
    local_time: null,
    zone: null,
    second: null,
    due_at: null,
  }));
  return { post, variants };
}
