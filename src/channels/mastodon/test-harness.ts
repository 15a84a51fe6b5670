/** What the connector's tests share: ways out to the peers, and snac2 as a peer of the conformance suite. */
import { startSnacPair } from "../../../test/peers/mastodon.ts";
import { createOutbound } from "../../kernel/outbound.ts";
import type { Peer } from "../conformance.ts";
import { breakFetch } from "../conformance-http.ts";

/** The product's own guarded ways out, allowed to reach the peers. */
export const ways = createOutbound({ allow: ["127.0.0.0/8", "localhost"] });

/** Two federating instances: our account is `ana` on the first; the other party, `bo`, lives on the second. */
export async function startSnacPeer(): Promise<Peer> {
  const pair = await startSnacPair();
  const ana = await pair.first.addUser("ana");
  const bo = await pair.second.addUser("bo");
  const [witness, other] = [await pair.first.agent(ana), await pair.second.agent(bo)];
  // snac2 tells of a removal only those who follow the author.
  await witness.follow(bo.handle);
  const localIds = new Map<string, string>();
  const ids = async (): Promise<void> => {
    for (const { status } of await patient(() => other.notifications()))
      if (status) localIds.set(status.uri, status.id);
  };
  const keep = (status: { uri: string; id: string }): string => {
    localIds.set(status.uri, status.id);
    return status.uri;
  };
  const idOf = async (uri: string): Promise<string> => {
    for (let n = 0; n < 80; n += 1) {
      const id = localIds.get(uri);
      if (id) return id;
      await pause(250);
      await ids();
    }
    throw new Error(`${uri} never came to the other server`);
  };
  /** What the other party said and our server may not have yet. */
  const seen = new Set<string>();
  const hereIds = new Map<string, string>();
  return {
    stop: () => pair.stop(),
    ways,
    input: { server: pair.first.url },
    wrong: [
      { what: "no server", input: { server: "" }, field: "server" },
      { what: "not an address", input: { server: "not a server at all" }, field: "server" },
      { what: "nobody there", input: { server: "http://127.0.0.1:9" }, field: "server" },
      {
        what: "a token that is none",
        input: { server: pair.first.url, accessToken: "nonsense" },
        field: "accessToken",
      },
    ],
    async authorise(url) {
      const { redirect } = await pair.first.approve(url, ana);
      return Object.fromEntries(new URL(redirect).searchParams);
    },
    secrets: [ana.password, bo.password, witness.accessToken, other.accessToken],
    async speak(text) {
      const status = await other.post(`${ana.handle} ${text}`);
      seen.add(status.uri);
      return keep(status);
    },
    async answer(uri, text) {
      const status = await other.reply(await idOf(uri), `${ana.handle} ${text}`);
      seen.add(status.uri);
      return keep(status);
    },
    // snac2 deletes on its own pages only, not by the API.
    async erase(uri) {
      await arrived(uri);
      const { url } = await other.me();
      const password = Buffer.from(`${bo.name}:${bo.password}`).toString("base64");
      await fetch(`${pair.second.url}/${bo.name}/admin/action`, {
        method: "POST",
        redirect: "manual",
        // With a charset behind it, as fetch would write it, snac2 does not see a form.
        headers: { authorization: `Basic ${password}`, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ id: uri, actor: url, action: "Delete" }),
      });
      await until(async () => !(await holds(uri)));
    },
    removes: false,
    async standing(text) {
      return (await patient(() => witness.listOwnStatuses())).filter((status) =>
        status.content.includes(text),
      ).length;
    },
    async likes(uri) {
      const id = await idOf(uri);
      const accounts = async () =>
        await patient(() => other.call<unknown[]>("GET", `/api/v1/statuses/${id}/favourited_by`));
      await until(async () => (await accounts()).length > 0);
      await pause(4_000);
      return (await accounts()).length;
    },
    // What the other party said is there when our server has notified it: federation takes a few seconds.
    async settle() {
      for (const uri of seen) await arrived(uri);
      seen.clear();
    },
    async broken(kind, session, place) {
      if (kind === "revoked")
        return {
          ...session,
          credentials: { value: { ...session.credentials.value, accessToken: "revoked" } },
        };
      const saying = ({ url, method }: { url: URL; method: string }) =>
        method === "POST" && url.pathname === "/api/v1/statuses";
      return {
        ...session,
        fetch: breakFetch(session.fetch, kind, place === "saying" ? saying : undefined),
      };
    },
  };

  /** Whether our own server has what the other party said, by the id that it gave it. */
  async function holds(uri: string): Promise<boolean> {
    const id = hereIds.get(uri);
    if (id)
      return await witness.call("GET", `/api/v1/statuses/${id}`).then(
        () => true,
        () => false,
      );
    for (const { status } of await patient(() => witness.notifications()))
      if (status) hereIds.set(status.uri, status.id);
    return hereIds.has(uri);
  }
  async function arrived(uri: string): Promise<void> {
    await until(() => holds(uri));
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Reads again when snac2 closed a kept connection at the wrong moment. */
async function patient<T>(read: () => Promise<T>): Promise<T> {
  return read().catch((error: Error) => {
    if (error instanceof TypeError) return read();
    throw error;
  });
}

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 100; n += 1) {
    if (await done()) return;
    await pause(200);
  }
  throw new Error("the servers did not get there in 20 s");
}

/** The smallest picture that is one. */
export const door = {
  bytes: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
  type: "image/png",
  name: "door.png",
  alt: "A door",
};
