/** What networks say instead of yes, and what becomes of a delivery then. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, it } from "node:test";
import { markBroken, markWell } from "../channels/channel-store.ts";
import { findChannel } from "../channels/index.ts";
import { after as later, now } from "../kernel/clock.ts";
import { db } from "../kernel/scope.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

const revoked = {
  tag: "authorisation",
  message: { en: "Revoked.", es: "Revocado." },
  advice: { en: "Connect it again.", es: "Vuelve a conectarlo." },
} as const;

onBothEngines("a delivery that meets trouble", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());
  afterEach(async () => {
    await brand.rest();
    brand.network.sends.length = 0;
    brand.network.finds.length = 0;
    brand.network.proof = "findable";
  });

  it("waits as long as the network says after too many requests, and so does all of its channel", async () => {
    await brand.work();
    const retryAt = later(now(), 60_000);
    brand.network.sends.push({
      fault: { tag: "rate", message: { en: "Slow down.", es: "Más despacio." }, retryAt },
    });
    const [one, two] = [await brand.hear("Rate one?"), await brand.hear("Rate two?")];
    const first = await brand.reply("mia", one, "First of the two answers.");
    await brand.wait(one.conversationId, first.body.id, (each) => each.fault?.tag === "rate");
    const waiting = await brand.deliveryOf(one.conversationId, first.body.id);
    assert.equal(waiting.status, "scheduled");
    assert.equal(waiting.dueAt, retryAt.toISOString());
    brand.pass(61);
    await brand.until(one.conversationId, "sent", first.body.id);
    const second = await brand.reply("mia", two, "Second answer, much later.");
    await brand.until(two.conversationId, "sent", second.body.id);
  });

  it("does not ask for more than the network has left, and says why it waits", async () => {
    const reset = later(now(), 90_000);
    const server = createServer((_, answer) =>
      answer
        .writeHead(200, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset.toISOString() })
        .end("{}"),
    ).listen(0, "127.0.0.1");
    await once(server, "listening");
    brand.network.sends.push({ over: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
    await brand.work();
    const [one, two] = [await brand.hear("The last one?"), await brand.hear("One more?")];
    const last = await brand.reply("mia", one, "The last that it takes for now.");
    await brand.until(one.conversationId, "sent", last.body.id);
    server.close();
    const calls = brand.network.sendCalls;
    const more = await brand.reply("mia", two, "One more than that.");
    const waiting = await brand.wait(two.conversationId, more.body.id, (each) => each.waits?.why === "rate");
    assert.equal(waiting.waits.until, reset.toISOString());
    await brand.nudge();
    assert.equal(brand.network.sendCalls, calls, "nobody asked");
    brand.pass(91);
    await brand.until(two.conversationId, "sent", more.body.id);
  });

  it("is tried again with growing pauses while the network is down, and fails after a day", async () => {
    const down = { fault: { tag: "unavailable", message: { en: "Down.", es: "Caída." } } } as const;
    brand.network.sends.push(down, down);
    await brand.work();
    const heard = await brand.hear("Down?");
    const { body } = await brand.reply("mia", heard, "Can anybody hear this?");
    await brand.wait(
      heard.conversationId,
      body.id,
      (each) => each.attempts.length === 1 && each.status === "scheduled",
    );
    brand.pass(6);
    await brand.wait(
      heard.conversationId,
      body.id,
      (each) => each.attempts.length === 2 && each.status === "scheduled",
    );
    brand.network.sends.push(down);
    brand.pass(25 * 3600);
    const failed = await brand.until(heard.conversationId, "failed", body.id);
    assert.match(failed.fault.advice, /a day/);
    assert.deepEqual(failed.may, ["retry", "cancel"]);
    const retried = await brand.as("mia", "POST", `/deliveries/${body.id}/retry`);
    assert.equal(retried.status, 200);
    await brand.until(heard.conversationId, "sent", body.id);
    assert.equal(brand.times("Can anybody hear"), 1);
  });

  it("calls a network that is away at most ten times in twenty seconds, for all of its channel, and says so", async () => {
    const down = { fault: { tag: "unavailable", message: { en: "Nobody there.", es: "Nadie." } } } as const;
    brand.network.sends.push(...Array.from({ length: 100 }, () => down));
    const calls = brand.network.sendCalls;
    const ordered = [];
    for (let n = 0; n < 10; n += 1) {
      const heard = await brand.hear(`Away ${n}?`);
      const word = "abcdefghij"[n]?.repeat(6);
      ordered.push({
        heard,
        id: (await brand.reply("mia", heard, `${word} said while nobody was there.`)).body.id,
      });
    }
    const [first, last] = [ordered[0], ordered[9]];
    assert.ok(first && last);
    await brand.work();
    await brand.wait(last.heard.conversationId, last.id, (each) => each.waits?.why === "unavailable");
    const { waits } = await brand.deliveryOf(last.heard.conversationId, last.id);
    assert.match(waits.message, /cannot be reached.*Nobody there\./);
    assert.ok(waits.since && waits.until, "since when, and when it is tried again");
    // Twenty seconds, a tenth of one at a time.
    for (let at = 0; at < 200; at += 1) {
      brand.pass(0.1);
      await brand.nudge();
    }
    assert.ok(brand.network.sendCalls - calls <= 10, `${brand.network.sendCalls - calls} calls`);
    brand.network.sends.length = 0;
    brand.pass(2);
    for (const { heard, id } of ordered) await brand.until(heard.conversationId, "sent", id);
  });

  it("fails for good when the network refuses it, and says what to do", async () => {
    brand.network.sends.push({
      fault: { tag: "refused", message: { en: "They have blocked you.", es: "Te han bloqueado." } },
    });
    await brand.work();
    const heard = await brand.hear("Refused?");
    const { body } = await brand.reply("mia", heard, "Please let us explain.");
    const failed = await brand.until(heard.conversationId, "failed", body.id);
    assert.equal(failed.fault.message, "They have blocked you.");
    const path = `/conversations/${heard.conversationId}/deliveries`;
    const spanish = await brand.as("mia", "GET", path, undefined, { "accept-language": "es" });
    const shown = spanish.body.rows.find((each: Body) => each.id === body.id).fault;
    assert.equal(shown.message, "Te han bloqueado.");
    assert.match(shown.advice, /^Cambia la respuesta/);
    const told = await brand.inside(() =>
      db()
        .selectFrom("notification")
        .where("user_id", "=", brand.user("mia"))
        .select(["kind", "data"])
        .execute(),
    );
    const paths = told.filter(({ kind }) => kind === "reply-failed").map(({ data }) => data.path);
    assert.ok(paths.includes(`/inbox/c/${heard.conversationId}`), `told of: ${paths.join(" ")}`);
  });

  it("waits for its channel, and goes out by itself when the channel is back", async () => {
    brand.network.sends.push({
      fault: revoked,
    });
    await brand.work();
    const heard = await brand.hear("Revoked?");
    const { body } = await brand.reply("mia", heard, "The token was fine this morning.");
    const waiting = await brand.wait(
      heard.conversationId,
      body.id,
      (each) => each.fault?.tag === "authorisation",
    );
    assert.equal(waiting.status, "scheduled");
    assert.equal((await brand.inside(() => findChannel(brand.channelId)))?.status, "needs-you");
    brand.pass(60);
    await brand.inside(() => markWell(brand.channelId));
    await brand.until(heard.conversationId, "sent", body.id);
    assert.equal(brand.times("The token was fine"), 1);
  });

  it("that waited for its channel for more than a day is read by a person first", async () => {
    await brand.work();
    const heard = await brand.hear("A day later?");
    brand.network.sends.push({
      fault: revoked,
    });
    const { body } = await brand.reply("mia", heard, "See you this afternoon!");
    await brand.wait(heard.conversationId, body.id, (each) => each.fault?.tag === "authorisation");
    brand.pass(25 * 3600);
    await brand.inside(() => markWell(brand.channelId));
    const held = await brand.until(heard.conversationId, "held", body.id);
    assert.equal(held.fault.tag, "late");
    assert.equal(brand.times("See you this"), 0);
    const released = await brand.as("leo", "POST", `/deliveries/${body.id}/release`, {
      reason: "Still true.",
    });
    assert.equal(released.status, 200);
    assert.deepEqual(released.body.override, { reason: "Still true.", by: brand.user("leo") });
    await brand.until(heard.conversationId, "sent", body.id);
  });

  it("is not sent while its channel is known to be broken, and likes go the same way, once", async () => {
    await brand.work();
    const heard = await brand.hear("Like this?");
    const [one, two] = [
      await brand.as("mia", "POST", `/messages/${heard.targetId}/like`),
      await brand.as("tom", "POST", `/messages/${heard.targetId}/like`),
    ];
    assert.equal(one.body.id, two.body.id);
    const liked = await brand.until(heard.conversationId, "sent", one.body.id);
    assert.equal(liked.kind, "like");
    await brand.inside(() => markBroken(brand.channelId, revoked));
    const other = await brand.hear("And now?");
    const { body } = await brand.reply("mia", other, "This one is held back.");
    assert.equal(body.status, "held");
    assert.ok(
      body.reasons.some(
        (each: Body) => each.rule === "channel-health" && /Connect it again/.test(each.message),
      ),
    );
    await brand.inside(() => markWell(brand.channelId));
  });
});
