/** A network that answers at once, and remembers when it was told what: all that takes time is the product itself. */
import type { Connector } from "../src/channels/index.ts";
import { newId } from "../src/kernel/ids.ts";
import { ok } from "../src/kernel/result.ts";
import { benchNetwork } from "./network.ts";

export interface Heard {
  /** Of the delivery. */
  key: string;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** `hear` is told of each call as it comes in. */
export const outboundNetwork = (hear: (heard: Heard) => void): Connector => ({
  ...benchNetwork,
  network: "bench-out",
  outbound: {
    proof: "idempotent",
    key: () => newId(),
    async send(session, act, key) {
      hear({ key, text: act.text, at: Date.now() });
      return ok({
        externalId: key,
        url: `https://bench.example/${key}`,
        at: session.now(),
        answer: { id: key },
      });
    },
    find: async () => ok(undefined),
  },
});
