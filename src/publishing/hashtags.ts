/** The hashtags of a workspace: those that its posts have used, most used lately first. */
import { now } from "../kernel/clock.ts";
import { type PostRecord, recentlyPlanned, type VariantRecord, variantsOf } from "./post-store.ts";

export interface UsedTag {
  /** Without its #, as it was written last. */
  tag: string;
  /** In how many posts of those looked at. */
  used: number;
}

const looked = 500;
/** After so many days a use counts for half. */
const halfLife = 30;

/** The tags in a text, without their #. The same as the preview marks. */
export const hashtagsIn = (text: string): string[] =>
  [...text.matchAll(/(?<![\p{L}\p{N}_/&])#([\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/gu)].map(([, tag = ""]) => tag);

/** Of the latest posts on the plan and out: a draft may hold half a word. */
export async function usedHashtags(limit: number): Promise<UsedTag[]> {
  const posts = await recentlyPlanned(looked);
  const variants = Map.groupBy(await variantsOf(posts.map(({ id }) => id)), (each) => each.post_id);
  return rankHashtags(
    posts.map((post) => ({ text: allText(post, variants.get(post.id) ?? []), at: post.updated_at })),
    now(),
  ).slice(0, limit);
}

/** `posts`: the latest first, so that a tag keeps its latest spelling. A post counts once for each of its tags. Pure. */
export function rankHashtags(posts: readonly { text: string; at: Date }[], at: Date): UsedTag[] {
  const ranked = new Map<string, UsedTag & { weight: number }>();
  for (const post of posts) {
    const days = Math.max(0, at.getTime() - post.at.getTime()) / 86_400_000;
    const tags = new Map(hashtagsIn(post.text).map((tag) => [tag.toLowerCase(), tag]));
    for (const [key, tag] of tags) {
      const one = ranked.get(key) ?? { tag, used: 0, weight: 0 };
      ranked.set(key, { ...one, used: one.used + 1, weight: one.weight + 0.5 ** (days / halfLife) });
    }
  }
  return [...ranked.values()]
    .sort((a, b) => b.weight - a.weight || a.tag.localeCompare(b.tag))
    .map(({ tag, used }) => ({ tag, used }));
}

/** All that a post says anywhere. */
function allText({ base }: PostRecord, variants: readonly VariantRecord[]): string {
  const said = [base, ...variants.map(({ own }) => own)];
  return said
    .flatMap((content) => [...(content.parts ?? []), ...(content.firstComment ? [content.firstComment] : [])])
    .map(({ text }) => text)
    .join("\n");
}
