/** The networks that this installation speaks. */

import type { JsonObject } from "../kernel/result.ts";
import { bluesky } from "./bluesky/index.ts";
import type { Capabilities, Connector } from "./connector.ts";
import { email } from "./email/index.ts";
import { feed } from "./feed/index.ts";
import { mastodon } from "./mastodon/index.ts";

const connectors = new Map<string, Connector>(
  [bluesky, mastodon, email, feed].map((connector) => [connector.network, connector]),
);

/** Adds networks, or replaces them; the product's own are there from the start. */
export function registerConnectors(list: readonly Connector[]): void {
  for (const connector of list) connectors.set(connector.network, connector);
}

export const listConnectors = (): Connector[] => [...connectors.values()];

/** The connector of a network; a channel of an unknown network is a broken invariant. */
export function connectorFor(network: string): Connector {
  const connector = connectors.get(network);
  if (!connector) throw new Error(`No connector speaks ${network}.`);
  return connector;
}

export const findConnector = (network: string): Connector | undefined => connectors.get(network);

/** What a channel can do: its network's capabilities, as its own server has them. */
export const capabilitiesOf = (connector: Connector, settings: JsonObject): Capabilities => ({
  ...connector.capabilities,
  ...connector.onServer?.(settings),
});

/** Whether one can answer on this network at all; a read-only one has no way out. */
export const canSpeak = (connector: Connector): boolean => connector.capabilities.acts.length > 0;
