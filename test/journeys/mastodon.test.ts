/** Mastodon's API: two snac2 servers that federate, the brand on one and the community on the other. */
import { startMastodonStage } from "../networks/mastodon.ts";
import { sayings } from "../world.ts";
import { conversationJourney } from "./conversation.ts";

conversationJourney({
  title: "Mastodon",
  needs: "snac",
  start: startMastodonStage,
  saying: sayings.allergens,
  link: /^http:\/\//,
  removal: true,
});
