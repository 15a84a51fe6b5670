/**
 * Makes the posts of a sheet, once. The client names the import: sent twice, or again after a line that broke, it goes on
 * where it stopped, since every row's post has an id that follows from the import's and the row's.
 */
import { v5 } from "uuid";
import type { Gate } from "../gate/index.ts";
import type { Caller } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import type { Words } from "../kernel/errors.ts";
import { forCaller } from "../kernel/http.ts";
import { isId } from "../kernel/ids.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { planAndAsk } from "./approve-post.ts";
import { byOf } from "./caller.ts";
import type { WantedPost } from "./csv-row.ts";
import type { ImportReport, ReportRow } from "./import-report.ts";
import {
  checkRow,
  contentOfRow,
  type FoundFile,
  planProblems,
  type ReadSheet,
  readSheet,
  type Sheet,
  type SheetFault,
} from "./import-sheet.ts";
import { takeFrom } from "./media-intake.ts";
import { findMedia } from "./media-library.ts";
import { movePost } from "./plan-post.ts";
import { standingPost } from "./post-store.ts";
import type { By } from "./reply.ts";
import { digestOf } from "./rule-sameness.ts";
import { createPost } from "./save-post.ts";
import { canonical } from "./stored-act.ts";

export type ImportFault =
  | SheetFault
  /** Another sheet was imported by this id. */
  | { tag: "other-sheet" };

type House = Pick<Kernel, "database" | "files" | "outbound" | "config" | "origin">;

export interface Imported {
  report: ImportReport;
  sheet: ReadSheet;
}

/** Rows that are made in one transaction: others get their turn between them. */
const atOnce = 20;

/** What would become of every row. Makes nothing, and fetches nothing. */
export async function checkSheet(
  house: House,
  gate: Gate,
  sheet: Sheet,
  caller: Caller | undefined,
): Promise<Result<Imported, SheetFault>> {
  const inHere = <T>(work: () => Promise<T>) => forCaller(house.database, caller, work);
  const read = await inHere(() => readSheet(sheet));
  if (!read.ok) return read;
  const files = await inHere(() => filesHere(house, read.value.wanted));
  const rows = await inTurns<ReportRow>(read.value.wanted, inHere, (wanted) =>
    checkRow(gate, wanted, files, sheet, byOf(caller)),
  );
  return ok({ report: { rows }, sheet: read.value });
}

export async function importSheet(
  house: House,
  gate: Gate,
  id: string,
  sheet: Sheet,
  caller: Caller | undefined,
): Promise<Result<Imported, ImportFault>> {
  const inHere = <T>(work: () => Promise<T>) => forCaller(house.database, caller, work);
  const by = byOf(caller);
  const read = await inHere(() => readSheet(sheet));
  if (!read.ok) return read;
  const claimed = await inHere(() => claim(id, digestOf(canonical({ ...sheet })), by.userId));
  if (!claimed.ok) return claimed;
  if (claimed.value) return ok({ report: claimed.value, sheet: read.value });
  const { files, troubles } = await filesOf(house, caller, read.value.wanted);
  const rows = await inTurns<ReportRow>(
    read.value.wanted,
    (work) =>
      inHere(async () => {
        await hold(id);
        return work();
      }),
    (wanted) => makeRow(gate, id, withTroubles(wanted, troubles), files, sheet, by),
  );
  const report: ImportReport = { rows };
  await inHere(() => keepReport(id, report));
  return ok({ report, sheet: read.value });
}

async function inTurns<T>(
  all: readonly WantedPost[],
  inHere: (work: () => Promise<T[]>) => Promise<T[]>,
  one: (wanted: WantedPost) => Promise<T>,
): Promise<T[]> {
  const done: T[] = [];
  for (let from = 0; from < all.length; from += atOnce)
    done.push(
      ...(await inHere(async () => {
        const some: T[] = [];
        for (const wanted of all.slice(from, from + atOnce)) some.push(await one(wanted));
        return some;
      })),
    );
  return done;
}

