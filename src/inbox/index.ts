/** The inbox's front door: who answers, until when, and what came of it. */
import type { Kernel } from "../kernel/kernel.ts";
import type { RouteSpec } from "../kernel/route.ts";
import { besideRoutes } from "./beside-routes.ts";
import { changeRoutes } from "./change-routes.ts";
import { conversationRoutes } from "./conversation-routes.ts";
import { moveWhatIsJoined } from "./join.ts";
import { settleWhatIsHeard } from "./settle.ts";
import { startUpkeep } from "./upkeep.ts";
import { viewRoutes } from "./view-routes.ts";

import "./tables.ts";

export { type ConversationForReply, conversationForReply } from "./conversation-for-reply.ts";
export { draftsNaming, dropDraft } from "./draft.ts";
export { checkMentions } from "./note-store.ts";
export { conversationPath } from "./tell.ts";

export interface Inbox {
  routes: RouteSpec[];
  /** Wakes what was snoozed, warns of promises, forgets who left. For the worker; answers the function that stops it. */
  start(): () => Promise<void>;
}

/** Opens the inbox: from here on it settles every conversation that is heard. */
export function openInbox(kernel: Pick<Kernel, "database">): Inbox {
  settleWhatIsHeard();
  moveWhatIsJoined();
  return {
    routes: [...conversationRoutes, ...changeRoutes, ...besideRoutes, ...viewRoutes],
    start: () => startUpkeep(kernel.database),
  };
}
