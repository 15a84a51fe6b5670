/** Every network that the faults are tried on. */
import type { PeerName } from "../peers/available.ts";
import { blueskyFaults } from "./bluesky.ts";
import { emailFaults } from "./email.ts";
import { feedFaults } from "./feed.ts";
import { mastodonFaults } from "./mastodon.ts";
import type { FaultNetwork, FaultOptions, NetworkName } from "./network.ts";

interface Tried {
  needs: PeerName;
  /** Something can be said there. */
  answers: boolean;
  /** Posts of our own can be said there. */
  publishes: boolean;
  open(options: FaultOptions): Promise<FaultNetwork>;
}

export const faultNetworks: Record<NetworkName, Tried> = {
  bluesky: { needs: "bluesky-appview", answers: true, publishes: true, open: blueskyFaults },
  mastodon: { needs: "snac", answers: true, publishes: true, open: mastodonFaults },
  email: { needs: "mail", answers: true, publishes: false, open: emailFaults },
  feed: { needs: "feed", answers: false, publishes: false, open: feedFaults },
};
