/** Listening: what arrives, its ledger, and the conversations that it makes. */
import "./tables.ts";
import { listChannels } from "../channels/index.ts";
import { onEvents } from "../kernel/events.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { RouteSpec } from "../kernel/route.ts";
import { channelHealthRoutes } from "./channel-health-routes.ts";
import { mediaRoutes } from "./media-routes.ts";
import { openChannelStreams } from "./open-streams.ts";
import { searchRoutes } from "./search-routes.ts";
import type { Identify } from "./turn.ts";
import { type Listening, startListening } from "./worker.ts";

export {
  type ConversationPatch,
  type ConversationRecord,
  changeConversations,
  findConversation,
} from "./conversation-store.ts";
export { type FoundTarget, findTarget } from "./find-target.ts";
export { linkDeliveries } from "./link-delivery.ts";
export { messageShape, type PresentedMessage, presentMessages } from "./present-message.ts";
export { type Question, searchConversations } from "./search.ts";
export {
  type HeardMessage,
  type Hearing,
  type Settled,
  type Settlement,
  settleWith,
} from "./settling.ts";
export { wakeStreams } from "./stream-store.ts";
export { sweepSoon } from "./sweep.ts";
export type { ConversationStatus, Link } from "./tables.ts";
export type { Identify, Meeting } from "./turn.ts";

export interface OpenListening {
  routes: RouteSpec[];
  start(): Listening;
}

/** `identify` is the people module's part: who the authors of a batch are. */
export function openListening(kernel: Kernel, identify: Identify): OpenListening {
  for (const kind of ["channel.connected", "channel.reconnected", "channel.resumed"])
    onEvents(kind, openChannelStreams);
  return {
    routes: [...channelHealthRoutes(listChannels), ...mediaRoutes(kernel), ...searchRoutes],
    start: () => startListening(kernel, identify),
  };
}
