/** What a feed channel keeps. */
import type { JsonObject } from "../../kernel/result.ts";

export interface FeedSettings {
  /** Where the feed is now; it may have moved since it was connected. */
  url: string;
}

/** Throws when the settings were never written by `begin`: that is a broken invariant. */
export function readSettings(settings: JsonObject): FeedSettings {
  if (typeof settings.url !== "string") throw new Error("a feed without an address");
  return { url: settings.url };
}
