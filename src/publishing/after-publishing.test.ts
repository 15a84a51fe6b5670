/** What somebody meets whose post is out: its figures, and changing or taking back what it says. */
import assert from "node:assert/strict";
import { after, afterEach, before, it } from "node:test";
import { newId } from "../kernel/ids.ts";
import { pullFigures } from "./figures.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

onBothEngines("a post that is out", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());
  afterEach(() => brand.rest());

  const read = async (id: string): Promise<Body> => (await brand.as("mia", "GET", `/posts/${id}`)).body;
  async function until(id: string, good: (post: Body) => boolean): Promise<Body> {
    for (let n = 0; n < 400; n += 1) {
      const post = await read(id);
      if (good(post)) return post;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`it never stood as wished: ${JSON.stringify(await read(id), null, 1)}`);
  }
  const partsOf = (post: Body): Body[] => post.variants[0].deliveries;
  async function say(texts: string[], more: object = {}): Promise<Body> {
    const id = newId();
    const base = { parts: texts.map((text) => ({ text, media: [] })), ...more };
    await brand.as("mia", "POST", "/posts", {
      id,
      zone: "Europe/Madrid",
      channelIds: [brand.channelId],
      base,
    });
    const { status, body } = await brand.as("mia", "POST", `/posts/${id}/plan`, { at: "now" });
    assert.equal(status, 200, JSON.stringify(body));
    return until(id, (post) => partsOf(post).every((each) => each.status === "sent"));
  }
  const edit = (id: string, deliveryId: string, text: string, by = "mia") =>
    brand.as(by, "POST", `/posts/${id}/edits`, { deliveryId, text });
  const remove = (id: string, body: object = {}) => brand.as("mia", "POST", `/posts/${id}/removals`, body);

  it("is said otherwise on the network, and the draft says what stands there", async () => {
    await brand.work();
    const { id, ...post } = await say(["Opne on Sunday.", "Come."], { language: "en" });
    const [first] = partsOf(post);
    assert.equal((await edit(id, first.id, "Open on Sunday.")).status, 200);
    const now = await until(id, (each) => partsOf(each)[0].changes[0]?.status === "sent");
    assert.equal(partsOf(now)[0].text, "Open on Sunday.");
    assert.equal(now.variants[0].status, "sent", "its change is no part of it");
    assert.deepEqual(
      now.variants[0].own.parts.map(({ text }: Body) => text),
      ["Open on Sunday.", "Come."],
    );
    assert.equal(now.plannedVersion, now.version);
    assert.equal(brand.times("Open on Sunday."), 1);
    assert.equal(brand.times("Opne"), 0);
    const guest = await edit(id, first.id, "Mine.", "gus");
    assert.notEqual(guest.status, 200);
  });

  it("is changed once, also when the answer got lost on the way", async () => {
    await brand.work();
    const { id, ...post } = await say(["Frist."]);
    const lost = { en: "Cut.", es: "Cortado." };
    brand.network.sends.push({ fault: { tag: "no-answer", message: lost } });
    await edit(id, partsOf(post)[0].id, "First.");
    const now = await until(id, (each) => partsOf(each)[0].changes[0]?.status === "sent");
    const attempts = partsOf(now)[0].changes[0].attempts.map(({ what, outcome }: Body) => [what, outcome]);
    assert.deepEqual(attempts, [
      ["send", "no-answer"],
      ["find", "absent"],
      ["send", "sent"],
    ]);
    assert.equal(brand.times("First."), 1);
  });

  it("is not changed where people vote on it, where it is gone, or over the network's limit", async () => {
    await brand.work();
    const poll = { options: ["Rye", "Wheat"], minutes: 60, multiple: false };
    const { id, ...post } = await say(["Which one?"], { poll });
    assert.equal((await edit(id, partsOf(post)[0].id, "Which?")).status, 409);
    const plain = await say(["Plain."]);
    const long = await edit(plain.id, partsOf(plain)[0].id, "a".repeat(501));
    assert.equal(long.status, 409);
    assert.match(long.body.error.message, /1 too many/);
    brand.network.server = { acts: ["reply", "post", "like", "remove"] };
    const none = await edit(plain.id, partsOf(plain)[0].id, "Other.");
    brand.network.server = {};
    assert.equal(none.status, 409);
    assert.match(none.body.error.message, /does not let anybody change/);
  });

  it("is taken back everywhere, part by part, also while everything is paused, and then there is nothing left", async () => {
    await brand.work();
    const { id } = await say(["One of two.", "Two of two."]);
    const { body: pause } = await brand.as("ana", "POST", "/pauses", { reason: "A mistake" });
    assert.equal((await remove(id)).status, 200);
    const now = await until(id, (each) => partsOf(each).every(({ goneAt }) => goneAt !== null));
    assert.ok(partsOf(now).every(({ changes }) => changes[0].status === "sent"));
    assert.equal(brand.times("One of two.") + brand.times("Two of two."), 0);
    assert.equal((await remove(id)).status, 409);
    await brand.as("ana", "DELETE", `/pauses/${pause.id}`);
  });

  it("keeps what the network counted, asked for in one batch, and notices what others deleted", async () => {
    await brand.work();
    const posts = [await say(["Counted."]), await say(["Deleted by others."])];
    const ids = posts.map((post) => partsOf(post)[0].externalId);
    const calls = brand.network.figureCalls;
    const pull = () => pullFigures(brand.kernel, new AbortController().signal);
    await pull();
    assert.equal(brand.network.figureCalls, calls, "nothing is due in the first minute");
    brand.network.counted.set(ids[0], { likes: 2, reposts: 1, replies: 0 });
    brand.network.said.splice(
      brand.network.said.findIndex(({ externalId }) => externalId === ids[1]),
      1,
    );
    brand.pass(61);
    await pull();
    assert.equal(brand.network.figureCalls, calls + 1);
    brand.network.counted.set(ids[0], { likes: 5, reposts: 1, replies: 3 });
    brand.pass(4 * 60);
    await pull();
    const [counted, gone] = await Promise.all(posts.map(async ({ id }) => partsOf(await read(id))[0]));
    assert.deepEqual(
      counted.figures.map(({ likes, replies, views }: Body) => [likes, replies, views]),
      [
        [2, 0, null],
        [5, 3, null],
      ],
    );
    assert.ok(gone.goneAt);
    assert.deepEqual(gone.figures, []);
    assert.equal((await remove(posts[1]?.id)).status, 409);
  });

  it("is found from the conversation that goes on under it", async () => {
    await brand.work();
    const { id, ...post } = await say(["Ask us anything."]);
    const { externalId, url } = partsOf(post)[0];
    const own = await brand.hear("Ask us anything.", {
      externalId,
      own: true,
      addressed: false,
      form: "post",
    });
    const answer = await brand.hear("What about rye?", {
      parentId: externalId,
      rootId: externalId,
      form: "reply",
    });
    assert.equal(answer.conversationId, own.conversationId);
    const { body } = await brand.as("gus", "GET", `/conversations/${answer.conversationId}/post`);
    assert.deepEqual(body, { post: { id, brief: "Ask us anything.", url } });
    const other = await brand.hear("Something else.");
    const none = await brand.as("gus", "GET", `/conversations/${other.conversationId}/post`);
    assert.deepEqual(none.body, { post: null });
  });
});
