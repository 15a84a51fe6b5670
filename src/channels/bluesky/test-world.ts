/** A real Bluesky network for this folder's tests: the brand's account, and a person who talks with it. */
import { type PeerName, peerMissing } from "../../../test/peers/available.ts";
import { type BlueskyAccount, type BlueskyPeer, startBluesky } from "../../../test/peers/bluesky.ts";
import type { BlueskyAgent, RecordRef } from "../../../test/peers/bluesky-agent.ts";
import { createOutbound, type OutboundFetch, type OutboundWays } from "../../kernel/outbound.ts";
import type { Session } from "../connector.ts";
import { PLC_DIRECTORY, PUBLIC_APPVIEW } from "./identity.ts";
import { bluesky } from "./index.ts";

export interface World {
  network: BlueskyPeer;
  ways: OutboundWays;
  brand: BlueskyAccount;
  /** The brand's account in another app, with the main password. */
  brandElsewhere: BlueskyAgent;
  carol: BlueskyAgent;
  carolAccount: BlueskyAccount;
  /** The channel as the product has it. */
  session: Session;
  /** Carol says something that mentions the brand. */
  mention(text: string): Promise<RecordRef>;
  stop(): Promise<void>;
}

export async function startWorld(options: { appView: boolean }): Promise<World> {
  const network = await startBluesky(options);
  const ways = createOutbound({ allow: ["localhost", "127.0.0.0/8", "::1"] });
  const brand = await network.createAccount("brand");
  const carolAccount = await network.createAccount("carol");
  const carol = await network.agent(carolAccount);
  await carol.setProfile({ displayName: "Carol" });
  const input = { handle: brand.handle, appPassword: brand.appPassword, service: network.pdsUrl };
  const visitor = { ...ways, signal: new AbortController().signal, now: () => new Date() };
  const connected = await bluesky.begin(visitor, input, "");
  if (!connected.ok || connected.value.step !== "connected") throw new Error(JSON.stringify(connected));
  const { account, settings, credentials } = connected.value;
  return {
    network,
    ways,
    brand,
    brandElsewhere: await network.agent(brand),
    carol,
    carolAccount,
    session: { ...visitor, account, settings, credentials },
    mention: (text) => {
      const hail = `@${brand.handle}`;
      const features = [{ $type: "app.bsky.richtext.facet#mention", did: brand.did }];
      const facets = [{ index: { byteStart: 0, byteEnd: hail.length }, features }];
      return carol.post(`${hail} ${text}`, { facets });
    },
    async stop() {
      await ways.close();
      await network.stop();
    },
  };
}

/** The public services' addresses lead to this network's own, as they would for an account out in the world. */
export function publicServices({ network, ways }: Pick<World, "network" | "ways">): OutboundFetch {
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin === PUBLIC_APPVIEW)
      return ways.fetch(new URL(url.pathname + url.search, network.pdsUrl), init);
    if (url.origin === PLC_DIRECTORY) return ways.fetch(new URL(url.pathname, network.plcUrl), init);
    return ways.fetch(input, init);
  };
}

/** The reason to skip, for node:test. With `CI=true` nothing is skipped: then starting fails and says the reason. */
export const unlessInstalled = (name: PeerName): string | false =>
  process.env.CI === "true" ? false : (peerMissing(name) ?? false);
