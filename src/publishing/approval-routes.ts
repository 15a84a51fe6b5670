import { z } from "zod";
import { findChannel } from "../channels/index.ts";
import type { Gate } from "../gate/index.ts";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { findTeammate } from "../team/index.ts";
import type { ApprovalStep } from "./approval.ts";
import {
  type ApprovalRecord,
  approvalsCounting,
  approvalsOf,
  dropPolicy,
  listPolicies,
  setPolicy,
} from "./approval-store.ts";
import { approvePost } from "./approve-post.ts";
import { byOf, mayReadPosts, mayWritePosts, member } from "./caller.ts";
import { findPillar } from "./pillars.ts";
import { findPost, type PostRecord, variantsOf } from "./post-store.ts";
import { presentSaid, presentWaiting, saidShape, verdictShape, waitingShape } from "./present-approval.ts";
import { postRowShape, postShape, presentRows, shownPost } from "./present-post.ts";
import { stepsFor, waitingPosts, waitingSteps } from "./waiting.ts";

const stepShape: z.ZodType<ApprovalStep> = z.union([
  z.object({ kind: z.literal("lead") }),
  z.object({ kind: z.literal("people"), userIds: z.array(z.uuid()).min(1).max(20) }),
  z.object({ kind: z.literal("outside") }),
]);
const policyShape = z.object({
  id: z.uuid(),
  channelId: z.uuid().nullable(),
  pillarId: z.uuid().nullable(),
  steps: z.array(stepShape),
});
const leads = { role: "lead", scope: "posts:write" } as const;

/** Who has to agree, and what they said. */
export function approvalRoutes(gate: Gate): RouteSpec[] {
  return [
    route({
      method: "GET",
      url: "/approval-policies",
      summary: "Who has to agree, by channel and pillar.",
      access: mayReadPosts,
      response: z.object({ rows: z.array(policyShape) }),
      handle: async () => ({ rows: await listPolicies() }),
    }),
    route({
      method: "PUT",
      url: "/approval-policies",
      summary: "Says who has to agree on a channel, on a pillar, or everywhere (null). No steps: nobody.",
      access: leads,
      body: z.object({
        channelId: z.uuid().nullable(),
        pillarId: z.uuid().nullable(),
        steps: z.array(stepShape).max(5),
      }),
      response: policyShape,
      async handle({ body, caller }) {
        await known(body);
        return setPolicy(body, member(caller).userId);
      },
    }),
    route({
      method: "DELETE",
      url: "/approval-policies/:id",
      summary: "Takes a policy away.",
      access: leads,
      params: idParams,
      async handle({ params }) {
        if (!(await dropPolicy(params.id))) throw notFound();
      },
    }),
    route({
      method: "GET",
      url: "/approvals",
      summary: "Posts that wait for one's own approval, or for anybody's, the one that goes out first first.",
      access: mayReadPosts,
      query: z.object({ of: z.enum(["mine", "all"]).default("mine") }),
      response: z.object({ rows: z.array(postRowShape.extend({ waiting: z.array(waitingShape) })) }),
      async handle({ query, caller }) {
        const by = byOf(caller);
        const found = (await waitingPosts()).filter(
          ({ waiting, post }) => query.of === "all" || stepsFor(waiting, post, by).length > 0,
        );
        const rows = await presentRows(found.map(({ post }) => post));
        return {
          rows: rows.map((row, index) => {
            const one = found[index];
            return { ...row, waiting: one ? presentWaiting(one.waiting, one.post, by) : [] };
          }),
        };
      },
    }),
    route({
      method: "GET",
      url: "/posts/:id/approvals",
      summary: "What was said of a post, and whether it waits for the one who asks.",
      access: mayReadPosts,
      params: idParams,
      response: z.object({
        yours: z.boolean(),
        /** The steps whose turn it is, for the version that stands. */
        waiting: z.array(waitingShape),
        rows: z.array(saidShape),
      }),
      async handle({ params, caller }) {
        const post = await findPost(params.id);
        if (!post) throw notFound();
        const steps = await waitingSteps(post, await variantsOf([post.id]));
        const waiting = presentWaiting(steps, post, byOf(caller));
        return {
          yours: waiting.some(({ yours }) => yours),
          waiting,
          rows: presentSaid(await saidOf(post)),
        };
      },
    }),
    route({
      method: "POST",
      url: "/posts/:id/approvals",
      summary: "Approves the version that was read, asks for changes, or rejects it.",
      access: mayWritePosts,
      params: idParams,
      body: z.object({
        version: z.int().min(1).max(1_000_000_000),
        verdict: verdictShape,
        note: z.string().trim().max(2000).default(""),
      }),
      response: postShape,
      async handle({ params, body, caller, language }) {
        const done = await approvePost(gate, params.id, body, byOf(caller));
        if (done.ok) return shownPost(done.value, caller, language);
        switch (done.fault.tag) {
          case "missing":
            throw notFound();
          case "written-since":
            throw new Problem(
              "conflict",
              {
                en: "Somebody has written since. Read the new version first.",
                es: "Alguien ha escrito desde entonces. Lee antes la nueva versión.",
              },
              { data: { version: done.fault.version } },
            );
          case "not-yours":
            throw new Problem("not-allowed", {
              en: "This post does not wait for you.",
              es: "Esta publicación no te espera a ti.",
            });
        }
      },
    }),
  ];
}

/** What was said of a post, and of another of its series where that counts for it as it stands. */
async function saidOf(post: PostRecord): Promise<ApprovalRecord[]> {
  const counting = (await approvalsCounting([post])).get(post.id) ?? [];
  const others = counting.filter((each) => each.post_id !== post.id);
  return [...(await approvalsOf(post.id)), ...others.map((each) => ({ ...each, version: post.version }))];
}

async function known(policy: {
  channelId: string | null;
  pillarId: string | null;
  steps: ApprovalStep[];
}): Promise<void> {
  if (policy.channelId && !(await findChannel(policy.channelId)))
    throw badField("body.channelId", {
      en: "This channel is not there (any more).",
      es: "Este canal no está (o ya no).",
    });
  if (policy.pillarId && !(await findPillar(policy.pillarId)))
    throw badField("body.pillarId", {
      en: "This pillar is not there (any more).",
      es: "Este pilar no está (o ya no).",
    });
  for (const step of policy.steps)
    for (const id of step.kind === "people" ? step.userIds : [])
      if (!(await findTeammate(id)))
        throw badField("body.steps", {
          en: "Somebody of these is not in the team (any more).",
          es: "Alguien de estas personas no está en el equipo (o ya no).",
        });
}
