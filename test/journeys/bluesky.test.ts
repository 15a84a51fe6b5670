/** Bluesky, with a real identity directory, server and AppView. */
import { startBlueskyStage } from "../networks/bluesky.ts";
import { sayings } from "../world.ts";
import { conversationJourney } from "./conversation.ts";

conversationJourney({
  title: "Bluesky",
  needs: "bluesky-appview",
  start: () => startBlueskyStage({ appView: true }),
  saying: sayings.rye,
  author: "Theo Whitlock",
  link: /^https:\/\/bsky\.app\/profile\/.+\/post\/\w+$/,
  removal: true,
});
