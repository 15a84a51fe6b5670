/** Where this person published last: a new draft begins there. */
import { queryClient } from "../api/query.ts";
import { channelsQuery } from "../inbox/queries.ts";
import type { Channel } from "../inbox/shapes.ts";

const key = "rapport-post-channels";

/** A channel that takes posts and is connected. */
export const canPost = (channel: Channel): boolean =>
  channel.capabilities.acts.includes("post") && channel.status !== "disconnected";

export const rememberChannels = (ids: readonly string[]): void =>
  localStorage.setItem(key, JSON.stringify(ids));

/** Those of `wanted`, or of the last time, that are still there; with one channel in all, that one. */
export async function lastChannels(wanted?: readonly string[]): Promise<string[]> {
  const open = (await queryClient.ensureQueryData(channelsQuery)).filter(canPost).map(({ id }) => id);
  if (wanted) return open.filter((id) => wanted.includes(id));
  if (open.length === 1) return open;
  const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
  return Array.isArray(kept) ? open.filter((id) => kept.includes(id)) : [];
}
