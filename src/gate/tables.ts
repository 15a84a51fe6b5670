import type { Act } from "./act.ts";
import type { Facts } from "./facts.ts";
import type { Reason, Verdict } from "./rule.ts";

declare module "../kernel/tables.ts" {
  interface Tables {
    decision: {
      workspace_id: string;
      id: string;
      act: JsonColumn<Act>;
      channel_id: string;
      conversation_id: string | null;
      user_id: string;
      verdict: Verdict;
      reasons: JsonColumn<Reason[]>;
      facts: JsonColumn<Facts>;
      /** The decision that this one sets aside. */
      overrides: string | null;
      override_reason: string | null;
      override_by: string | null;
      at: Time;
    };
  }
}
