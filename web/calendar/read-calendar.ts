/** From the server's answer, which says what entries share once, back to one row for each channel of a post. Pure. */
import type { Row } from "./entries.ts";

interface Answer {
  channels: string[];
  pillars: string[];
  statuses: string[];
  posts: { id: string; brief: string; pillar?: number; on: number[][] }[];
  series: number[];
  cut: boolean;
}

/** In the order of time. */
export function readCalendar({ channels, pillars, statuses, posts, series, cut }: Answer): {
  rows: Row[];
  cut: boolean;
} {
  const repeated = new Set(series);
  const rows = posts.flatMap(({ id, brief, pillar, on }, place) =>
    on.map(([channel = 0, second = 0, status = 0]) => ({
      postId: id,
      channelId: channels[channel] ?? "",
      at: new Date(second * 1000).toISOString(),
      brief,
      pillarId: pillar === undefined ? null : (pillars[pillar] ?? null),
      status: statuses[status] ?? "draft",
      ...(repeated.has(place) ? { series: true as const } : {}),
    })),
  );
  return { rows: rows.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)), cut };
}
