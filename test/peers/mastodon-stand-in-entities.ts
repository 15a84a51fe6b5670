/** Entities as the stand-in answers them, after https://docs.joinmastodon.org/entities/. */
import { randomUUID } from "node:crypto";

/** The entity of a poll, from what was asked for. */
export function pollOf(asked: unknown): Record<string, unknown> | null {
  if (!asked || typeof asked !== "object") return null;
  const { options, expires_in, multiple } = asked as Record<string, unknown>;
  return {
    id: randomUUID(),
    expires_at: new Date(Date.now() + Number(expires_in) * 1000).toISOString(),
    multiple: multiple === true,
    options: (options as string[]).map((title) => ({ title, votes_count: 0 })),
  };
}

export function account(id: string, name: string, url: string): Record<string, unknown> {
  return {
    id,
    username: name,
    acct: name,
    display_name: name,
    url,
    uri: url,
    avatar: `${url}.png`,
    note: "",
    bot: false,
  };
}

export function instance(url: string): Record<string, unknown> {
  return {
    domain: new URL(url).host,
    title: "Stand-in",
    version: "4.5.0",
    api_versions: { mastodon: 7 },
    configuration: {
      urls: { streaming: url.replace("http", "ws") },
      statuses: { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 },
      media_attachments: {
        supported_mime_types: ["image/png"],
        image_size_limit: 16777216,
        video_size_limit: 103809024,
      },
      polls: {
        max_options: 4,
        max_characters_per_option: 50,
        min_expiration: 300,
        max_expiration: 2629746,
      },
    },
  };
}
