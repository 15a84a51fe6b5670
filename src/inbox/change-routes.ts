import { z } from "zod";
import { idParams, type RouteSpec, route } from "../kernel/route.ts";
import { changeShape, undoShape } from "./answers.ts";
import { type Change, changeInput, changeParts, reasonInput } from "./change.ts";
import { makeChange } from "./make-change.ts";
import { canChange, canNote, me } from "./me.ts";
import { undoChange } from "./undo-change.ts";

/** The version of the conversation that the teammate saw; a stale one is answered with how it stands now. */
const seen = { version: z.int().min(0).optional() };

/** A route that does one change to one conversation. */
const changeRoute = <B extends { version?: number | undefined }>(
  method: "POST" | "PUT" | "DELETE",
  verbUrl: string,
  summary: string,
  body: z.ZodType<B>,
  change: (body: B) => Change,
): RouteSpec =>
  route({
    method,
    url: `/conversations/:id/${verbUrl}`,
    summary,
    access: canChange,
    params: idParams,
    body,
    response: changeShape,
    handle: async ({ caller, params, body }) =>
      makeChange({
        ids: [params.id],
        change: change(body),
        version: body.version,
        byId: me(caller).userId,
      }),
  });

export const changeRoutes: RouteSpec[] = [
  changeRoute(
    "POST",
    "closure",
    "Closes a conversation with its outcome.",
    z.object({ ...changeParts.close, ...seen }),
    ({ outcome }) => ({ verb: "close", outcome }),
  ),
  changeRoute("DELETE", "closure", "Opens a closed conversation again.", z.object(seen), () => ({
    verb: "reopen",
  })),
  changeRoute(
    "POST",
    "snooze",
    "Puts a conversation away until a time, or until somebody speaks to us.",
    z.object({ ...changeParts.snooze, ...seen }),
    ({ until }) => ({ verb: "snooze", until }),
  ),
  changeRoute("DELETE", "snooze", "Wakes a snoozed conversation.", z.object(seen), () => ({ verb: "wake" })),
  changeRoute(
    "PUT",
    "assignment",
    "Gives a conversation to a teammate, or to nobody.",
    z.object({ ...changeParts.assign, ...seen }),
    ({ userId }) => ({ verb: "assign", userId }),
  ),
  changeRoute(
    "PUT",
    "priority",
    "Sets how urgent a conversation is.",
    z.object({ ...changeParts.prioritise, ...seen }),
    ({ priority }) => ({ verb: "prioritise", priority }),
  ),
  changeRoute(
    "POST",
    "hand-over",
    "Hands a conversation to another desk, with a reason.",
    z.object({ ...changeParts["hand-over"], ...seen }),
    ({ deskId, reason }) => ({ verb: "hand-over", deskId, reason }),
  ),
  changeRoute(
    "POST",
    "hand-back",
    "Hands a conversation back to the desk it came from, with a reason.",
    z.object({ reason: reasonInput, ...seen }),
    ({ reason }) => ({ verb: "hand-back", reason }),
  ),
  route({
    method: "POST",
    url: "/bulk-changes",
    summary: "Does one change to many conversations, all or none.",
    access: canChange,
    body: z.object({ ids: z.array(z.uuid()).min(1).max(500), change: changeInput }),
    response: changeShape,
    handle: async ({ caller, body }) =>
      makeChange({ ids: body.ids, change: body.change, byId: me(caller).userId, path: "body.change" }),
  }),
  route({
    method: "POST",
    url: "/changes/:id/undoing",
    summary: "Takes a change back where nobody has decided anew since.",
    // A guest can take back the removal of their own note; everything else is refused by whose change it is.
    access: canNote,
    params: idParams,
    response: undoShape,
    handle: async ({ caller, params }) => {
      const { userId, lead } = me(caller);
      return undoChange(params.id, { userId, mayUndoOthers: lead });
    },
  }),
];
