import { z } from "zod";
import { looksShape } from "../channels/index.ts";
import type { Gate } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { notFound, Problem, type Words } from "../kernel/errors.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { reviewPost } from "./approve-post.ts";
import { letterShape } from "./bulletin-letter-routes.ts";
import { mayWritePosts, member } from "./caller.ts";
import { contentInput } from "./content-input.ts";
import { findPost } from "./post-store.ts";
import { presentSaid, saidShape, verdictShape } from "./present-approval.ts";
import { readReview, reviewFile } from "./review.ts";
import { type LinkFault, linksOf, makeLink, openLink, type ReviewLink, revokeLink } from "./review-link.ts";

const linkShape = z.object({
  id: z.uuid(),
  name: z.string(),
  createdBy: z.uuid(),
  createdAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(["open", "expired", "revoked"]),
});

const tokenParams = z.object({ token: z.string().max(200) });
const personName = z.string().trim().min(1).max(80);

/** Reviewers from outside: the team makes links; whoever holds one reads the post and answers, without an account. */
export function reviewRoutes(
  gate: Gate,
  { database, files, origin }: Pick<Kernel, "database" | "files" | "origin">,
): RouteSpec[] {
  const opened = async <T>(
    token: string,
    work: (link: ReviewLink, names: Names) => Promise<T>,
  ): Promise<T> => {
    const found = await openLink(database, token);
    if (!found.ok) throw shut(found.fault);
    const { link, ...names } = found.value;
    return inWorkspace(database, link.workspace_id, { kind: "system" }, () => work(link, names));
  };
  return [
    route({
      method: "GET",
      url: "/posts/:id/review-links",
      summary: "The links that show this post to reviewers from outside, the latest first.",
      access: mayWritePosts,
      params: idParams,
      response: z.object({ rows: z.array(linkShape) }),
      async handle({ params }) {
        if (!(await findPost(params.id))) throw notFound();
        return { rows: (await linksOf(params.id)).map(presentLink) };
      },
    }),
    route({
      method: "POST",
      url: "/posts/:id/review-links",
      summary: "Makes a link for a reviewer from outside. It is shown this once.",
      access: mayWritePosts,
      params: idParams,
      body: z.object({ name: personName, days: z.int().min(1).max(90).default(7) }),
      response: z.object({ link: z.string(), row: linkShape }),
      async handle({ params, body, caller }) {
        if (!(await findPost(params.id))) throw notFound();
        const by = member(caller).userId;
        const made = await makeLink(params.id, { name: body.name, lasts: body.days, by });
        if (!made)
          throw new Problem("conflict", {
            en: "This post has very many links already.",
            es: "Esta publicación ya tiene muchísimos enlaces.",
          });
        return { link: `${origin}/review/${made.token}`, row: presentLink(made.link) };
      },
    }),
    route({
      method: "DELETE",
      url: "/review-links/:id",
      summary: "Takes a link back: it opens nothing any more.",
      access: mayWritePosts,
      params: idParams,
      async handle({ params }) {
        if (!(await revokeLink(params.id))) throw notFound();
      },
    }),
    route({
      method: "GET",
      url: "/reviews/:token",
      summary: "The one post that a reviewer's link shows, as it is written now.",
      access: "public",
      transaction: "none",
      perMinute: 60,
      params: tokenParams,
      response: z.object({
        workspace: z.string(),
        /** Who made the link. */
        ask: z.string(),
        /** Whom it was made for. */
        name: z.string(),
        expiresAt: z.string(),
        version: z.number(),
        asked: z.boolean(),
        channels: z.array(
          z.object({
            id: z.uuid(),
            network: z.string(),
            name: z.string(),
            handle: z.string(),
            capabilities: looksShape,
            at: z.string().nullable(),
            content: contentInput,
            /** Where it is a mail: as the reviewer would get it. */
            letter: letterShape.nullable(),
          }),
        ),
        said: z.array(saidShape.pick({ version: true, verdict: true, reviewer: true, note: true, at: true })),
      }),
      handle: ({ params, reply }) =>
        opened(params.token, async (link, { workspaceName, ask }) => {
          reply.header("cache-control", "no-store");
          const picture = (fileId: string) =>
            `/api/reviews/${encodeURIComponent(params.token)}/media/${fileId}`;
          const review = await readReview(link, { origin, picture });
          if (!review) throw shut({ tag: "removed", ask });
          return {
            workspace: workspaceName,
            ask,
            name: link.name,
            expiresAt: link.expires_at.toISOString(),
            version: review.post.version,
            asked: review.asked,
            channels: review.channels.map(({ at, ...each }) => ({ ...each, at: at?.toISOString() ?? null })),
            said: presentSaid(review.said).map(({ version, verdict, reviewer, note, at }) => ({
              version,
              verdict,
              reviewer,
              note,
              at,
            })),
          };
        }),
    }),
    route({
      method: "POST",
      url: "/reviews/:token/answers",
      summary: "A reviewer from outside approves the version that was read, asks for changes, or rejects it.",
      access: "public",
      transaction: "none",
      perMinute: 20,
      params: tokenParams,
      body: z.object({
        version: z.int().min(1).max(1_000_000_000),
        verdict: verdictShape,
        name: personName,
        note: z.string().trim().max(2000).default(""),
      }),
      /** `decided`: the team waited for it; else it is advice. */
      response: z.object({ decided: z.boolean() }),
      handle: ({ params, body: { name, ...said } }) =>
        opened(params.token, async ({ id, post_id: postId, created_by: createdBy }, { ask }) => {
          const done = await reviewPost(gate, { id, postId, createdBy }, { ...said, reviewer: name });
          if (done.ok) return done.value;
          if (done.fault.tag !== "written-since") throw shut({ tag: "removed", ask });
          throw new Problem(
            "conflict",
            {
              en: "The team has written since you read it. Look at the new version first.",
              es: "El equipo ha escrito desde que lo leíste. Mira antes la nueva versión.",
            },
            { data: { version: done.fault.version } },
          );
        }),
    }),
    route({
      method: "GET",
      url: "/reviews/:token/media/:id",
      summary: "A picture of the post that a reviewer's link shows.",
      access: "public",
      transaction: "none",
      perMinute: 300,
      params: tokenParams.extend({ id: z.uuid() }),
      async handle({ params, reply }) {
        const file = await opened(params.token, (link) => reviewFile(link, params.id));
        if (!file) throw notFound();
        const read = await files.read(file.sha256);
        if (!read.ok)
          throw new Problem("unavailable", {
            en: "The file cannot be read at the moment.",
            es: "El archivo no se puede leer en este momento.",
          });
        // Kept by nobody: the link may be taken back.
        reply.header("cache-control", "no-store");
        reply.header("content-disposition", file.type.startsWith("image/") ? "inline" : "attachment");
        reply.type(file.type);
        return Buffer.from(read.value);
      },
    }),
  ];
}

