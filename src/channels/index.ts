/** Channels: the connected accounts, and the one way to work with them. */
export { accountOf, type ChannelRecord, findChannel, findChannels, listChannels } from "./channel-store.ts";
export type * from "./connector.ts";
export { countText, type TextCount, type TextLimits } from "./count-text.ts";
export { takesType } from "./media-types.ts";
export { withQuoteLink } from "./quote-link.ts";
export { spentUntil } from "./rate-left.ts";
export { canSpeak, capabilitiesOf, connectorFor, registerConnectors } from "./registry.ts";
export { resealChannels } from "./reseal.ts";
export { withChannel } from "./session.ts";
export type { ChannelFault, ChannelStatus } from "./tables.ts";

import type { Kernel } from "../kernel/kernel.ts";
import { channelRoutes } from "./channel-routes.ts";

export { channelShape, looksOf, looksShape, presentChannel, presentFault } from "./present-channel.ts";
export const openChannels = (kernel: Kernel) => ({ routes: channelRoutes(kernel) });
export { shallowHtml } from "./shallow-html.ts";
