import type { Client, Loose } from "../client.ts";
import { startMastodonStage } from "../networks/mastodon.ts";
import type { SnacAgent, StatusView } from "../peers/mastodon-agent.ts";
import { startProxy } from "../peers/proxy.ts";
import { breakReading, cutSaying } from "./break-http.ts";
import type { FaultNetwork, FaultOptions } from "./network.ts";
import { patient } from "./patient.ts";
import { pick, sentence } from "./words.ts";

/** snac2 gives its newest 64 notifications and nothing older: so many may be said that Rapport has not asked for. */
const mostUnread = 40;

/** snac2 passes messages to another server every 3 s: the crowd lives on the brand's own, which is told at once. */
export async function mastodonFaults({ random, proxy }: FaultOptions): Promise<FaultNetwork> {
  const stage = await startMastodonStage();
  const server = stage.pair.first;
  const between = proxy ? await startProxy(server.url) : undefined;
  const user = await server.addUser("brisa");
  const crowd: SnacAgent[] = [];
  for (const name of ["nuria", "theo", "amara", "diego"]) {
    const person = await server.addUser(name);
    crowd.push(await patient("snac2", () => server.agent(person)));
  }
  const said: Array<{ uri: string; id: string; at: number }> = [];
  let reader: { client: Client; channelId: string } | undefined;
  let readUpTo = 0;
  /** How much was said since Rapport last read, by its own word. It is asked when it matters; throws while it is down. */
  async function unread(): Promise<number> {
    if (reader && said.filter(({ at }) => at > readUpTo).length >= mostUnread) {
      const { streams } = await reader.client.get(`/channels/${reader.channelId}`);
      const notifications = streams.find(({ name }: Loose) => name === "notifications");
      readUpTo = Date.parse(notifications?.completeTo ?? "") || 0;
    }
    return said.filter(({ at }) => at > readUpTo).length;
  }
  let broken: { struck(): number }[] = [];
  const address = new URL(server.url).host;
  /** snac2 makes a typed name a mention only by its whole address, or in an answer. */
  const hail = `@${user.name}@${address}`;
  return {
    name: "mastodon",
    ...(between ? { between, saying: /\/api\/v1\/statuses$/ } : {}),
    async connect(client) {
      const input = { server: between?.url ?? server.url };
      const began = await client.post("/channels", { network: "mastodon", input });
      const { redirect } = await server.approve(began.url.replace(input.server, server.url), user);
      const back = new URL(redirect);
      const answer = await client.ask("GET", `${back.pathname.replace(/^\/api/, "")}${back.search}`);
      const id = new URL(answer.headers.get("location") ?? "", client.origin).searchParams.get("connected");
      if (!id) throw new Error(`not connected: ${answer.headers.get("location")}`);
      reader = { client, channelId: id };
      return client.get(`/channels/${id}`);
    },
    async speak() {
      if ((await unread()) >= mostUnread) throw new Error("Rapport is to read first");
      const by = pick(random, crowd);
      const text = `${hail} ${sentence(random, "pan")}`;
      const answers = said.length > 3 && random() < 0.4;
      const to = pick(random, said.slice(-20));
      const status = await (answers && to ? by.reply(to.id, text) : by.post(text)).catch(async (error) => {
        // snac2 cuts a kept connection now and then: whether it was said is seen on the server.
        const stands = (await by.listOwnStatuses()).find(({ content }) => content.includes(text.slice(-40)));
        if (stands) return stands;
        throw error;
      });
      said.push({ uri: status.uri, id: status.id, at: Date.now() });
    },
    passedOn: () => server.waiting() === 0,
    async spoken() {
      const all = await Promise.all(crowd.map((agent) => statusesOf(agent)));
      return all.flat().map(({ uri }) => uri);
    },
    brandSaid: async () =>
      server.said(user.name).map(({ id, content, inReplyTo }) => ({
        externalId: id,
        text: content.replace(/<[^>]+>/g, " "),
        parentId: inReplyTo ?? undefined,
      })),
    breakOne(chance, what) {
      if (between)
        broken.push(
          what === "reply"
            ? cutSaying(between, /\/api\/v1\/statuses$/)
            : breakReading(between, chance, /\/api\/v1\/(notifications|conversations|accounts|statuses)/),
        );
    },
    broken: () => broken.reduce((sum, rule) => sum + rule.struck(), 0),
    log: () => server.log(),
    async stop() {
      broken = [];
      await between?.stop();
      await stage.stop();
    },
  };
}

/** All statuses of an account, page by page. snac2 closes kept connections at the wrong moment now and then. */
async function statusesOf(agent: SnacAgent): Promise<StatusView[]> {
  const found = new Map<string, StatusView>();
  const { id } = await patient("snac2", () => agent.me());
  for (let below = ""; ; ) {
    const query = { limit: "40", ...(below ? { max_id: below } : {}) };
    const page = await patient("snac2", () =>
      agent.call<StatusView[]>("GET", `/api/v1/accounts/${id}/statuses`, query),
    );
    const fresh = page.filter(({ uri }) => !found.has(uri));
    for (const status of fresh) found.set(status.uri, status);
    below = page.at(-1)?.id ?? "";
    if (fresh.length === 0) return [...found.values()];
  }
}
