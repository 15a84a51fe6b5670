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

  it("asks of each thing that it kept back: out now, at another time, or never", async () => {
    await brand.work();
    const [now1, moved, dropped] = [
      await plan("Kept, then sent.", 60),
      await plan("Kept, then moved.", 60),
      await plan("Kept, then dropped.", 60),
    ];
    const { body: pause } = await brand.as("leo", "POST", "/pauses", { reason: "A recall" });
    brand.pass(600);
    const ordered = await plan("Ordered while it stood.", 7200);
    const mine = new Set([now1, moved, dropped, ordered]);
    const kept = async (): Promise<Body[]> =>
      (await brand.as("gus", "GET", "/kept-back")).body.rows.filter(({ postId }: Body) => mine.has(postId));
    const of = async (postId: string) => (await kept()).find((each) => each.postId === postId)?.ids ?? [];
    assert.deepEqual(
      (await kept()).filter(({ paused }) => paused).map(({ text }) => text),
      ["Kept, then sent.", "Kept, then moved.", "Kept, then dropped.", "Ordered while it stood."],
    );
    const answer = async (postId: string, body: object, by = "leo") =>
      brand.as(by, "POST", "/kept-back/answers", { ids: await of(postId), ...body });
    assert.equal((await answer(ordered, { what: "send" })).status, 409, "it is paused yet");
    await brand.as("leo", "DELETE", `/pauses/${pause.id}`);
    assert.equal((await answer(now1, { what: "send" }, "mia")).status, 403);
    assert.deepEqual((await answer(now1, { what: "send" })).body, { done: 1, held: 0 });
    const time = localTimeOf(new Date(now().getTime() + 3_600_000), zone);
    assert.equal(
      (await answer(moved, { what: "move", time: { ...time, local: "2020-01-01T10:00" } })).status,
      400,
    );
    assert.equal((await answer(moved, { what: "move", time })).status, 200);
    assert.equal((await answer(dropped, { what: "drop" })).status, 200);
    // What a person agreed to is asked of the gate again: a policy that came meanwhile holds it for its own reason.
    await brand.as("leo", "PUT", "/approval-policies", {
      channelId: null,
      pillarId: null,
      steps: [{ kind: "lead" }],
    });
    assert.deepEqual((await answer(ordered, { what: "send" })).body, { done: 0, held: 1 });
    await brand.as("leo", "PUT", "/approval-policies", { channelId: null, pillarId: null, steps: [] });
    assert.deepEqual(await kept(), []);
    for (let n = 0; n < 200 && brand.times("Kept, then sent.") === 0; n += 1)
      await new Promise((r) => setTimeout(r, 25));
    assert.equal(brand.times("Kept, then sent."), 1);
    const [variant] = (await read(moved)).variants;
    assert.deepEqual([variant.status, variant.time.local], ["scheduled", time.local]);
    assert.equal((await read(dropped)).variants[0].status, "cancelled");
    assert.equal(brand.times("Kept, then moved.") + brand.times("Kept, then dropped."), 0);
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
    const status = async () => (await read(post)).variants[0].status;
    for (let n = 0; n < 400 && (await status()) !== "sent"; n += 1)
      await new Promise((r) => setTimeout(r, 25));
    assert.equal(await status(), "sent");
    assert.equal(brand.times("In its own time."), 1);
    assert.equal((await brand.as("leo", "POST", "/pauses", { reason: "x", channelId: newId() })).status, 400);
    assert.equal((await brand.as("leo", "DELETE", `/pauses/${again.body.id}`)).status, 404);
  });
});
