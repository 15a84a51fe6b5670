/** Channels: the connected accounts, and the one way to work with them. */
export { accountOf, type ChannelRecord, findChannel, listChannels } from "./channel-store.ts";
export type * from "./connector.ts";
export { connectorFor, findConnector, listConnectors, registerConnectors } from "./registry.ts";
export { type OpenChannel, withChannel } from "./session.ts";
export type { ChannelFault, ChannelStatus } from "./tables.ts";
