/** A clock that somebody sets back: nothing waits until it has caught up. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { after as later, now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { type Brand, openBrand } from "./test-brand.ts";

const hour = 3_600;

describe("a clock that was an hour ahead and is set back", () => {
  let brand: Brand;
  before(async () => {
    brand = await openBrand();
  });
  after(() => brand?.close());
  afterEach(() => brand.rest());

  it("knows what was ordered at once from a plan for later, also where it is set in the middle of an order", async () => {
    const id = newId();
    const base = { parts: [{ text: "Ordered at one moment.", media: [] }] };
    await brand.as("mia", "POST", "/posts", { id, zone: "UTC", channelIds: [brand.channelId], base });
    assert.equal((await brand.as("mia", "POST", `/posts/${id}/plan`, { at: "now" })).status, 200);
    const [ordered] = await brand.inside(() =>
      db().selectFrom("delivery").where("post_id", "=", id).select(["created_at", "wanted_at"]).execute(),
    );
    assert.deepEqual(ordered?.wanted_at, ordered?.created_at, "one reading of the clock");
    await brand.as("mia", "DELETE", `/posts/${id}/plan`);
  });

  it("sends what was ordered at once, in the order in which it was said", async () => {
    const heard = await brand.hear("Are you there?");
    brand.pass(hour);
    const first = await brand.reply("mia", heard, "Ahead of time: first.");
    const second = await brand.reply("mia", heard, "Ahead of time: second.");
    brand.pass(-hour);
    await brand.work();
    await brand.until(heard.conversationId, "sent", second.body.id);
    const said = brand.network.said.map(({ act }) => act.text.split("\n")[0] ?? "");
    assert.deepEqual(
      said.filter((text) => text.startsWith("Ahead")),
      ["Ahead of time: first.", "Ahead of time: second."],
    );
    assert.equal((await brand.deliveryOf(heard.conversationId, first.body.id)).status, "sent");
  });

  it("asks a network again that was asked for patience, while the product runs and after a start", async () => {
    for (const running of [true, false]) {
      brand.pass(hour);
      const worker = await brand.work();
      const retryAt = later(now(), 20_000);
      brand.network.sends.push({
        fault: { tag: "rate", message: { en: "Slow down.", es: "Más despacio." }, retryAt },
      });
      const heard = await brand.hear(`Patience? ${running}`);
      const { body } = await brand.reply("mia", heard, `Patience, and running is ${running}.`);
      await brand.wait(heard.conversationId, body.id, (each) => each.fault?.tag === "rate");
      if (!running) await worker.stop();
      brand.pass(-hour);
      if (!running) await brand.work();
      await brand.until(heard.conversationId, "sent", body.id);
      await brand.rest();
    }
  });

  it("searches for what a worker that died had under way, and says it once", async () => {
    brand.pass(hour);
    const heard = await brand.hear("Dead?");
    brand.network.sends.push({ hang: true, said: true });
    const worker = await brand.work("dead");
    const { body } = await brand.reply("mia", heard, "Said by one who died.");
    await brand.wait(heard.conversationId, body.id, (each) => each.status === "sending");
    brand.pass(-hour);
    // Another finds a lease that no worker can have by its own clock.
    await brand.work("two");
    await brand.until(heard.conversationId, "sent", body.id);
    await worker.stop();
    assert.equal(brand.times("Said by one who died."), 1);
  });

  it("leaves what people planned at its time", async () => {
    brand.pass(hour);
    const heard = await brand.hear("Planned?");
    const { body } = await brand.reply("mia", heard, "A reply that is here for comparison.");
    const id = crypto.randomUUID();
    const at = later(now(), 120_000).toISOString().slice(0, 16);
    await brand.as("ana", "POST", "/posts", {
      id,
      zone: "UTC",
      channelIds: [brand.channelId],
      base: { parts: [{ text: "A post planned by a clock ahead.", media: [] }] },
    });
    await brand.as("ana", "PUT", `/posts/${id}/time`, { time: { local: at, zone: "UTC" } });
    assert.equal((await brand.as("ana", "POST", `/posts/${id}/plan`, { at: "written" })).status, 200);
    brand.pass(-hour);
    await brand.work();
    await brand.until(heard.conversationId, "sent", body.id);
    const [delivery] = (await brand.as("ana", "GET", `/posts/${id}`)).body.variants[0].deliveries;
    assert.equal(delivery.status, "scheduled");
    assert.equal(delivery.dueAt, new Date(`${at}:00Z`).toISOString());
  });
});
