import { z } from "zod";
import { badField } from "../kernel/errors.ts";
import { type RouteSpec, route } from "../kernel/route.ts";
import { messageShape, presentMessages } from "./present-message.ts";
import { markedWords, readQuestion, snippetOf } from "./question.ts";
import { searchMessages } from "./search.ts";

const resultShape = z.object({
  messageId: z.uuid(),
  conversationId: z.uuid(),
  channelId: z.uuid(),
  at: z.string(),
  own: z.boolean(),
  subject: z.string().nullable(),
  snippet: z.string(),
  marks: z.array(z.tuple([z.number(), z.number()])),
  author: messageShape.shape.author,
});

function readCursor(cursor: string | undefined): { at: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split(" ");
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime()) || !z.uuid().safeParse(id).success)
    throw badField("query.cursor", {
      en: "This cursor is not one of ours.",
      es: "Este cursor no es nuestro.",
    });
  return { at: moment, id };
}

export const searchRoutes: RouteSpec[] = [
  route({
    method: "GET",
    url: "/search",
    summary: 'Search messages: words, "phrases", -without, from:, channel:, before:, after:, is:unanswered.',
    access: { role: "guest", scope: "inbox:read" },
    query: z.object({
      q: z.string().max(1000),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    response: z.object({
      rows: z.array(resultShape),
      next: z.string().nullable(),
      understood: z.object({
        words: z.string(),
        from: z.array(z.string()),
        channel: z.array(z.string()),
        before: z.string().nullable(),
        after: z.string().nullable(),
        is: z.array(z.string()),
      }),
      problems: z.array(z.object({ part: z.string(), message: z.string() })),
    }),
    async handle({ query, language }) {
      const { question, problems } = readQuestion(query.q);
      const asked =
        question.words !== "" ||
        question.from.length + question.channel.length + question.is.length > 0 ||
        question.before ||
        question.after;
      const before = readCursor(query.cursor);
      const hits = asked
        ? await searchMessages(question, { limit: query.limit, ...(before ? { before } : {}) })
        : [];
      const messages = await presentMessages(hits.map((each) => each.id));
      const words = markedWords(question.words);
      const last = hits.at(-1);
      return {
        rows: messages.map((message) => {
          const { text: snippet, marks } = snippetOf(message.text || (message.subject ?? ""), words);
          return {
            messageId: message.id,
            conversationId: message.conversationId,
            channelId: message.channelId,
            at: message.at,
            own: message.own,
            subject: message.subject,
            snippet,
            marks,
            author: message.author,
          };
        }),
        next:
          last && hits.length === query.limit
            ? Buffer.from(`${last.at.toISOString()} ${last.id}`).toString("base64url")
            : null,
        understood: {
          words: question.words,
          from: question.from,
          channel: question.channel,
          before: question.before?.toISOString() ?? null,
          after: question.after?.toISOString() ?? null,
          is: question.is,
        },
        problems: problems.map(({ part, words: said }) => ({ part, message: said[language] })),
      };
    },
  }),
];
