/** What may become of a post. Pure. */

import type { DeliveryStatus } from "./delivery.ts";
import type { LocalTime } from "./local-time.ts";

export const postStates = ["draft", "planned", "removed"] as const;
/** `planned`: it has a time and its deliveries are ordered, whatever became of them since. */
export type PostState = (typeof postStates)[number];

/** How a variant stands, from the deliveries of its parts. `partly`: some parts are out, and the next one needs a look. */
export const variantStatuses = [
  "draft",
  "held",
  "scheduled",
  "sending",
  "sent",
  "partly",
  "failed",
  "unknown",
  "cancelled",
] as const;
export type VariantStatus = (typeof variantStatuses)[number];

/** The whole from its parts: what needs a person comes first, then what is under way. No parts: nothing is ordered yet. */
export function variantStatus(parts: readonly DeliveryStatus[]): VariantStatus {
  const live = parts.filter((each) => each !== "cancelled");
  if (live.length === 0) return parts.length > 0 ? "cancelled" : "draft";
  if (live.every((each) => each === "sent")) return "sent";
  const some = live.includes("sent");
  if (live.includes("unknown")) return "unknown";
  if (live.includes("failed")) return some ? "partly" : "failed";
  if (live.includes("held")) return some ? "partly" : "held";
  if (some || live.includes("sending")) return "sending";
  return "scheduled";
}

/** When a variant goes out: its own time, or the post's. undefined: it has none yet. */
export function timeOf(
  post: { local_time: string | null; zone: string; second: boolean | null },
  variant: { local_time: string | null; zone: string | null; second: boolean | null },
): LocalTime | undefined {
  const from = variant.local_time === null ? post : { ...variant, zone: variant.zone ?? post.zone };
  if (from.local_time === null) return undefined;
  return {
    local: from.local_time,
    zone: from.zone,
    ...(from.second === null ? {} : { second: from.second }),
  };
}
