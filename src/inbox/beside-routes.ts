/** What stands beside a thread: notes, who is there, and one's unsent reply. */
import { z } from "zod";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { changeShape, draftShape, noteShape } from "./answers.ts";
import { draftInput, draftOf, dropDraft, saveDraft } from "./draft.ts";
import { canChange, canNote, canRead, me } from "./me.ts";
import { deleteNote, editNote, mustExist, writeNote } from "./note-store.ts";
import { bePresent, leave } from "./presence.ts";

const noteInput = z.object({
  text: z.string().trim().min(1).max(10_000),
  mentions: z.array(z.uuid()).max(50).default([]),
});
const tab = z.string().min(1).max(64);

export const besideRoutes: RouteSpec[] = [
  route({
    method: "POST",
    url: "/conversations/:id/notes",
    summary: "Writes an internal note.",
    access: canNote,
    params: idParams,
    body: noteInput,
    response: noteShape,
    handle: async ({ caller, params, body }) => writeNote(params.id, body, me(caller).userId),
  }),
  route({
    method: "PATCH",
    url: "/notes/:id",
    summary: "Changes one's own note.",
    access: canNote,
    params: idParams,
    body: noteInput,
    response: noteShape,
    handle: async ({ caller, params, body }) => editNote(params.id, body, me(caller).userId),
  }),
  route({
    method: "DELETE",
    url: "/notes/:id",
    summary: "Removes a note; can be undone.",
    access: canNote,
    params: idParams,
    response: changeShape,
    handle: async ({ caller, params }) => ({
      changeId: await deleteNote(params.id, me(caller)),
      conversations: [],
    }),
  }),
  route({
    method: "PUT",
    url: "/conversations/:id/presence",
    summary: "Says that one reads or writes here, in one tab. Holds for half a minute.",
    access: { role: "guest", scope: "none" },
    params: idParams,
    body: z.object({ tab, doing: z.enum(["reading", "writing"]) }),
    handle: async ({ caller, params, body }) => {
      await bePresent(params.id, me(caller).userId, body.tab, body.doing);
    },
  }),
  route({
    method: "DELETE",
    url: "/conversations/:id/presence",
    summary: "Says that one has left, in one tab.",
    access: { role: "guest", scope: "none" },
    params: idParams,
    query: z.object({ tab }),
    handle: async ({ caller, params, query }) => {
      await mustExist(params.id);
      await leave(params.id, me(caller).userId, query.tab);
    },
  }),
  route({
    method: "GET",
    url: "/conversations/:id/draft",
    summary: "One's unsent reply.",
    access: canRead,
    params: idParams,
    response: draftShape,
    handle: async ({ caller, params }) => {
      await mustExist(params.id);
      return { draft: await draftOf(params.id, me(caller).userId) };
    },
  }),
  route({
    method: "PUT",
    url: "/conversations/:id/draft",
    summary: "Keeps one's unsent reply while it is written.",
    access: canChange,
    params: idParams,
    body: draftInput.extend({ updatedAt: z.iso.datetime().nullable().optional() }),
    response: draftShape,
    handle: async ({ caller, params, body }) => {
      const { updatedAt, ...content } = body;
      return { draft: await saveDraft(params.id, me(caller).userId, content, updatedAt) };
    },
  }),
  route({
    method: "DELETE",
    url: "/conversations/:id/draft",
    summary: "Throws one's unsent reply away.",
    access: canChange,
    params: idParams,
    handle: async ({ caller, params }) => {
      await mustExist(params.id);
      await dropDraft(params.id, me(caller).userId);
    },
  }),
];
