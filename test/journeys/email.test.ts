/** E-mail: dovecot and postfix. */
import { startEmailStage } from "../networks/email.ts";
import { sayings } from "../world.ts";
import { conversationJourney } from "./conversation.ts";

conversationJourney({
  title: "E-mail",
  needs: "mail",
  start: startEmailStage,
  saying: sayings.wholesale,
  author: "Amara Okafor",
  revocable: /password/i,
});
