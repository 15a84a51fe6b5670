/** What an outside reviewer is shown: one post as it is written now, channel by channel, and nothing else. */
import { listChannels, looksOf } from "../channels/index.ts";
import { findFile, type NamedFile } from "../kernel/file-rows.ts";
import { approvalsOf } from "./approval-store.ts";
import { type LookedAt, letterTo, type Previewed } from "./bulletin-letter.ts";
import { type Content, contentOf } from "./content.ts";
import { isMailed } from "./delivery-key.ts";
import { saidOn } from "./find-mentions.ts";
import { findPost, type PostRecord, type VariantRecord, variantsOf } from "./post-store.ts";
import type { ReviewLink } from "./review-link.ts";
import { stepsOutside, waitingSteps } from "./waiting.ts";

export interface ReviewChannel {
  id: string;
  network: string;
  name: string;
  handle: string;
  capabilities: ReturnType<typeof looksOf>;
  /** When it goes out there, as far as anybody knows. */
  at: Date | null;
  content: Content;
  /** Where it is a mail: as the reviewer would get it. */
  letter: Previewed | null;
}

export interface Review {
  post: PostRecord;
  /** Whether the team waits for this answer; else it is advice. */
  asked: boolean;
  channels: ReviewChannel[];
  /** What was said through this very link. */
  said: Awaited<ReturnType<typeof approvalsOf>>;
}

/** undefined: the post is gone. */
export async function readReview(link: ReviewLink, at: LookedAt): Promise<Review | undefined> {
  const post = await findPost(link.post_id);
  if (!post) return undefined;
  const variants = await variantsOf([post.id]);
  const all = new Map((await listChannels()).map((each) => [each.id, each]));
  const channels: Review["channels"] = [];
  for (const variant of variants) {
    const channel = all.get(variant.channel_id);
    if (!channel) continue;
    const { id, network, name, handle } = channel;
    channels.push({
      id,
      network,
      name,
      handle,
      capabilities: looksOf(channel),
      at: variant.due_at,
      content: await saidOn(channel, contentOf(post.base, variant.own)),
      letter: isMailed(network) ? await letterFor(link, post, id, at) : null,
    });
  }
  return {
    post,
    asked: stepsOutside(await waitingSteps(post, variants)).length > 0,
    channels,
    said: (await approvalsOf(post.id)).filter((each) => each.review_link_id === link.id),
  };
}

/** null: it cannot be written, since a file of it is gone. */
async function letterFor(
  { name, created_by: userId }: ReviewLink,
  post: PostRecord,
  channelId: string,
  at: LookedAt,
): Promise<Previewed | null> {
  // Nothing is sent: with whose right is of no matter.
  const by = { userId, role: "guest", scopes: null } as const;
  const letter = await letterTo({ address: "", name }, post, channelId, by, at);
  return letter.ok ? letter.value : null;
}

/** A picture of the post that the link shows; of no other. */
export async function reviewFile(link: ReviewLink, fileId: string): Promise<NamedFile | undefined> {
  const post = await findPost(link.post_id);
  if (!post) return undefined;
  const shown = (await variantsOf([post.id])).flatMap((each) => filesOf(post, each));
  return shown.includes(fileId) ? findFile(fileId) : undefined;
}

function filesOf(post: PostRecord, variant: VariantRecord): string[] {
  const { parts, firstComment, card } = contentOf(post.base, variant.own);
  const media = [...parts, ...(firstComment ? [firstComment] : [])].flatMap((part) => part.media);
  return [...media.map(({ fileId }) => fileId), ...(card?.fileId ? [card.fileId] : [])];
}
