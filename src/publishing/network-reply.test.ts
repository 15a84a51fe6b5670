/** The whole way with real networks: a person speaks, a teammate answers in Rapport, and the answer stands there once. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { needsPeer } from "../../test/peers/available.ts";
import { startBluesky } from "../../test/peers/bluesky.ts";
import { startSnacPair } from "../../test/peers/mastodon.ts";
import { readConfig } from "../kernel/config.ts";
import { newId } from "../kernel/ids.ts";
import { start } from "../main.ts";

// biome-ignore lint/suspicious/noExplicitAny: a test looks at what came.
type Body = any;

const owner = {
  name: "Ada Prieto",
  email: "ada@brand.test",
  password: "correct horse battery",
  workspaceName: "Café del Río",
  timeZone: "Europe/Madrid",
  language: "en",
};

/** The product, whole, on the embedded database, with its owner signed in. */
async function openProduct(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), "rapport-reply-"));
  const config = readConfig({
    RAPPORT_DATA: folder,
    RAPPORT_ALLOW: "127.0.0.0/8,localhost,::1",
    RAPPORT_URL: "http://rapport.test",
    RAPPORT_LOG: "error",
  });
  assert.ok(config.ok, JSON.stringify(config));
  const running = await start(config.value, { web: false, worker: true });
  t.after(async () => {
    await running.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const headers: Record<string, string> = { origin: "http://rapport.test" };
  async function ask(method: "GET" | "POST", path: string, body?: unknown, status = 200): Promise<Body> {
    const answer = await running.app.server.inject({
      method,
      url: `/api${path}`,
      headers,
      ...(body === undefined ? {} : { payload: body as object }),
    });
    for (const { name, value } of answer.cookies)
      headers.cookie = [headers.cookie, `${name}=${encodeURIComponent(value)}`].filter(Boolean).join("; ");
    assert.equal(answer.statusCode, status, `${method} ${path}: ${answer.payload}`);
    return answer.payload === "" ? undefined : answer.json();
  }
  const { workspace } = await ask("POST", "/first-run", owner);
  headers["rapport-workspace"] = workspace.id;
  return { ask };
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let n = 0; n < 120; n += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return assert.fail("it did not come in a minute");
}

type Product = Awaited<ReturnType<typeof openProduct>>;

/** Answers the conversation that says `words`, and waits for the end of the delivery and for the own message. */
async function answer({ ask }: Product, channelId: string, words: string, text: string) {
  const row = await until(async () => {
    // Nobody waits a minute for the next regular look.
    await ask("POST", `/channels/${channelId}/wake`, {}, 204);
    const { rows } = await ask("GET", "/conversations");
    return rows.find((each: Body) => each.preview.includes(words));
  });
  const thread = await ask("GET", `/conversations/${row.id}`);
  const target = thread.messages.find((each: Body) => each.text.includes(words));
  const reply = { targetId: target.id, text };
  const check = await ask("POST", `/conversations/${row.id}/reply-check`, reply);
  assert.equal(check.verdict, "allow", JSON.stringify(check.reasons));
  const id = newId();
  const ordered = await ask("POST", `/conversations/${row.id}/replies`, { id, ...reply });
  const again = await ask("POST", `/conversations/${row.id}/replies`, { id, ...reply });
  assert.equal(again.id, ordered.id);
  const delivery = await until(async () => {
    const { rows } = await ask("GET", `/conversations/${row.id}/deliveries`);
    const [first] = rows;
    assert.equal(rows.length, 1);
    return ["sent", "failed", "held"].includes(first.status) ? first : undefined;
  });
  assert.equal(delivery.status, "sent", JSON.stringify(delivery));
  assert.equal(delivery.text, check.signedText);
  const own = await until(async () => {
    const { messages } = await ask("GET", `/conversations/${row.id}`);
    return messages.find((each: Body) => each.own && each.deliveryId === delivery.id);
  });
  return { delivery, own, conversation: row.id as string };
}

test("a reply on Mastodon is seen by the other party, once, and comes back as our own message", async (t) => {
  if (!needsPeer(t, "snac")) return;
  const pair = await startSnacPair();
  t.after(() => pair.stop());
  const product = await openProduct(t);
  const [brand, bo] = [await pair.first.addUser("brand"), await pair.second.addUser("bo")];
  const other = await pair.second.agent(bo);
  const input = { server: pair.first.url, accessToken: await pair.first.authorize(brand) };
  const connected = await product.ask("POST", "/channels", { network: "mastodon", input });
  assert.equal(connected.step, "connected");
  await other.post(`${brand.handle} do you roast in the kitchen?`);
  const { delivery, own } = await answer(
    product,
    connected.channel.id,
    "roast in the kitchen",
    "Every Tuesday, come and see.",
  );
  assert.match(own.text, /Every Tuesday[\s\S]*— Ada Prieto/);
  assert.equal(own.externalId, delivery.externalId);
  const seen = await until(async () =>
    (await other.notifications()).find(({ status }) => status?.content.includes("Every Tuesday")),
  );
  assert.equal(seen.status?.uri, delivery.externalId);
  const mine = await (await pair.first.agent(brand)).listOwnStatuses();
  assert.equal(mine.filter((status) => status.content.includes("Every Tuesday")).length, 1);
});

test("a reply on Bluesky stands under its pre-made key, once, with a link to it", async (t) => {
  if (!needsPeer(t, "bluesky-appview")) return;
  const network = await startBluesky({ appView: true });
  t.after(() => network.stop());
  const product = await openProduct(t);
  const brand = await network.createAccount("brand");
  const carol = await network.agent(await network.createAccount("carol"));
  const input = { handle: brand.handle, appPassword: brand.appPassword, service: network.pdsUrl };
  const connected = await product.ask("POST", "/channels", { network: "bluesky", input });
  const hail = `@${brand.handle}`;
  const features = [{ $type: "app.bsky.richtext.facet#mention", did: brand.did }];
  const facets = [{ index: { byteStart: 0, byteEnd: hail.length }, features }];
  await carol.post(`${hail} which beans this week?`, { facets });
  await network.processAll();
  const { delivery } = await answer(
    product,
    connected.channel.id,
    "which beans",
    "From Huila, washed. 👩‍👩‍👧‍👦",
  );
  assert.match(delivery.url, /^https:\/\/bsky\.app\/profile\//);
  await network.processAll();
  const { post } = await carol.getThread(delivery.externalId);
  assert.equal((post.record as Body).text, "From Huila, washed. 👩‍👩‍👧‍👦\n\n— Ada Prieto");
});
