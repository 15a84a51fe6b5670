/** From the server's rows to what stands in the calendar: one entry per post and moment, on however many channels. Pure. */
import type { Standing } from "./question.ts";

export interface Row {
  postId: string;
  channelId: string;
  at: string;
  brief: string;
  pillarId: string | null;
  status: string;
  /** It is one of many that come by a rule. */
  series?: true;
}

export interface Entry {
  /** Of the post and the moment; the same entry keeps it while it stands. */
  key: string;
  postId: string;
  at: string;
  brief: string;
  pillarId: string | null;
  channelIds: string[];
  standing: Standing;
  /** Nothing of it is out or under way on some channel, so that its time can still change. */
  movable: boolean;
  series?: true;
}

const standingOf: Record<string, Standing> = {
  draft: "draft",
  cancelled: "draft",
  scheduled: "planned",
  sending: "planned",
  sent: "sent",
  held: "trouble",
  partly: "trouble",
  failed: "trouble",
  unknown: "trouble",
};
/** What needs a person is what is said of the whole. */
const first: readonly Standing[] = ["trouble", "draft", "planned", "sent"];
const fixed = new Set(["sending", "sent", "unknown", "partly"]);

/** In the order of the rows. */
export function entriesOf(rows: readonly Row[]): Entry[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.postId}@${row.at}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups].flatMap(([key, group]) => {
    const [head] = group;
    if (!head) return [];
    const { postId, at, brief, pillarId, series } = head;
    const standings = new Set(group.map(({ status }) => standingOf[status] ?? "trouble"));
    return [
      {
        key,
        postId,
        at,
        brief,
        pillarId,
        channelIds: group.map(({ channelId }) => channelId),
        standing: first.find((each) => standings.has(each)) ?? "trouble",
        movable: group.some(({ status }) => !fixed.has(status)),
        ...(series ? { series } : {}),
      },
    ];
  });
}

/** The days (`2027-03-28`, in `zone`) on which something stands. */
export function daysOf(entries: readonly Entry[], zone: string): Set<string> {
  const day = dayIn(zone);
  return new Set(entries.map(({ at }) => day(new Date(at))));
}

/** Writes the day that it is in a zone. */
export function dayIn(zone: string): (at: Date) => string {
  const form = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return (at) => form.format(at);
}

/** What the clock of the zone shows at a moment: `2027-03-28T09:00`. */
export function localIn(at: Date, zone: string): string {
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return `${dayIn(zone)(at)}T${time.format(at)}`;
}

const drawn = 45; // minutes

/** A post takes no time, but has to be seen: until when it is drawn, on its own day. */
export function drawnUntil(at: string, zone: string): string {
  const [hour = 0, minute = 0] = localIn(new Date(at), zone).slice(11).split(":").map(Number);
  const left = 24 * 60 - (hour * 60 + minute);
  return new Date(Date.parse(at) + Math.min(drawn, left) * 60_000).toISOString();
}
