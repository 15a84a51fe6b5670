/**
 * A post as one writes it: every field under a key of its own, so that two people's work can be told apart field by
 * field. Pure.
 */
import {
  type Content,
  contentFields,
  contentOf,
  type OwnContent,
  same,
} from "../../src/publishing/content.ts";
import type { PostChange } from "../../src/publishing/post-change.ts";
import type { Post } from "./posts-api.ts";

export type Field = (typeof contentFields)[number];
/** `base/FIELD`, `own/CHANNEL/FIELD` or `pillar`. */
export type Key = string;
/** What stands under each key, as a change says it: null for nothing, `{ follow: true }` for what follows the base. */
export type Doc = Readonly<Record<Key, unknown>>;

export const baseKey = (field: Field): Key => `base/${field}`;
export const ownKey = (channelId: string, field: Field): Key => `own/${channelId}/${field}`;
const follow = { follow: true };

export const docOf = (post: Pick<Post, "base" | "pillarId" | "variants">): Doc =>
  Object.fromEntries([
    ...contentFields.map((field) => [baseKey(field), post.base[field as keyof Post["base"]] ?? null]),
    ...post.variants.flatMap(({ channelId, own }) =>
      contentFields.map((field) => [ownKey(channelId, field), field in own ? { value: own[field] } : follow]),
    ),
    ["pillar", post.pillarId],
  ]);

/** Whether a channel says this field on its own. */
export const isOwn = (doc: Doc, channelId: string, field: Field): boolean => {
  const value = doc[ownKey(channelId, field)];
  return typeof value === "object" && value !== null && "value" in value;
};

/** What stands on a channel; null: the base itself. */
export function contentIn(doc: Doc, channelId: string | null): Content {
  const base: Record<string, unknown> = {};
  const own: Record<string, unknown> = {};
  for (const field of contentFields) {
    const value = doc[baseKey(field)];
    if (value !== null && value !== undefined) base[field] = value;
    if (channelId !== null && isOwn(doc, channelId, field))
      own[field] = (doc[ownKey(channelId, field)] as { value: unknown }).value;
  }
  return contentOf(base as unknown as Content, own as OwnContent);
}

/** All that differs, as the server wants to be told. `except`: keys that wait for somebody's choice. */
export function changesBetween(
  was: Doc,
  now: Doc,
  except: ReadonlySet<Key>,
): { key: Key; change: PostChange }[] {
  return Object.keys(was)
    .filter((key) => !except.has(key) && !same(was[key], now[key]))
    .map((key) => {
      const values = { was: was[key], now: now[key] };
      const [what, ...rest] = key.split("/");
      if (what === "pillar") return { key, change: { what, ...values } as PostChange };
      if (what === "base") return { key, change: { what, field: rest[0], ...values } as PostChange };
      return { key, change: { what: "own", channelId: rest[0], field: rest[1], ...values } as PostChange };
    });
}

export interface Meeting {
  doc: Doc;
  saved: Doc;
}

/**
 * What comes from the server meets what is written here. `sent`: what the server was told last, when this is its answer.
 * What nobody touched here becomes the server's; what was touched stays, over `saved` as the server has it now.
 */
export function meet(
  { doc, saved }: Meeting,
  server: Doc,
  sent?: Doc,
  conflicts?: ReadonlySet<Key>,
): Meeting {
  const next: Meeting & { doc: Record<Key, unknown>; saved: Record<Key, unknown> } = { doc: {}, saved: {} };
  for (const [key, theirs] of Object.entries(server)) {
    const mine = key in doc ? doc[key] : theirs;
    const known = key in saved ? saved[key] : theirs;
    const untouched = same(mine, sent ? sent[key] : known) && !conflicts?.has(key);
    // The same value keeps its identity: nothing that shows it draws itself again.
    next.doc[key] = untouched && !same(mine, theirs) ? theirs : mine;
    const then = sent ? sent[key] : known;
    const taken = sent !== undefined && (same(theirs, then) || conflicts?.has(key) === true);
    const settled = taken || untouched || same(mine, theirs);
    // Another wrote where we write: `saved` stays as we knew it, so that the server puts both together or says so.
    next.saved[key] = settled ? theirs : then;
  }
  return next;
}

/** What a value says, in words that one can show. */
export function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(wordsOf).join("\n\n");
  const one = value as { text?: unknown; value?: unknown };
  return wordsOf(one.text ?? one.value);
}
