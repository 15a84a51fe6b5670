/** What may be said again, the longest rested first, and what of it goes into the free slots. Reads only. */
import { now } from "../kernel/clock.ts";
import { byRest, fillSlots, ripeOn } from "./evergreen.ts";
import { allEvergreen, type Evergreen } from "./evergreen-store.ts";
import type { LocalTime } from "./local-time.ts";
import { freeSlotsBetween } from "./slot-store.ts";

/** Beyond this nobody reads the list to its end. */
const mostListed = 500;

export interface RestingChannel {
  channelId: string;
  days: number;
  /** When it stood there last, and when it will next. */
  last: Date | null;
  next: Date | null;
  /** `YYYY-MM-DD` */
  ripeOn: string;
}

export interface LibraryRow extends Pick<Evergreen, "brief" | "pillarId"> {
  id: string;
  channels: RestingChannel[];
}

/** By the channel on which each rested longest; at most 500. `zone`: whose days are counted. */
export async function evergreenLibrary(question: {
  channelId?: string | undefined;
  zone: string;
}): Promise<LibraryRow[]> {
  const stamp = now();
  const marked = byRest(await allEvergreen(question.channelId), stamp);
  return [...Map.groupBy(marked, ({ postId }) => postId)].slice(0, mostListed).map(([id, channels]) => {
    const [{ brief, pillarId } = { brief: "", pillarId: null }] = channels;
    return {
      id,
      brief,
      pillarId,
      channels: channels.map(({ channelId, days, at }) => {
        const times = at.toSorted((one, other) => one.getTime() - other.getTime());
        return {
          channelId,
          days,
          last: times.findLast((each) => each <= stamp) ?? null,
          next: times.find((each) => each > stamp) ?? null,
          ripeOn: ripeOn({ days, at }, stamp, question.zone),
        };
      }),
    };
  });
}

export interface Proposal {
  slots: Array<{
    channelId: string;
    at: Date;
    time: LocalTime;
    postId: string | undefined;
    ripe: string[];
  }>;
  /** Those that the slots name. */
  posts: Array<{ id: string; brief: string; channels: Array<{ channelId: string; days: number }> }>;
}

/** What would go into the free slots between two moments; past ones are left out. */
export async function proposeFill(from: Date, to: Date, channelId: string | undefined): Promise<Proposal> {
  const free = await freeSlotsBetween(from, to, channelId);
  const marked = await allEvergreen(channelId);
  const filled = fillSlots(
    free.map(({ slot, at, time }) => ({ channelId: slot.channelId, at, time, zone: time.zone })),
    marked,
  );
  const named = new Set(filled.flatMap(({ ripe }) => ripe));
  return {
    slots: filled.map(({ slot: { channelId: channel, at, time }, postId, ripe }) => ({
      channelId: channel,
      at,
      time,
      postId,
      ripe,
    })),
    posts: [...Map.groupBy(marked, ({ postId }) => postId)]
      .filter(([id]) => named.has(id))
      .map(([id, channels]) => ({
        id,
        brief: channels[0]?.brief ?? "",
        channels: channels.map(({ channelId: channel, days }) => ({ channelId: channel, days })),
      })),
  };
}
