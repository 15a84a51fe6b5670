import { z } from "zod";
import type { Gate } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { notFound } from "../kernel/errors.ts";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { wishRepeat } from "./begin-series.ts";
import { byOf, mayReadPosts, mayWritePosts, member } from "./caller.ts";
import { changeSeries, stopSeries } from "./change-series.ts";
import { timeInput } from "./content-input.ts";
import { momentOf } from "./local-time.ts";
import { badTime, knownZone } from "./post-problem.ts";
import { findPost } from "./post-store.ts";
import { postShape, shownPost } from "./present-post.ts";
import { wishShape } from "./present-series.ts";
import { repeatProblem } from "./repeat-problem.ts";
import { clockQuestions, occurrencesOf, readWish, settleTime } from "./series.ts";
import { repeated } from "./series-problem.ts";
import { findSeries } from "./series-store.ts";

const stayShape = z.object({
  id: z.uuid(),
  brief: z.string(),
  local: z.string(),
  why: z.enum(["sent", "changed"]),
});
const moment = z.object({ local: z.string(), before: z.string(), after: z.string() });

/** Posts that come again by a rule. */
export function seriesRoutes(gate: Gate): RouteSpec[] {
  return [
    route({
      method: "POST",
      url: "/series/check",
      summary: "Reads a rule of repetition (RFC 5545) and shows its next five times. Makes nothing.",
      access: mayReadPosts,
      body: wishShape.extend({ time: timeInput }),
      response: z.object({
        next: z.array(z.object({ local: z.string(), at: z.string().nullable() })),
        /** What the clock does not say clearly, the first of each sort: answered by `skipped` and `twice`. */
        questions: z.object({
          skipped: moment.optional(),
          twice: z.object({ local: z.string(), first: z.string(), second: z.string() }).optional(),
        }),
      }),
      async handle({ body }) {
        knownZone(body.time.zone, "body.time.zone");
        const exists = momentOf(body.time);
        if (!exists.ok && exists.fault.tag === "no-time") throw badTime({ fault: exists.fault });
        const read = readWish(body, body.time, now());
        if (!read.ok) throw repeatProblem({ tag: "rule", fault: read.fault });
        const next = occurrencesOf(read.value, { most: 5 }).map((local) => {
          const settled = settleTime(local, body.time.zone, read.value);
          return settled.ok
            ? { local: settled.value.time.local, at: settled.value.at.toISOString() }
            : { local, at: null };
        });
        return { next, questions: clockQuestions(read.value) };
      },
    }),
    route({
      method: "PUT",
      url: "/posts/:id/series",
      summary:
        "Says how often a post comes again. A draft's series begins when it is planned; one that goes on gets another rule from this post on.",
      access: mayWritePosts,
      params: idParams,
      body: wishShape,
      response: z.object({ post: postShape, stay: z.array(stayShape) }),
      async handle({ params, body, caller, language }) {
        const post = await findPost(params.id);
        if (!post) throw notFound();
        const standing = post.series_id ? await findSeries(post.series_id) : undefined;
        const { stay, ...written } = standing?.begun_at
          ? repeated(await changeSeries(gate, post.id, { of: "following", wish: body }, byOf(caller)))
          : { ...repeated(await wishRepeat(post.id, body, member(caller).userId)), stay: [] };
        return { post: await shownPost(written, caller, language), stay };
      },
    }),
    route({
      method: "DELETE",
      url: "/posts/:id/series",
      summary:
        "Stops a series. What is out, or was changed, stays and is named; what is planned is withdrawn.",
      access: mayWritePosts,
      params: idParams,
      response: z.object({ withdrawn: z.number(), stay: z.array(stayShape) }),
      handle: async ({ params, caller }) => repeated(await stopSeries(params.id, member(caller).userId)),
    }),
    route({
      method: "POST",
      url: "/posts/:id/series/changes",
      summary:
        "Gives the words, channels and hour of this one to those that follow it, or to all that are not out yet.",
      access: mayWritePosts,
      params: idParams,
      body: z.object({ of: z.enum(["following", "all"]) }),
      response: z.object({ post: postShape, stay: z.array(stayShape) }),
      async handle({ params, body, caller, language }) {
        const { stay, ...written } = repeated(await changeSeries(gate, params.id, body, byOf(caller)));
        return { post: await shownPost(written, caller, language), stay };
      },
    }),
  ];
}
