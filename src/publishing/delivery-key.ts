import { connectorFor } from "../channels/index.ts";
import { now } from "../kernel/clock.ts";

/** A fresh key for one delivery, kept for all of its attempts. undefined: nothing can be said on this network. */
export const deliveryKey = (network: string): string | undefined =>
  connectorFor(network).outbound?.key(now());

/** Whether a post goes to each subscriber by itself there, as a bulletin. */
export const isMailed = (network: string): boolean => connectorFor(network).outbound?.toEach !== undefined;
