/** The numbers beside the list: how much is open, waits, is mine. Every count stops at its cap, so that none grows. */
import { type RawBuilder, sql } from "kysely";
import { type ChannelFault, presentFault } from "../channels/index.ts";
import type { Language } from "../kernel/caller.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { type Asked, questionConditions, statusRanges, withWords } from "./list-conversations.ts";
import { listViews } from "./views.ts";

/** Counts above this are not counted out: 1000 means "1000 or more". */
export const countCap = 1000;

export interface ChannelDigest {
  id: string;
  status: string;
  fault: { tag: string; message: string; advice: string } | null;
  /** The oldest of its streams (those named `@…` are listening's own errands); null while a first pass is on its way. */
  completeTo: string | null;
  gaps: number;
  progress: { done: number; of: number } | null;
}

export interface Summary {
  counts: {
    open: number;
    mine: number;
    unassigned: number;
    waiting: number;
    snoozed: number;
    closed: number;
    mentions: number;
  };
  desks: Array<{ deskId: string; open: number; waiting: number }>;
  views: Array<{ id: string; open: number }>;
  channels: ChannelDigest[];
}

/** Counts for `me`, in the words of `language`: the desks are those that one works at, or all for a teammate of none. */
export async function readSummary(me: string, language: Language): Promise<Summary> {
  const views = await listViews(me);
  const desks = await desksOf(me);
  const asked = new Map<string, Asked>();
  for (const { id, question } of views) asked.set(id, await withWords(question));
  const counted = (question: Asked) => countOf(question, me);
  const counts: Array<[string, RawBuilder<unknown>]> = [
    ["open", counted({})],
    ["mine", counted({ assignee: "me" })],
    ["unassigned", counted({ assignee: "none" })],
    ["waiting", counted({ waiting: true })],
    ["snoozed", counted({ status: "snoozed" })],
    ["closed", counted({ status: "closed" })],
    ["mentions", mentionsOf(me)],
    ...desks.flatMap(
      (id): Array<[string, RawBuilder<unknown>]> => [
        [`open ${id}`, counted({ desk: id })],
        [`waiting ${id}`, counted({ desk: id, waiting: true })],
      ],
    ),
    ...[...asked].map(([id, question]): [string, RawBuilder<unknown>] => [`view ${id}`, counted(question)]),
  ];
  const { rows } = await sql<{ name: string; n: number }>`
    ${sql.join(
      counts.map(([name, query]) => sql`select ${name}::text as name, (${query}) as n`),
      sql` union all `,
    )}`.execute(db());
  const found = new Map(rows.map(({ name, n }) => [name, n]));
  const count = (name: string): number => found.get(name) ?? 0;
  return {
    counts: {
      open: count("open"),
      mine: count("mine"),
      unassigned: count("unassigned"),
      waiting: count("waiting"),
      snoozed: count("snoozed"),
      closed: count("closed"),
      mentions: count("mentions"),
    },
    desks: desks.map((deskId) => ({
      deskId,
      open: count(`open ${deskId}`),
      waiting: count(`waiting ${deskId}`),
    })),
    views: views.map(({ id }) => ({ id, open: count(`view ${id}`) })),
    channels: await channelDigests(language),
  };
}

function countOf(question: Asked, me: string): RawBuilder<unknown> {
  const ranges = statusRanges(question.status ?? "open").map(
    (status) =>
      sql`(select 1 as one from conversation where ${sql.join(
        [sql`workspace_id = ${workspaceId()}`, status, ...questionConditions(question, me)],
        sql` and `,
      )} limit ${countCap})`,
  );
  return sql`select least(count(*), ${countCap})::int from (${sql.join(ranges, sql` union all `)}) counted`;
}

const mentionsOf = (me: string): RawBuilder<unknown> =>
  sql`select count(*)::int from (select 1 from notification where workspace_id = ${workspaceId()} and user_id = ${me}
    and kind = 'mentioned' and read_at is null limit ${countCap}) counted`;

async function desksOf(me: string): Promise<string[]> {
  const { rows } = await sql<{ id: string; mine: boolean }>`
    select d.id, td.user_id is not null as mine from desk d
    left join teammate_desk td on td.workspace_id = d.workspace_id and td.desk_id = d.id and td.user_id = ${me}
    where d.workspace_id = ${workspaceId()} and d.archived_at is null order by d.position, d.id`.execute(
    db(),
  );
  const mine = rows.filter((row) => row.mine);
  return (mine.length > 0 ? mine : rows).map((row) => row.id);
}

async function channelDigests(language: Language): Promise<ChannelDigest[]> {
  const { rows } = await sql<{
    id: string;
    status: string;
    fault: ChannelFault | null;
    complete_to: Date | null;
    gaps: number;
    progress: ChannelDigest["progress"];
  }>`
    select ch.id, ch.status, ch.fault, s.complete_to, s.progress,
      (select count(*)::int from gap g where g.workspace_id = ch.workspace_id and g.channel_id = ch.id
        and g.filled_at is null) as gaps
    from channel ch
    left join lateral (
      select case when bool_and(s.complete_to is not null) then min(s.complete_to) end as complete_to,
        (array_agg(s.progress order by s.complete_to nulls first) filter (where s.progress is not null))[1] as progress
      from stream s where s.workspace_id = ch.workspace_id and s.channel_id = ch.id and left(s.name, 1) <> '@'
    ) s on true
    where ch.workspace_id = ${workspaceId()} and ch.status <> 'disconnected' order by ch.connected_at, ch.id`.execute(
    db(),
  );
  return rows.map((row) => ({
    id: row.id,
    status: row.status,
    fault: presentFault(row.fault, language),
    completeTo: row.complete_to?.toISOString() ?? null,
    gaps: row.gaps,
    progress: row.progress,
  }));
}
