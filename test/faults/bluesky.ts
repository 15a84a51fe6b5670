import { mention } from "../networks/bluesky.ts";
import { connectByForm } from "../networks/stage.ts";
import { startBluesky } from "../peers/bluesky.ts";
import type { BlueskyAgent, RecordRef, ReplyRefs } from "../peers/bluesky-agent.ts";
import { startProxy } from "../peers/proxy.ts";
import { breakReading, cutSaying } from "./break-http.ts";
import type { FaultNetwork, FaultOptions } from "./network.ts";
import { pick, sentence } from "./words.ts";

/** With the AppView six accounts mention the brand and answer in its threads; without, the brand posts elsewhere. */
export async function blueskyFaults({ random, proxy, appView }: FaultOptions): Promise<FaultNetwork> {
  const peer = await startBluesky({ appView });
  const between = proxy ? await startProxy(peer.pdsUrl, { rewriteOrigin: true }) : undefined;
  const brand = await peer.createAccount("brisa");
  const own = await peer.agent(brand);
  const crowd: BlueskyAgent[] = [];
  for (const name of appView ? ["nuria", "theo", "amara", "diego", "priya", "joan"] : [])
    crowd.push(await peer.agent(await peer.createAccount(name)));
  const posts: RecordRef[] = [];
  let broken: { struck(): number }[] = [];
  return {
    name: "bluesky",
    ...(between
      ? {
          between,
          saying: /putRecord/,
          signIns: () => between.requests.filter(({ path }) => /server\.createSession/.test(path)).length,
        }
      : {}),
    connect: (client) =>
      connectByForm(client, "bluesky", {
        handle: brand.handle,
        appPassword: brand.appPassword,
        service: between?.url ?? peer.pdsUrl,
      }),
    async speak() {
      const by = crowd.length > 0 ? pick(random, crowd) : own;
      const text = sentence(random, "pan");
      const answers = posts.length > 3 && random() < 0.5;
      const ref = answers
        ? await by.reply(pick(random, posts.slice(-20)), text)
        : by === own
          ? await own.post(text)
          : await mention(by, brand, text);
      posts.push(ref);
    },
    async spoken() {
      const all = [own, ...crowd].map(async (agent) => (await agent.listOwnRecords()).map(({ uri }) => uri));
      return (await Promise.all(all)).flat();
    },
    brandSaid: async () =>
      (await own.listOwnRecords()).map(({ uri, value }) => ({
        externalId: uri,
        text: String(value.text),
        parentId: (value.reply as ReplyRefs | undefined)?.parent.uri,
      })),
    breakOne(chance, what) {
      if (between)
        broken.push(
          what === "reply"
            ? cutSaying(between, /putRecord|createRecord/)
            : breakReading(between, chance, /listRecords|listNotifications|getPostThread|getPosts/),
        );
    },
    broken: () => broken.reduce((sum, rule) => sum + rule.struck(), 0),
    async stop() {
      broken = [];
      await between?.stop();
      await peer.stop();
    },
  };
}
