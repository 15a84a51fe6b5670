import type { Time } from "../kernel/tables.ts";

declare module "../kernel/tables.ts" {
  interface Tables {
    /** Posts that may be said again on a channel, and how many days they rest there in between. */
    evergreen: {
      workspace_id: string;
      post_id: string;
      channel_id: string;
      days: number;
      marked_by: string;
      marked_at: Time;
    };
  }
}