async function makeRow(
  gate: Gate,
  importId: string,
  wanted: WantedPost,
  files: ReadonlyMap<string, FoundFile>,
  sheet: Sheet,
  by: By,
): Promise<ReportRow> {
  const postId = v5(String(wanted.number), importId);
  const row = await checkRow(gate, wanted, files, sheet, by);
  const standing = await standingPost(postId);
  if (standing) return { ...row, state: "made", planned: standing.state === "planned", postId, problems: [] };
  if (row.state === "bad") return row;
  const { channelIds, pillarId, zone } = wanted;
  const base = contentOfRow(wanted, files);
  const made = await createPost({ id: postId, base, channelIds, pillarId, zone }, by.userId);
  if (!made.ok) throw new Error(`A row that was read cannot be written: ${made.fault.tag}.`);
  if (!wanted.time) return { ...row, state: "made", postId };
  const moved = await movePost(postId, wanted.time, undefined);
  if (!moved.ok) throw new Error(`A time that was read cannot be written: ${moved.fault.tag}.`);
  const planned = row.planned ? await planAndAsk(gate, postId, by, "written") : undefined;
  // It was asked in this same transaction; only the clock can have come between. The draft stays and says why.
  if (planned && !planned.ok)
    return { ...row, state: "made", planned: false, postId, problems: planProblems(planned.fault) };
  return { ...row, state: "made", postId };
}

/** Files of ours, by the address at which the library shows them. */
async function filesHere(
  { origin }: Pick<House, "origin">,
  wanted: readonly WantedPost[],
): Promise<Map<string, FoundFile>> {
  const found = new Map<string, FoundFile>();
  const base = `${origin}/api/media/`;
  for (const { url } of wanted.flatMap(({ media }) => media)) {
    const fileId = url.startsWith(base) ? url.slice(base.length).split("?")[0] : undefined;
    const media = isId(fileId) ? await findMedia(fileId) : undefined;
    if (media) found.set(url, { fileId: media.file_id, alt: media.alt });
  }
  return found;
}

/** All that rows without another fault name; each address once, a few at a time. */
async function filesOf(
  house: House,
  caller: Caller | undefined,
  wanted: readonly WantedPost[],
): Promise<{ files: Map<string, FoundFile>; troubles: Map<string, Words> }> {
  const good = wanted.filter(({ problems }) => problems.length === 0);
  const files = await forCaller(house.database, caller, () => filesHere(house, good));
  const troubles = new Map<string, Words>();
  const left = [...new Set(good.flatMap(({ media }) => media.map(({ url }) => url)))].filter(
    (url) => !files.has(url),
  );
  const fetchSome = async () => {
    for (let url = left.pop(); url !== undefined; url = left.pop()) {
      const taken = await takeFrom(house, caller, url);
      if (taken.ok) files.set(url, { fileId: taken.value.file_id, alt: taken.value.alt });
      else troubles.set(url, taken.fault);
    }
  };
  await Promise.all([fetchSome(), fetchSome(), fetchSome()]);
  return { files, troubles };
}

const withTroubles = (wanted: WantedPost, troubles: ReadonlyMap<string, Words>): WantedPost => ({
  ...wanted,
  problems: [
    ...wanted.problems,
    ...wanted.media.flatMap(({ url }) => {
      const words = troubles.get(url);
      return words ? [{ column: "media" as const, words }] : [];
    }),
  ],
});

const imports = () => db().selectFrom("post_import").where("workspace_id", "=", workspaceId());

/** Answers the report of an import that has come to its end; undefined: it is ours to go on with. */
async function claim(
  id: string,
  digest: string,
  userId: string,
): Promise<Result<ImportReport | undefined, ImportFault>> {
  await db()
    .insertInto("post_import")
    .values({ workspace_id: workspaceId(), id, user_id: userId, digest, report: null, at: now() })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .execute();
  const row = await imports().where("id", "=", id).selectAll().executeTakeFirstOrThrow();
  if (row.digest !== digest) return fail({ tag: "other-sheet" });
  return ok(row.report ?? undefined);
}

/** The same import sent twice at once is worked on by one at a time. */
const hold = (id: string) =>
  imports().where("id", "=", id).select("id").forUpdate().executeTakeFirstOrThrow();

const keepReport = (id: string, report: ImportReport) =>
  db()
    .updateTable("post_import")
    .set({ report: JSON.stringify(report) })
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", id)
    .execute();
