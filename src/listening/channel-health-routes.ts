/** Channels with their completeness, their ledger, and the ways to ask again. */
import { sql } from "kysely";
import { z } from "zod";
import { type ChannelRecord, channelShape, findChannel, presentChannel } from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import { notFound } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { type ChannelHealth, channelHealth, presentStreamFault } from "./channel-health.ts";
import { wakeStreams } from "./stream-store.ts";

const read = { role: "guest", scope: "channels:read" } as const;
const faultShape = z.object({ tag: z.string(), message: z.string() }).nullable();
const healthShape = channelShape.extend({
  completeTo: z.string().nullable(),
  streams: z.array(
    z.object({
      name: z.string(),
      completeTo: z.string().nullable(),
      reached: z.string().nullable(),
      progress: z.object({ done: z.number(), of: z.number() }).nullable(),
      arrived: z.number(),
      firstPassDone: z.boolean(),
      failures: z.number(),
      failingSince: z.string().nullable(),
      fault: faultShape,
    }),
  ),
  gaps: z.array(
    z.object({
      id: z.uuid(),
      stream: z.string(),
      since: z.string(),
      until: z.string(),
      why: z.string(),
      filledAt: z.string().nullable(),
    }),
  ),
  arrivals: z.object({ waiting: z.number(), failed: z.number() }),
});
const ledgerShape = z.object({
  id: z.uuid(),
  stream: z.string(),
  way: z.string(),
  askedAt: z.string(),
  answeredAt: z.string().nullable(),
  coveredFrom: z.string().nullable(),
  coveredTo: z.string().nullable(),
  received: z.number(),
  fresh: z.number(),
  fault: faultShape,
});

const none: ChannelHealth = { completeTo: null, streams: [], gaps: [], arrivals: { waiting: 0, failed: 0 } };

async function must(id: string): Promise<ChannelRecord> {
  const channel = await findChannel(id);
  if (!channel || channel.status === "disconnected") throw notFound();
  return channel;
}

export const channelHealthRoutes = (listChannels: () => Promise<ChannelRecord[]>): RouteSpec[] => [
  route({
    method: "GET",
    url: "/channels",
    summary: "The connected channels, and how complete each is.",
    access: read,
    response: z.object({ rows: z.array(healthShape) }),
    async handle({ language }) {
      const health = await channelHealth(language);
      const channels = await listChannels();
      return {
        rows: channels.map((each) => ({
          ...presentChannel(each, language),
          ...(health.get(each.id) ?? none),
        })),
      };
    },
  }),
  route({
    method: "GET",
    url: "/channels/:id",
    summary: "One channel, and how complete it is.",
    access: read,
    params: idParams,
    response: healthShape,
    async handle({ params, language }) {
      const channel = await must(params.id);
      return {
        ...presentChannel(channel, language),
        ...((await channelHealth(language)).get(channel.id) ?? none),
      };
    },
  }),
  route({
    method: "GET",
    url: "/channels/:id/ledger",
    summary: "What was asked of the network, and what came. Newest first.",
    access: read,
    params: idParams,
    query: z.object({
      cursor: z.uuid().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ rows: z.array(ledgerShape), next: z.string().nullable() }),
    async handle({ params, query, language }) {
      await must(params.id);
      const rows = await db()
        .selectFrom("ledger")
        .where("workspace_id", "=", workspaceId())
        .where("channel_id", "=", params.id)
        .$if(query.cursor !== undefined, (each) => each.where("id", "<", query.cursor as string))
        .selectAll()
        .orderBy("id", "desc")
        .limit(query.limit)
        .execute();
      return {
        rows: rows.map((row) => ({
          id: row.id,
          stream: row.stream,
          way: row.way,
          askedAt: row.asked_at.toISOString(),
          answeredAt: row.answered_at?.toISOString() ?? null,
          coveredFrom: row.covered_from?.toISOString() ?? null,
          coveredTo: row.covered_to?.toISOString() ?? null,
          received: row.received,
          fresh: row.fresh,
          fault: presentStreamFault(row.fault, language),
        })),
        next: rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null,
      };
    },
  }),
  route({
    method: "POST",
    url: "/channels/:id/wake",
    summary: "Look for what is new right now.",
    access: { role: "member", scope: "channels:read" },
    params: idParams,
    perMinute: 60,
    async handle({ params }) {
      await must(params.id);
      await wakeStreams(params.id);
    },
  }),
  route({
    method: "POST",
    url: "/channels/:id/refill",
    summary: "Read a channel again from the beginning, to fill its gaps. Nothing is doubled.",
    access: { role: "lead", scope: "channels:write" },
    params: idParams,
    perMinute: 6,
    async handle({ params }) {
      await must(params.id);
      await sql`update stream set cursor = null, pass_began_at = null, due_at = ${now()}, woken_at = ${now()}
        where workspace_id = ${workspaceId()} and channel_id = ${params.id} and name not like '@%'`.execute(
        db(),
      );
    },
  }),
];
