/** The networks that this installation speaks. */
import type { Connector } from "./connector.ts";

const connectors = new Map<string, Connector>();

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
