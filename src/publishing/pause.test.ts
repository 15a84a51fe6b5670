/** What the crisis pause promises: nothing goes out, and nothing that came due meanwhile goes out by itself. */
import assert from "node:assert/strict";
import { after, afterEach, before, it } from "node:test";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { localTimeOf } from "./local-time.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

const zone = "Europe/Madrid";

onBothEngines("a crisis pause", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());
  afterEach(() => brand.rest());

  const rest = () => new Promise((resolve) => setTimeout(resolve, 300));
  const read = async (id: string): Promise<Body> => (await brand.as("mia", "GET", `/posts/${id}`)).body;
  async function plan(text: string, seconds: number): Promise<string> {
    const id = newId();
    await brand.as("mia", "POST", "/posts", {
      id,
      zone,
      channelIds: [brand.channelId],
      base: { parts: [{ text, media: [] }] },
    });
    const time = localTimeOf(new Date(now().getTime() + seconds * 1000 + 60_000), zone);
    await brand.as("mia", "PUT", `/posts/${id}/time`, { time });
    assert.equal((await brand.as("mia", "POST", `/posts/${id}/plan`, {})).status, 200);
    return id;
  }

  it("is begun by leads alone, stops posts and replies, and says so while somebody types", async () => {
    const before = await plan("Before the storm.", 60);
    assert.equal((await brand.as("mia", "POST", "/pauses", { reason: "A recall" })).status, 403);
    const begun = await brand.as("leo", "POST", "/pauses", { reason: "A recall" });
    assert.equal(begun.status, 200);
    assert.equal((await brand.as("ana", "POST", "/pauses", { reason: "Again" })).body.id, begun.body.id);
    const heard = await brand.hear("Is it safe?");
    const check = await brand.as("mia", "POST", `/conversations/${heard.conversationId}/reply-check`, {
      targetId: heard.targetId,
      text: "We are looking into it.",
    });
    assert.equal(check.body.verdict, "hold");
    assert.ok(
      check.body.reasons.some(
        ({ rule, message }: Body) => rule === "crisis-pause" && /A recall/.test(message),
      ),
    );
    await brand.work();
    brand.pass(600);
    await rest();
    assert.equal(brand.times("Before the storm."), 0);
    assert.equal((await brand.as("gus", "GET", "/pauses")).body.keptBack, 1);
    const later = await plan("After the storm.", 7200);
    assert.equal((await read(later)).variants[0].status, "held");
    const ended = await brand.as("leo", "DELETE", `/pauses/${begun.body.id}`);
    assert.deepEqual(
      ended.body.held.map(({ text, status, fault }: Body) => [text, status, fault.tag]),
      [["Before the storm.", "held", "paused"]],
    );
    await rest();
    assert.equal(brand.times("Before the storm."), 0, "somebody says so first");
    const [held] = (await read(before)).variants[0].deliveries;
    await brand.as("leo", "POST", `/deliveries/${held.id}/release`, { reason: "All is well again." });
    for (let n = 0; n < 200 && brand.times("Before the storm.") === 0; n += 1)
      await new Promise((r) => setTimeout(r, 25));
    assert.equal(brand.times("Before the storm."), 1);
  });

  it("of one channel leaves the others alone, and what is still to come goes out at its time", async () => {
    const begun = await brand.as("leo", "POST", "/pauses", {
      reason: "Wrong hands",
      channelId: brand.channelId,
    });
    await brand.as("leo", "DELETE", `/pauses/${begun.body.id}`);
    const post = await plan("In its own time.", 60);
    const again = await brand.as("leo", "POST", "/pauses", {
      reason: "For a while",
      channelId: brand.channelId,
    });
    await brand.as("leo", "DELETE", `/pauses/${again.body.id}`);
    await brand.work();
    brand.pass(121);
    for (let n = 0; n < 200 && brand.times("In its own time.") === 0; n += 1)
      await new Promise((r) => setTimeout(r, 25));
    assert.equal(brand.times("In its own time."), 1);
    assert.equal((await read(post)).variants[0].status, "sent");
    assert.equal((await brand.as("leo", "POST", "/pauses", { reason: "x", channelId: newId() })).status, 400);
    assert.equal((await brand.as("leo", "DELETE", `/pauses/${again.body.id}`)).status, 404);
  });
});
