import type { RecipientState, SubscriberState } from "./subscriber.ts";

declare module "../kernel/tables.ts" {
  interface Tables {
    /** Somebody who permitted bulletins of a channel. The row stays after they left: so that nobody enters them again. */
    subscriber: {
      workspace_id: string;
      id: string;
      channel_id: string;
      /** Normalised; see `subscriber.ts`. */
      address: string;
      name: string;
      /** How they permitted it, in the words of who entered them, and the day (`YYYY-MM-DD`). */
      permission: string;
      permitted_on: string;
      entered_by: string;
      entered_at: Time;
      state: SubscriberState;
      state_at: Time;
      /** By what it came to this state: a link, a button, a teammate, the words of a server. */
      state_why: string;
    };
    bulletin_sender: {
      workspace_id: string;
      channel_id: string;
      /** Who sends it and from where: it stands at the foot of every bulletin. */
      line: string;
      per_minute: number;
      updated_by: string;
      updated_at: Time;
    };
    /** The queue of a bulletin: a variant goes to a subscriber once, whatever is planned again. */
    bulletin_recipient: {
      workspace_id: string;
      variant_id: string;
      subscriber_id: string;
      key: string;
      message_id: string | null;
      state: RecipientState;
      /** The claim that has it; another's claim means that nobody knows what came of it. */
      claim: string | null;
      due_at: Time;
      began_at: TimeOrNull;
      tries: number;
      /** The server's words. */
      answer: string;
      sent_at: TimeOrNull;
      bounced_at: TimeOrNull;
    };
    /** The way out in one mail: every mail that was tried has one of its own, and each works for as long as there is its mail. */
    unsubscribe_link: {
      workspace_id: string;
      /** The link itself is kept nowhere. */
      secret_hash: string;
      /** null: it stands in a test, and nobody leaves by it. */
      subscriber_id: string | null;
      /** The test's. */
      delivery_id: string | null;
      made_at: Time;
    };
  }
}