type Names = { workspaceName: string; ask: string };

const presentLink = (link: ReviewLink): z.infer<typeof linkShape> => ({
  id: link.id,
  name: link.name,
  createdBy: link.created_by,
  createdAt: link.created_at.toISOString(),
  expiresAt: link.expires_at.toISOString(),
  state: link.revoked_at ? "revoked" : link.expires_at <= now() ? "expired" : "open",
});

/** A link that opens nothing (any more), in words that say whom to ask. */
function shut(fault: LinkFault): Problem {
  if (fault.tag === "unknown")
    return new Problem("not-found", {
      en: "This link opens nothing. It may have been cut short: ask whoever sent it to you.",
      es: "Este enlace no abre nada. Quizá se cortó al copiarlo: pregunta a quien te lo envió.",
    });
  const why: Record<typeof fault.tag, Words> = {
    expired: { en: "This link has expired.", es: "Este enlace ha caducado." },
    revoked: { en: "This link was taken back.", es: "Este enlace fue retirado." },
    removed: { en: "This post was deleted.", es: "Esta publicación se eliminó." },
  };
  const { en, es } = why[fault.tag];
  return new Problem(
    "not-found",
    { en: `${en} Ask ${fault.ask} for a new one.`, es: `${es} Pide otro a ${fault.ask}.` },
    { data: { why: fault.tag, ask: fault.ask } },
  );
}
