/** How complete each channel is, as a fact: from the streams' rows and the gaps. */
import type { Language } from "../kernel/caller.ts";
import { inLanguage } from "../kernel/errors.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { StreamRecord } from "./stream-store.ts";
import type { StreamFault } from "./tables.ts";

export interface StreamHealth {
  name: string;
  completeTo: string | null;
  reached: string | null;
  progress: { done: number; of: number } | null;
  arrived: number;
  firstPassDone: boolean;
  failures: number;
  failingSince: string | null;
  fault: { tag: string; message: string } | null;
}

export interface ChannelHealth {
  /** The oldest of its streams' "complete up to"; null while a first pass is under way. */
  completeTo: string | null;
  streams: StreamHealth[];
  gaps: Array<{
    id: string;
    stream: string;
    since: string;
    until: string;
    why: string;
    filledAt: string | null;
  }>;
  arrivals: { waiting: number; failed: number };
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** The health of every channel of the workspace, by channel id, in the words of `language`. */
export async function channelHealth(language: Language): Promise<Map<string, ChannelHealth>> {
  const streams = await db()
    .selectFrom("stream")
    .where("workspace_id", "=", workspaceId())
    .selectAll()
    .orderBy("name")
    .execute();
  const gaps = await db()
    .selectFrom("gap")
    .where("workspace_id", "=", workspaceId())
    .where("filled_at", "is", null)
    .selectAll()
    .orderBy("since")
    .execute();
  const undone = await db()
    .selectFrom("arrival")
    .where("workspace_id", "=", workspaceId())
    .where("state", "!=", "turned")
    .select(["channel_id", "state", (eb) => eb.fn.countAll<number>().as("n")])
    .groupBy(["channel_id", "state"])
    .execute();
  const health = new Map<string, ChannelHealth>();
  for (const channelId of new Set(streams.map((each) => each.channel_id))) {
    const own = streams.filter((each) => each.channel_id === channelId && !each.name.startsWith("@"));
    const counted = (state: string) =>
      Number(undone.find((each) => each.channel_id === channelId && each.state === state)?.n ?? 0);
    health.set(channelId, {
      completeTo: own.some((each) => !each.complete_to)
        ? null
        : iso(
            own.reduce<Date | null>(
              (oldest, each) =>
                !oldest || (each.complete_to ?? oldest) < oldest ? each.complete_to : oldest,
              null,
            ),
          ),
      streams: own.map((each) => presentStream(each, language)),
      gaps: gaps
        .filter((gap) => gap.channel_id === channelId)
        .map((gap) => ({
          id: gap.id,
          stream: gap.stream,
          since: gap.since.toISOString(),
          until: gap.until.toISOString(),
          why: inLanguage(gap.why, language),
          filledAt: iso(gap.filled_at),
        })),
      arrivals: { waiting: counted("new"), failed: counted("failed") },
    });
  }
  return health;
}

/** What went wrong with a pull, as a person reads it. */
export const presentStreamFault = (
  fault: StreamFault | null,
  language: Language,
): { tag: string; message: string } | null =>
  fault && { tag: fault.tag, message: inLanguage(fault.message, language) };

const presentStream = (stream: StreamRecord, language: Language): StreamHealth => ({
  name: stream.name,
  completeTo: iso(stream.complete_to),
  reached: iso(stream.reached),
  progress: stream.progress,
  arrived: stream.arrived,
  firstPassDone: stream.first_pass_done_at !== null,
  failures: stream.failures,
  failingSince: iso(stream.failing_since),
  fault: presentStreamFault(stream.fault, language),
});
