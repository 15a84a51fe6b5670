import type { Words } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/result.ts";

export type ChannelStatus = "active" | "needs-you" | "paused" | "disconnected";

/** What a channel's own screen says when it needs a person. */
export interface ChannelFault {
  tag: string;
  message: string | Words;
  advice: string | Words;
  since: string;
}

declare module "../kernel/tables.ts" {
  interface Tables {
    channel: {
      workspace_id: string;
      id: string;
      network: string;
      external_id: string;
      handle: string;
      name: string;
      avatar_url: string | null;
      url: string | null;
      server: string | null;
      desk_id: string | null;
      status: ChannelStatus;
      fault: JsonColumn<ChannelFault | null> | null;
      settings: JsonColumn<JsonObject>;
      /** Sealed. */
      credentials: string | null;
      credentials_expire_at: TimeOrNull;
      renewing_until: TimeOrNull;
      lacking: JsonColumn<string[]>;
      connected_by: string | null;
      connected_at: Time;
      checked_at: TimeOrNull;
    };
    connecting: {
      workspace_id: string;
      id: string;
      network: string;
      user_id: string;
      channel_id: string | null;
      /** Sealed. */
      state: string;
      created_at: Time;
      expires_at: Time;
    };
  }
}
