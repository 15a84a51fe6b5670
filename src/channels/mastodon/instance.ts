/** Finds a server from what a person types, and asks it what it is and what it allows. */
import { z } from "zod";
import { fail, ok } from "../../kernel/result.ts";
import type { Outcome, Visitor } from "../connector.ts";
import { askServer } from "./client.ts";
import { DEFAULT_CHARACTERS, DEFAULT_LINK_WEIGHT, DEFAULT_POLLS, type MastodonSettings } from "./settings.ts";

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);

/** Version 1 and version 2 of the entity at once. */
const instanceShape = z.looseObject({
  title: text,
  version: text,
  urls: z.looseObject({ streaming_api: text }).optional().catch(undefined),
  /** Pleroma's and glitch-soc's. */
  max_toot_chars: z.unknown().optional(),
  api_versions: z.looseObject({ mastodon: number }).optional().catch(undefined),
  configuration: z
    .looseObject({
      urls: z.looseObject({ streaming: text }).optional().catch(undefined),
      statuses: z
        .looseObject({
          max_characters: z.unknown().optional(),
          characters_reserved_per_url: number,
          max_media_attachments: number,
        })
        .optional()
        .catch(undefined),
      media_attachments: z
        .looseObject({
          image_size_limit: number,
          image_matrix_limit: number,
          video_size_limit: number,
          video_matrix_limit: number,
          video_frame_rate_limit: number,
          supported_mime_types: z.array(z.string()).optional().catch(undefined),
        })
        .optional()
        .catch(undefined),
      polls: z
        .looseObject({
          max_options: number,
          max_characters_per_option: number,
          min_expiration: number,
          max_expiration: number,
        })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** What the server says about itself: everything of the settings that does not depend on the account. */
export type Instance = Omit<MastodonSettings, "accountId" | "streaming">;

/**
 * The server's origin in an address, a URL or a handle: `mastodon.example`, `https://mastodon.example/@ana`,
 * `@ana@mastodon.example`. Undefined when it is none of these. `http` only when it is typed.
 */
export function parseServer(typed: string): string | undefined {
  const bare = typed.replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "").trim();
  if (/^(?!https?:)[a-z][a-z0-9+.-]*:\/\//i.test(bare)) return undefined;
  const address = /^https?:\/\//i.test(bare)
    ? bare
    : `https://${bare.replace(/^acct:/i, "").replace(/^@?[^@/\s]*@/, "")}`;
  const url = URL.parse(address);
  if (
    !url ||
    url.username ||
    url.password ||
    !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$|^\[[0-9a-f:.]+\]$/i.test(url.hostname)
  )
    return undefined;
  return url.origin;
}

/** Asks version 2, then version 1, and takes the name of the software from nodeinfo, where it is the plainest. */
export async function discover(visitor: Visitor, server: string): Outcome<Instance> {
  const second = await askServer(visitor, server, { path: "/api/v2/instance" });
  // A server that is down or busy says so; any other refusal may only mean that it has no version 2.
  if (!second.ok && second.fault.tag === "rate") return second;
  const answer = second.ok ? second : await askServer(visitor, server, { path: "/api/v1/instance" });
  if (!answer.ok) return answer;
  const parsed = instanceShape.safeParse(answer.value.body);
  if (!parsed.success || (!parsed.data.version && !parsed.data.configuration))
    return fail({
      tag: "unavailable",
      message: {
        en: `${server} does not describe itself as a Mastodon server does.`,
        es: `${server} no se describe como lo hace un servidor de Mastodon.`,
      },
    });
  const instance = parsed.data;
  const { statuses, media_attachments: media, polls, urls } = instance.configuration ?? {};
  const version = instance.version ?? "";
  const software = (await nodeinfo(visitor, server)) ?? softwareOfVersion(version);
  return ok({
    software,
    version,
    title: instance.title ?? new URL(server).host,
    maxCharacters: readMost(
      statuses && "max_characters" in statuses ? statuses.max_characters : instance.max_toot_chars,
    ),
    linkWeight: statuses?.characters_reserved_per_url ?? DEFAULT_LINK_WEIGHT,
    media: {
      most: statuses?.max_media_attachments ?? 4,
      imageBytes: media?.image_size_limit ?? 10 * 1024 * 1024,
      videoBytes: media?.video_size_limit ?? 40 * 1024 * 1024,
      ...(media?.image_matrix_limit ? { imagePixels: media.image_matrix_limit } : {}),
      ...(media?.video_matrix_limit ? { videoPixels: media.video_matrix_limit } : {}),
      ...(media?.video_frame_rate_limit ? { videoRate: media.video_frame_rate_limit } : {}),
      types: media?.supported_mime_types ?? ["image/jpeg", "image/png", "image/gif", "image/webp"],
    },
    // snac2 2.75 says what its polls take, and its API drops every poll without a word.
    ...(polls && software !== "snac" ? { polls: pollsOf(polls) } : {}),
    quotes: (instance.api_versions?.mastodon ?? 0) >= QUOTES_SINCE,
    streamingUrl: urls?.streaming ?? instance.urls?.streaming_api ?? "",
    lacks: [],
  });
}

/** `api_versions.mastodon` of Mastodon 4.5, the first that lets one quote (https://docs.joinmastodon.org/entities/Instance/). */
const QUOTES_SINCE = 7;

type Told = NonNullable<NonNullable<z.infer<typeof instanceShape>["configuration"]>["polls"]>;

/** The server counts in seconds; what it leaves unsaid is as on Mastodon. */
const pollsOf = (told: Told): NonNullable<MastodonSettings["polls"]> => ({
  options: told.max_options ?? DEFAULT_POLLS.options,
  length: told.max_characters_per_option ?? DEFAULT_POLLS.length,
  shortest: Math.max(1, Math.ceil((told.min_expiration ?? DEFAULT_POLLS.shortest * 60) / 60)),
  longest: Math.floor((told.max_expiration ?? DEFAULT_POLLS.longest * 60) / 60),
});

/** Servers without a limit say null, 0 or -1. Silence means Mastodon's own limit: the careful guess. */
function readMost(said: unknown): number | "none" {
  if (typeof said === "number" && said > 0) return said;
  return said === null || said === 0 || said === -1 ? "none" : DEFAULT_CHARACTERS;
}

/** Old Mastodon-likes name themselves in the version: `2.7.2 (compatible; Pleroma 2.6.0)`, `4.0.0 (not true; really snac/2.75)`. */
function softwareOfVersion(version: string): string {
  const named = /\((?:compatible|not true); (?:really )?([A-Za-z]+)/.exec(version)?.[1];
  return (named ?? "mastodon").toLowerCase();
}

async function nodeinfo(visitor: Visitor, server: string): Promise<string | undefined> {
  const index = await askServer(visitor, server, { path: "/.well-known/nodeinfo" });
  const parsed = z
    .object({ links: z.array(z.object({ href: z.string() })) })
    .safeParse(index.ok && index.value.body);
  const href = parsed.success ? URL.parse(parsed.data.links.at(-1)?.href ?? "", server) : null;
  // The document stands on the server itself; another host's word about it is not asked for.
  if (!href || href.host !== new URL(server).host) return undefined;
  const document = await askServer(visitor, server, { path: href.pathname + href.search });
  const software = z
    .object({ software: z.object({ name: z.string() }) })
    .safeParse(document.ok && document.value.body);
  return software.success ? software.data.software.name.toLowerCase() : undefined;
}
