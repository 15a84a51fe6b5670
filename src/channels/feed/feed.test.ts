import { startFeed } from "../../../test/peers/feed.ts";
import { createOutbound } from "../../kernel/outbound.ts";
import { conformance, type Peer } from "../conformance.ts";
import { breakFetch } from "../conformance-http.ts";
import { feed } from "./index.ts";

for (const format of ["rss", "atom", "json"] as const)
  conformance(`Feed (${format})`, { connector: feed, start: () => start(format) });

async function start(format: "rss" | "atom" | "json"): Promise<Peer> {
  const server = await startFeed();
  const ways = createOutbound({ allow: ["127.0.0.1"] });
  const address = { rss: server.rssUrl, atom: server.atomUrl, json: server.jsonUrl }[format];
  return {
    ways,
    input: { address },
    wrong: [
      { what: "nothing", input: { address: "" }, field: "address" },
      { what: "a word", input: { address: "tea" }, field: "address" },
      { what: "a page without a feed", input: { address: `${server.url}/nowhere` }, field: "address" },
      { what: "another kind of address", input: { address: "ftp://127.0.0.1/feed" }, field: "address" },
      { what: "an inward address", input: { address: "http://10.0.0.1/feed.xml" }, field: "address" },
      { what: "a name that does not resolve", input: { address: "https://no.invalid/" }, field: "address" },
    ],
    secrets: [],
    speak: async (text) => server.add({ title: text.slice(0, 40), html: `<p>${text}</p>` }).id,
    settle: async () => {},
    async broken(kind, session) {
      if (kind === "revoked") return { unfit: "a feed has no credentials" };
      return { ...session, fetch: breakFetch(session.fetch, kind) };
    },
    async stop() {
      await ways.close();
      await server.stop();
    },
  };
}
