/**
 * What we use of the Mastodon API's entities, as tolerant as its many servers are different (Mastodon, snac2,
 * GoToSocial, Pleroma, Akkoma, Pixelfed): only what cannot be done without is required, a field of another type than
 * expected reads as absent, and fields that we do not know stay in place, since payloads are kept as they came.
 * Source: https://docs.joinmastodon.org/entities/
 */
import { z } from "zod";
import type { Json, JsonObject } from "../../kernel/result.ts";

const text = z.string().optional().catch(undefined);
const number = z.number().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
/** Some servers give numbers for ids. */
const id = z.union([z.string().min(1), z.number().transform(String)]);
const optionalId = id.optional().catch(undefined);
/** An array whose unreadable members are left out. */
const list = <T extends z.ZodType>(member: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((all) =>
      all.flatMap((one) => {
        const parsed = member.safeParse(one);
        return parsed.success ? [parsed.data as z.output<T>] : [];
      }),
    );

export const accountShape = z.looseObject({
  id,
  username: text,
  acct: z.string(),
  url: text,
  uri: text,
  display_name: text,
  avatar: text,
  note: text,
  bot: flag,
});
export type MastodonAccount = z.infer<typeof accountShape>;

const mentionShape = z.looseObject({ id: optionalId, username: text, acct: z.string(), url: text });

const size = z.looseObject({ width: number, height: number });
const mediaShape = z.looseObject({
  id: optionalId,
  type: text,
  url: text,
  remote_url: text,
  preview_url: text,
  description: text,
  meta: z
    .looseObject({ original: size.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
export type MastodonMedia = z.infer<typeof mediaShape>;

const pollShape = z.looseObject({
  options: list(z.looseObject({ title: z.string() })),
  expires_at: text,
  multiple: flag,
});

const plainStatusShape = z.looseObject({
  id,
  /** Pixelfed and old servers leave it out now and then: see `statusUri`. */
  uri: text,
  url: text,
  account: accountShape,
  created_at: z.string(),
  edited_at: text,
  content: z.string().catch(""),
  /** The source text: always from snac2, elsewhere only in answers to the author. */
  text,
  visibility: z.string().catch("public"),
  spoiler_text: text,
  language: text,
  in_reply_to_id: optionalId,
  in_reply_to_account_id: optionalId,
  mentions: list(mentionShape),
  media_attachments: list(mediaShape),
  poll: pollShape.optional().catch(undefined),
  quote: z.looseObject({}).optional().catch(undefined),
  favourited: flag,
  replies_count: number,
  reblogs_count: number,
  favourites_count: number,
  quotes_count: number,
});
export const statusShape = plainStatusShape.extend({
  reblog: plainStatusShape.optional().catch(undefined),
});
export type MastodonStatus = z.infer<typeof plainStatusShape>;

export const notificationShape = z.looseObject({
  id,
  type: z.string(),
  created_at: z.string(),
  account: accountShape.optional().catch(undefined),
  status: statusShape.optional().catch(undefined),
});
export type MastodonNotification = z.infer<typeof notificationShape>;

export const conversationShape = z.looseObject({
  id,
  last_status: statusShape.optional().catch(undefined),
});

export const contextShape = z.object({ ancestors: list(statusShape), descendants: list(statusShape) });

/** A status, or the status within its boost; undefined when it is neither. */
export function parseStatus(value: Json | undefined): MastodonStatus | undefined {
  const parsed = statusShape.safeParse(value);
  return parsed.success ? unwrap(parsed.data) : undefined;
}

/**
 * What a boost boosts. snac2 shows a status that somebody boosted as that boost wherever it is asked for it, its own
 * author's timeline included: the status itself stands within.
 */
export function unwrap(status: z.infer<typeof statusShape>): MastodonStatus {
  return status.reblog ?? status;
}

/** The id that a status has on every server. */
export const statusUri = (status: MastodonStatus): string => status.uri || status.url || status.id;

/** The id of an account that a mention, a profile and an author have in common. */
export const accountUrl = (account: MastodonAccount): string => account.url || account.uri || account.acct;

/** A parsed entity back as JSON, without the fields that were absent. */
export const asJson = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
