/** Bluesky keeps the contract, against a real network with PDS and AppView. */
import { peerMissing } from "../../../test/peers/available.ts";
import type { OutboundFetch } from "../../kernel/outbound.ts";
import { type Breakage, conformance, type Peer, type Place } from "../conformance.ts";
import { breakFetch, type Which } from "../conformance-http.ts";
import { bluesky } from "./index.ts";
import { startWorld, type World } from "./test-world.ts";

conformance("Bluesky", {
  connector: bluesky,
  missing: peerMissing("bluesky-appview"),
  start: async () => peerOf(await startWorld({ appView: true })),
});

function peerOf(world: World): Peer {
  const { brand, brandElsewhere, carol, network } = world;
  const input = { handle: `@${brand.handle}`, appPassword: brand.appPassword, service: network.pdsUrl };
  return {
    stop: () => world.stop(),
    ways: world.ways,
    input,
    wrong: [
      {
        what: "a wrong app password",
        input: { ...input, appPassword: "aaaa-bbbb-cccc-dddd" },
        field: "appPassword",
      },
      { what: "the main password", input: { ...input, appPassword: brand.password }, field: "appPassword" },
      { what: "no handle", input: { ...input, handle: " " }, field: "handle" },
      { what: "no such account", input: { ...input, handle: "nobody.test" }, field: "appPassword" },
      { what: "a server that is none", input: { ...input, service: "not a server" }, field: "service" },
      {
        what: "a server that is not there",
        input: { ...input, service: "http://localhost:1" },
        field: "service",
      },
    ],
    secrets: [brand.appPassword, brand.password],
    speak: async (text) => (await world.mention(text)).uri,
    async answer(uri, text) {
      const [, , repo, collection, rkey] = uri.split("/") as [string, string, string, string, string];
      const parent = await carol.call<{ uri: string; cid: string }>("com.atproto.repo.getRecord", {
        params: { repo, collection, rkey },
      });
      return (await carol.reply(parent, text)).uri;
    },
    erase: (uri) => carol.delete(uri),
    async standing(text) {
      const records = (await brandElsewhere.listOwnRecords()).filter((one) =>
        String(one.value.text).includes(text),
      );
      for (const { uri } of records) await carol.getThread(uri);
      return records.length;
    },
    async likes(uri) {
      const records = await brandElsewhere.listOwnRecords("app.bsky.feed.like");
      return records.filter((one) => (one.value.subject as { uri: string }).uri === uri).length;
    },
    settle: () => network.processAll(),
    broken: async (kind, session, place) => ({ ...session, fetch: brokenFetch(world, kind, place) }),
    // Both lists give at most 100 at once.
    crowd: 105,
  };
}

function brokenFetch(world: World, kind: Breakage, place: Place): OutboundFetch {
  const which: Which = ({ url }) =>
    place === "everywhere" || url.pathname.endsWith("com.atproto.repo.putRecord");
  if (kind !== "revoked") return breakFetch(world.ways.fetch, kind, which);
  return (input, init) => {
    const url = new URL(String(input));
    if (!which({ url, method: init?.method ?? "GET" })) return world.ways.fetch(input, init);
    const headers = new Headers(init?.headers);
    const token = headers.get("authorization") ?? "";
    headers.set("authorization", `${token.slice(0, -6)}${token.endsWith("AAAAAA") ? "BBBBBB" : "AAAAAA"}`);
    return world.ways.fetch(input, { ...init, headers });
  };
}
