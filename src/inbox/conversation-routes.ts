import { z } from "zod";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { conversationShape, pageShape, summaryShape } from "./answers.ts";
import { listConversations } from "./list-conversations.ts";
import { canRead, me } from "./me.ts";
import { listInput, overlay } from "./question.ts";
import { personMustExist, readConversation } from "./read-conversation.ts";
import { readSummary } from "./summary.ts";
import { viewQuestion } from "./views.ts";

export const conversationRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/inbox/summary",
    summary: "Counts for the caller, their desks and views, and the channels' health.",
    access: canRead,
    response: summaryShape,
    handle: async ({ caller, language }) => readSummary(me(caller).userId, language),
  }),
  route({
    method: "GET",
    url: "/conversations",
    summary: "Conversations that answer a question, a page at a time.",
    access: canRead,
    query: listInput,
    response: pageShape,
    handle: async ({ caller, query }) => {
      const { userId } = me(caller);
      const question = query.view ? overlay(await viewQuestion(query.view, userId), query) : query;
      return listConversations(question, userId, query);
    },
  }),
  route({
    method: "GET",
    url: "/conversations/:id",
    summary: "One conversation: thread, notes, hand-overs, history and who is there.",
    access: canRead,
    params: idParams,
    query: z.object({ before: z.string().max(300).optional() }),
    response: conversationShape,
    handle: async ({ caller, params, query }) => readConversation(params.id, me(caller).userId, query.before),
  }),
  route({
    method: "GET",
    url: "/people/:id/conversations",
    summary: "All conversations of a person, newest first.",
    access: canRead,
    params: idParams,
    query: listInput.pick({ cursor: true, limit: true }),
    response: pageShape,
    handle: async ({ caller, params, query }) => {
      await personMustExist(params.id);
      return listConversations({ person: params.id, status: "any" }, me(caller).userId, query);
    },
  }),
];
