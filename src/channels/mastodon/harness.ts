/** What the connector's tests share: ways out to the peers, and snac2 as a peer of the conformance suite. */
import { startSnacPair } from "../../../test/peers/mastodon.ts";
import { OutboundError, type OutboundFetch } from "../../kernel/outbound.ts";
import type { Peer } from "../conformance.ts";
import { breakFetch } from "../conformance-http.ts";
import type { Visitor } from "../connector.ts";

/** Ways out to loopback, with the errors that the guarded ones promise. */
export const ways: Pick<Visitor, "fetch" | "socket"> = {
  fetch: (async (input, init = {}) => {
    const { timeout: _, maxBytes: __, ...rest } = init;
    try {
      return await fetch(input, rest);
    } catch (error) {
      if (init.signal?.aborted) throw error;
      const code = ((error as Error).cause as { code?: string } | undefined)?.code ?? "";
      const sent = !/ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(code);
      throw new OutboundError(sent ? "no-answer" : "unreachable", String(error), { cause: error });
    }
  }) as OutboundFetch,
  socket: async (host, port) => ({ host: host === "localhost" ? "127.0.0.1" : host, port, servername: "" }),
};

/** Two federating instances: our account is `ana` on the first; the other party, `bo`, lives on the second. */
export async function startSnacPeer(): Promise<Peer> {
  const pair = await startSnacPair();
  const ana = await pair.first.addUser("ana");
  const bo = await pair.second.addUser("bo");
  const [witness, other] = [await pair.first.agent(ana), await pair.second.agent(bo)];
  const localIds = new Map<string, string>();
  const ids = async (): Promise<void> => {
    for (const { status } of await other.notifications()) if (status) localIds.set(status.uri, status.id);
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
  /** What our own server holds, by its author's address or another's. */
  const seen = new Set<string>();
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
      return keep(await other.reply(await idOf(uri), `${ana.handle} ${text}`));
    },
    async erase(uri) {
      await arrived(uri);
      await other.delete(await idOf(uri));
      await until(async () => !(await holds(uri)));
    },
    async standing(text) {
      return (await witness.listOwnStatuses()).filter((status) => status.content.includes(text)).length;
    },
    async likes(uri) {
      const id = await idOf(uri);
      const accounts = async () => await other.call<unknown[]>("GET", `/api/v1/statuses/${id}/favourited_by`);
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

  async function holds(uri: string): Promise<boolean> {
    return (await witness.notifications()).some(({ status }) => status?.uri === uri);
  }
  async function arrived(uri: string): Promise<void> {
    await until(() => holds(uri));
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 100; n += 1) {
    if (await done()) return;
    await pause(200);
  }
  throw new Error("the servers did not get there in 20 s");
}
