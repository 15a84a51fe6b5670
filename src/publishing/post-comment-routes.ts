/** Routes of internal comments on posts. */
import { z } from "zod";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import type { Result } from "../kernel/result.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts, member } from "./caller.ts";
import { contentOf } from "./content.ts";
import { commentFields, mostQuoted, standOf } from "./post-comment.ts";
import {
  type CommentFault,
  type CommentRecord,
  commentsOf,
  deleteComment,
  editComment,
  resolveThread,
  writeComment,
} from "./post-comment-store.ts";
import { findPost, type PostRecord, type VariantRecord, variantsOf } from "./post-store.ts";

/** Guests read, and say among the team what they think. */
const mayComment = { role: "guest", scope: "posts:write" } as const;

const quote = z.object({ text: z.string().min(1).max(mostQuoted), at: z.int().min(0).max(1_000_000) });
const placeShape = z.object({
  channelId: z.uuid().nullable(),
  field: z.enum(commentFields),
  part: z.int().min(0).max(49).nullable(),
  fileId: z.uuid().nullable(),
  quote: quote.nullable(),
});
const placeInput = placeShape.refine(({ field, part }) => (field === "parts") === (part !== null), {
  path: ["part"],
});
const commentShape = z.object({
  id: z.uuid(),
  /** The comment that it answers; null: it begins a thread. */
  threadId: z.uuid().nullable(),
  authorId: z.uuid(),
  /** Empty once it was taken away. */
  text: z.string(),
  mentions: z.array(z.uuid()),
  /** What it is about, as far as it is there; null: the whole post. */
  place: placeShape.extend({ lost: z.string().optional() }).nullable(),
  /** `changed`: the words that were chosen are not there any more. `gone`: it stands at the post. */
  stands: z.enum(["there", "changed", "gone"]),
  createdAt: z.string(),
  editedAt: z.string().nullable(),
  deleted: z.boolean(),
  resolved: z.object({ by: z.uuid(), at: z.string() }).nullable(),
});
const words = {
  text: z.string().trim().min(1).max(10_000),
  mentions: z.array(z.uuid()).max(50).default([]),
};

export const postCommentRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/posts/:id/comments",
    summary: "What the team says among itself of a post, the oldest first.",
    access: mayReadPosts,
    params: idParams,
    response: z.object({ rows: z.array(commentShape) }),
    async handle({ params }) {
      const post = await findPost(params.id);
      if (!post) throw notFound();
      return { rows: await present(post, await commentsOf(post.id)) };
    },
  }),
  route({
    method: "POST",
    url: "/posts/:id/comments",
    summary:
      "Says something among the team of a post, of a part of it, or of words in it. The id is the client's.",
    access: mayComment,
    params: idParams,
    body: z.object({
      id: z.uuid(),
      ...words,
      place: placeInput.nullable().default(null),
      threadId: z.uuid().nullable().default(null),
    }),
    response: commentShape,
    handle: async ({ params, body, caller }) =>
      shown(await writeComment(params.id, body, member(caller).userId)),
  }),
  route({
    method: "PATCH",
    url: "/post-comments/:id",
    summary: "Changes one's own comment.",
    access: mayComment,
    params: idParams,
    body: z.object(words),
    response: commentShape,
    handle: async ({ params, body, caller }) =>
      shown(await editComment(params.id, body, member(caller).userId)),
  }),
  route({
    method: "DELETE",
    url: "/post-comments/:id",
    summary: "Takes one's own comment away; the answers to it stay.",
    access: mayComment,
    params: idParams,
    async handle({ params, caller }) {
      said(await deleteComment(params.id, member(caller).userId));
    },
  }),
  ...(["PUT", "DELETE"] as const).map((method) =>
    route({
      method,
      url: "/post-comments/:id/resolution",
      summary: method === "PUT" ? "Resolves a thread of comments." : "Opens a thread of comments again.",
      access: mayComment,
      params: idParams,
      response: commentShape,
      handle: async ({ params, caller }) =>
        shown(await resolveThread(params.id, method === "PUT", member(caller).userId)),
    }),
  ),
];

async function present(post: PostRecord, rows: CommentRecord[]): Promise<z.infer<typeof commentShape>[]> {
  const variants = await variantsOf([post.id]);
  return rows.map((row) => ({
    id: row.id,
    threadId: row.thread_id,
    authorId: row.author_id,
    text: row.text,
    mentions: row.mentions,
    place: row.place,
    stands: standOf(contentAt(post, variants, row.place?.channelId ?? null), row.place),
    createdAt: row.created_at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
    deleted: row.deleted_at !== null,
    resolved:
      row.resolved_at && row.resolved_by ? { by: row.resolved_by, at: row.resolved_at.toISOString() } : null,
  }));
}

function contentAt(post: PostRecord, variants: VariantRecord[], channelId: string | null) {
  if (channelId === null) return post.base;
  const variant = variants.find((each) => each.channel_id === channelId);
  return variant && contentOf(post.base, variant.own);
}

async function shown(result: Result<CommentRecord, CommentFault>) {
  const row = said(result);
  const post = await findPost(row.post_id);
  const [comment] = post ? await present(post, [row]) : [];
  if (!comment) throw notFound();
  return comment;
}

function said<T>(result: Result<T, CommentFault>): T {
  if (result.ok) return result.value;
  switch (result.fault.tag) {
    case "missing":
      throw notFound();
    case "no-thread":
      throw badField("body.threadId", {
        en: "The comment that this answers is not there (any more).",
        es: "El comentario al que responde no está (o ya no).",
      });
    case "no-channel":
      throw badField("body.place.channelId", {
        en: "This channel is not among those of the post.",
        es: "Este canal no está entre los de la publicación.",
      });
    case "not-yours":
      throw new Problem("not-allowed", {
        en: "This is somebody else's comment.",
        es: "Este comentario es de otra persona.",
      });
  }
}
