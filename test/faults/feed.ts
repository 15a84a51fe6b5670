import { connectByForm } from "../networks/stage.ts";
import { type FeedFault, startFeed } from "../peers/feed.ts";
import type { FaultNetwork, FaultOptions } from "./network.ts";
import { pick, sentence } from "./words.ts";

const faults: readonly FeedFault[] = [{ status: 503 }, { status: 429, retryAfter: 1 }, "html", "half", "cut"];

/** A newspaper that writes about the brand. Nothing can be said back. */
export async function feedFaults({ random, proxy }: FaultOptions): Promise<FaultNetwork> {
  const peer = await startFeed("La Viña Hoy");
  const ids: string[] = [];
  let ordered = 0;
  return {
    name: "feed",
    connect: (client) => connectByForm(client, "feed", { address: peer.rssUrl }),
    async speak() {
      ids.push(peer.add({ title: sentence(random, "pan"), html: `<p>${sentence(random, "horno")}</p>` }).id);
    },
    spoken: async () => ids,
    breakOne(chance) {
      if (!proxy) return;
      ordered += 1;
      peer.fail(pick(chance, faults));
    },
    broken: () => ordered,
    stop: () => peer.stop(),
  };
}
