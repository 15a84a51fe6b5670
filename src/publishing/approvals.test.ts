/** What approvals promise: nothing goes out that a second person has not read, in this very version. */
import assert from "node:assert/strict";
import { after, afterEach, before, it } from "node:test";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { remindApprovers } from "./remind-approvers.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

onBothEngines("a post that needs approval", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());
  afterEach(() => brand.rest());

  const part = (text: string) => ({ text, media: [] });
  const policy = (steps: unknown[], more: object = {}) =>
    brand.as("leo", "PUT", "/approval-policies", {
      channelId: brand.channelId,
      pillarId: null,
      steps,
      ...more,
    });
  async function planned(text: string): Promise<Body> {
    const id = newId();
    await brand.as("mia", "POST", "/posts", {
      id,
      zone: "Europe/Madrid",
      channelIds: [brand.channelId],
      base: { parts: [part(text)] },
    });
    const { status, body } = await brand.as("mia", "POST", `/posts/${id}/plan`, { at: "now" });
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }
  const say = (by: string, post: Body, verdict: string, note = "") =>
    brand.as(by, "POST", `/posts/${post.id}/approvals`, { version: post.version, verdict, note });
  const waits = async (by: string) =>
    (await brand.as(by, "GET", "/approvals")).body.rows.map(({ id }: Body) => id);
  const sent = async (text: string) => {
    for (let n = 0; n < 80 && brand.times(text) === 0; n += 1) await new Promise((r) => setTimeout(r, 25));
    return brand.times(text);
  };
  const told = (kind: "approval-asked" | "approval-due" | "post-approved" | "post-returned") =>
    brand.inside(() => db().selectFrom("notification").where("kind", "=", kind).select("user_id").execute());

  it("waits for a second person who leads, and goes out when one agrees", async () => {
    await policy([{ kind: "lead" }]);
    await brand.work();
    const post = await planned("Read me first.");
    assert.equal(post.variants[0].status, "held");
    assert.match(
      post.variants[0].deliveries[0].reasons.find(({ rule }: Body) => rule === "approvals").message,
      /lead/,
    );
    assert.deepEqual(await waits("mia"), []);
    assert.deepEqual(await waits("leo"), [post.id]);
    assert.ok((await told("approval-asked")).some(({ user_id }) => user_id === brand.user("leo")));
    assert.equal((await say("mia", post, "approve")).status, 403, "nobody agrees with themself");
    assert.equal((await say("tom", post, "approve")).status, 403);
    assert.equal((await say("leo", post, "approve")).status, 200);
    assert.equal(await sent("Read me first."), 1);
    assert.deepEqual(
      (await told("post-approved")).map(({ user_id }) => user_id),
      [brand.user("mia")],
    );
  });

  it("asks people in their order", async () => {
    await policy([{ kind: "people", userIds: [brand.user("tom")] }, { kind: "lead" }]);
    await brand.work();
    const post = await planned("Two of you.");
    assert.equal((await say("leo", post, "approve")).status, 403, "it is not yet the lead's turn");
    assert.equal((await say("tom", post, "approve")).status, 200);
    await new Promise((r) => setTimeout(r, 200));
    assert.equal(brand.times("Two of you."), 0);
    assert.equal((await say("leo", post, "approve")).status, 200);
    assert.equal(await sent("Two of you."), 1);
  });

  it("that was changed after it was read has to be read again", async () => {
    await policy([{ kind: "lead" }]);
    await brand.work();
    const post = await planned("As approved.");
    await brand.as("mia", "PATCH", `/posts/${post.id}`, {
      changes: [{ what: "base", field: "parts", was: [part("As approved.")], now: [part("As changed.")] }],
    });
    const stale = await say("leo", post, "approve");
    assert.equal(stale.status, 409);
    assert.equal(stale.body.error.data.version, post.version + 1);
    const again = await brand.as("mia", "POST", `/posts/${post.id}/plan`, { at: "now" });
    assert.equal(again.body.variants[0].status, "held");
    assert.equal((await say("leo", again.body, "approve")).status, 200);
    assert.equal(await sent("As changed."), 1);
    assert.equal(brand.times("As approved."), 0);
  });

  it("that is given back is a draft again, with the reason, and its writer hears of it", async () => {
    await policy([{ kind: "lead" }]);
    const post = await planned("Too loud.");
    const back = await say("leo", post, "changes", "Quieter, please.");
    assert.equal(back.body.state, "draft");
    const { body } = await brand.as("gus", "GET", `/posts/${post.id}/approvals`);
    assert.deepEqual(
      body.rows.map(({ verdict, note }: Body) => [verdict, note]),
      [["changes", "Quieter, please."]],
    );
    assert.ok((await told("post-returned")).some(({ user_id }) => user_id === brand.user("mia")));
    assert.equal((await policy([], {})).status, 200);
  });

  it("reminds those whose turn it is, in their own hours, and nobody else", async () => {
    await policy([{ kind: "people", userIds: [brand.user("tom"), brand.user("leo")] }]);
    const post = await planned("Does anybody read me?");
    const day = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: "Europe/Madrid" });
    const hours = (spans: object) =>
      brand.inside(() =>
        db()
          .updateTable("teammate")
          .set({ hours: JSON.stringify(spans) })
          .where("user_id", "=", brand.user("leo"))
          .execute(),
      );
    const remind = () => brand.inside(remindApprovers);
    assert.equal(await remind(), 0, "they were asked just now");
    brand.pass(86_400);
    // Leo works on another day than this one.
    const other = day.format(new Date(now().getTime() + 3 * 86_400_000)).toLowerCase();
    await hours({ [other]: [["00:00", "24:00"]] });
    assert.equal(await remind(), 1);
    assert.equal(await remind(), 0, "once is enough");
    assert.deepEqual(
      (await told("approval-due")).map(({ user_id }) => user_id),
      [brand.user("tom")],
    );
    await hours({});
    assert.equal(await remind(), 1, "and now it is Leo's hour");
    await say("tom", post, "approve");
    brand.pass(86_400 * 2);
    assert.equal(await remind(), 0, "it waits for nobody any more");
    await policy([]);
  });
});
