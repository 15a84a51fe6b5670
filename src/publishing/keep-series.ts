/**
 * Makes the occurrences of series as far ahead as people look: each a post of its own, planned through the gate like any
 * other. Daily, and at once when a series begins. A series is held while it is worked at, and its posts are unique by the
 * rule's time: two workers make none twice, and what somebody took away is not made again.
 */
import type { Gate } from "../gate/index.ts";
import { after, days, minutes, now } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import { newId } from "../kernel/ids.ts";
import type { JobKind } from "../kernel/jobs.ts";
import { log } from "../kernel/log.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { findTeammate, notify } from "../team/index.ts";
import { inBrief } from "./content.ts";
import { pathOf } from "./delivery-store.ts";
import { letOut } from "./let-out.ts";
import { localTimeOf } from "./local-time.ts";
import { planPost } from "./plan-post.ts";
import { insertPost, insertVersion, tellPost } from "./post-store.ts";
import type { By } from "./reply.ts";
import { occurrencesOf, ownTimeAt, type SeriesText, settleTime } from "./series.ts";
import {
  heldOccurrences,
  holdSeries,
  madeTimes,
  repeatingOf,
  runningSeries,
  type SeriesRecord,
  seriesJob,
} from "./series-store.ts";

/** How far ahead the occurrences are made, and how many of one series there are at most. */
const horizon = days(60);
const mostAhead = 366;
/** So many go in one transaction, so that nobody waits for the whole of a long series. */
const atOnce = 10;

export const seriesJobs = (database: Database, gate: Gate): JobKind[] => [
  {
    name: seriesJob,
    folds: true,
    handle: ({ workspace, series, approved }) =>
      keepSeries(database, gate, {
        workspace: String(workspace),
        series: String(series),
        approved: approved === true,
      }),
  },
  { name: "keep-all-series", cron: "23 2 * * *", handle: () => keepAllSeries(database, gate) },
];

export async function keepAllSeries(database: Database, gate: Gate): Promise<void> {
  for (const each of await asSystem(database, runningSeries))
    try {
      await keepSeries(database, gate, { ...each, approved: false });
    } catch (error) {
      // One series' trouble must not keep the others waiting.
      log.error({ error, ...each }, "a series could not be carried on; it is tried again tomorrow");
    }
}

/** Brings one series to where it should be. */
export async function keepSeries(
  database: Database,
  gate: Gate,
  { workspace, series, approved }: { workspace: string; series: string; approved: boolean },
): Promise<void> {
  const inside = <T>(work: () => Promise<T>) => inWorkspace(database, workspace, { kind: "system" }, work);
  while ((await inside(() => makeOccurrences(gate, series, atOnce))) === atOnce);
  if (!approved) return;
  const held = await inside(() => heldOccurrences(series));
  for (let at = 0; at < held.length; at += atOnce)
    await inside(async () => {
      for (const id of held.slice(at, at + atOnce)) await letOut(gate, { id });
    });
}

/** Makes up to so many that are not there yet, the earliest first, in the open transaction. Answers how many. */
export async function makeOccurrences(gate: Gate, id: string, most: number): Promise<number> {
  const series = await holdSeries(id);
  if (!series?.begun_at || series.stopped_at || !series.text || !series.planned_by) return 0;
  const rule = repeatingOf(series);
  const here = (at: Date) => localTimeOf(at, series.zone).local;
  const made = await madeTimes(id);
  const soon = after(now(), minutes(1));
  const missing = occurrencesOf(rule, {
    // A clock that was set back shows an hour twice: the moments decide.
    from: here(after(now(), -days(1))),
    through: here(after(now(), horizon)),
    most: mostAhead,
  }).filter((at) => {
    if (made.has(at)) return false;
    const settled = settleTime(at, series.zone, rule);
    return !settled.ok || settled.value.at > soon;
  });
  const by = await plannerOf(series);
  for (const at of missing.slice(0, most)) await makeOne(gate, series, series.text, at, by);
  return Math.min(missing.length, most);
}

/** Who planned the series, with what they may do now. Who has left is nobody to the gate. */
async function plannerOf({ planned_by, scopes }: SeriesRecord): Promise<By> {
  const userId = planned_by ?? "";
  const teammate = await findTeammate(userId);
  return { userId, role: teammate?.leftAt === null ? teammate.role : "guest", scopes };
}

async function makeOne(
  gate: Gate,
  series: SeriesRecord,
  text: SeriesText,
  at: string,
  by: By,
): Promise<void> {
  const rule = repeatingOf(series);
  const settled = settleTime(at, series.zone, rule);
  const id = newId();
  const stamp = now();
  const variants = text.variants.map(({ channelId, own, time }, position) => {
    const local = time && ownTimeAt(series.start_local, at, time.local);
    const mine = local ? settleTime(local, time.zone, rule) : settled;
    return {
      id: newId(),
      channel_id: channelId,
      position,
      own: JSON.stringify(own),
      local_time: local && mine.ok ? mine.value.time.local : local,
      zone: time?.zone ?? null,
      second: local && mine.ok ? (mine.value.time.second ?? null) : null,
      due_at: mine.ok ? mine.value.at : null,
    };
  });
  await insertPost(
    {
      id,
      version: 1,
      state: "draft",
      planned_version: null,
      base: JSON.stringify(text.base),
      brief: inBrief(text.base),
      pillar_id: text.pillarId,
      local_time: settled.ok ? settled.value.time.local : at,
      zone: series.zone,
      second: settled.ok ? (settled.value.time.second ?? null) : null,
      source: null,
      series_id: series.id,
      series_at: at,
      series_same: true,
      created_by: by.userId,
      created_at: stamp,
      updated_by: by.userId,
      updated_at: stamp,
    },
    variants,
  );
  const content = {
    base: text.base,
    variants: text.variants.map(({ channelId, own }) => ({ channelId, own })),
  };
  await insertVersion(id, 1, content, { userId: by.userId, why: "saved" });
  await tellPost(id, "post.begun", { series: series.id, at });
  const planned = await planPost(gate, id, by, "written");
  if (planned.ok) return;
  // It stands in the calendar as a draft, and who planned the series is told.
  await tellPost(id, "post.not-planned", { why: planned.fault.tag });
  const subject = { kind: "post" as const, id };
  await notify([
    {
      userId: by.userId,
      kind: "post-failed",
      subject,
      data: { what: inBrief(text.base).slice(0, 120), path: pathOf(subject) },
    },
  ]);
}
