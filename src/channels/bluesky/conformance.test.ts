/** Bluesky keeps the contract, against a real network with PDS and AppView. */
import { peerMissing } from "../../../test/peers/available.ts";
import { type HttpFault, type ProxyPeer, startProxy } from "../../../test/peers/proxy.ts";
import type { OutboundFetch } from "../../kernel/outbound.ts";
import { type Breakage, conformance, type Peer, type Place } from "../conformance.ts";
import { breakFetch, type Which } from "../conformance-http.ts";
import type { Session } from "../connector.ts";
import { bluesky } from "./index.ts";
import { startWorld, type World } from "./test-world.ts";

/** The one request that says something. */
const SAYING = "com.atproto.repo.putRecord";

conformance("Bluesky", {
  connector: bluesky,
  missing: peerMissing("bluesky-appview"),
  async start() {
    const world = await startWorld({ appView: true });
    return peerOf(world, await startProxy(world.network.pdsUrl));
  },
});

function peerOf(world: World, proxy: ProxyPeer): Peer {
  const { brand, brandElsewhere, carol, network } = world;
  const input = { handle: `@${brand.handle}`, appPassword: brand.appPassword, service: network.pdsUrl };
  return {
    async stop() {
      await proxy.stop();
      await world.stop();
    },
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
    broken: async (kind, session, place) => breakSession(world, proxy, kind, session, place),
    // Both lists give at most 100 at once.
    crowd: 105,
  };
}

/** Where a proxy can break the wire itself, it does; the rest is broken between the connector and the wire. */
const ON_THE_WIRE: Partial<Record<Breakage, HttpFault>> = {
  rate: {
    kind: "answer",
    status: 429,
    headers: { "ratelimit-reset": String(Math.floor(Date.now() / 1000) + 300) },
  },
  busy: { kind: "answer", status: 503, body: "Service Unavailable" },
  html: {
    kind: "answer",
    status: 502,
    headers: { "content-type": "text/html" },
    body: "<h1>Bad Gateway</h1>",
  },
  "reset-before": { kind: "reset" },
  "reset-after": { kind: "cut-answer" },
  "half-body": { kind: "half-body" },
  stalled: { kind: "hang" },
};

function breakSession(
  world: World,
  proxy: ProxyPeer,
  kind: Breakage,
  session: Session,
  place: Place,
): Session {
  const fault = ON_THE_WIRE[kind];
  if (!fault) return { ...session, fetch: brokenFetch(world, kind, place) };
  proxy.heal();
  proxy.fault({ ...(place === "saying" ? { path: SAYING } : {}), fault, times: Number.POSITIVE_INFINITY });
  const value = { ...session.credentials.value, pds: proxy.url };
  return { ...session, credentials: { ...session.credentials, value } };
}

function brokenFetch(world: World, kind: Breakage, place: Place): OutboundFetch {
  const which: Which = ({ url }) => place === "everywhere" || url.pathname.includes(SAYING);
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
