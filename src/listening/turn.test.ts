import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { MessageReading } from "../channels/index.ts";
import { db } from "../kernel/scope.ts";
import { presentMessages } from "./present-message.ts";
import { readQuestion } from "./question.ts";
import { searchMessages } from "./search.ts";
import { brand, openStage, type Stage, said } from "./test-stage.ts";

describe("what arrives", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const threadOf = (externalId: string) =>
    stage.inside(async () => {
      const message = await db()
        .selectFrom("message")
        .where("external_id", "=", externalId)
        .selectAll()
        .executeTakeFirstOrThrow();
      const conversation = await db()
        .selectFrom("conversation")
        .where("id", "=", message.conversation_id)
        .selectAll()
        .executeTakeFirstOrThrow();
      const messages = await db()
        .selectFrom("message")
        .where("conversation_id", "=", conversation.id)
        .select("external_id")
        .orderBy("at")
        .execute();
      return { message, conversation, ids: messages.map((each) => each.external_id) };
    });

  it("ends as the same thread in every order of arrival", async () => {
    const orders = [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
    ];
    for (const [n, order] of orders.entries()) {
      const id = (name: string) => `order${n}-${name}`;
      const thread: MessageReading[] = [
        said(id("a"), 0, { author: brand, own: true, addressed: false }),
        said(id("b"), 1, { parentId: id("a") }),
        said(id("c"), 2, { parentId: id("b"), author: brand, own: true, addressed: false }),
        said(id("d"), 3, { parentId: id("c") }),
      ];
      await stage.arrive(...order.map((at) => [thread[at] as MessageReading]));
      const { conversation, ids } = await threadOf(id("d"));
      assert.deepEqual(ids, ["a", "b", "c", "d"].map(id));
      assert.equal(conversation.message_count, 4);
      assert.equal(conversation.preview, `words of ${id("d")}`);
      assert.equal(conversation.first_at.toISOString(), "2026-11-02T09:00:00.000Z");
      assert.equal(conversation.last_inbound_at?.toISOString(), "2026-11-02T09:03:00.000Z");
      assert.equal(conversation.last_outbound_at?.toISOString(), "2026-11-02T09:02:00.000Z");
    }
    const left = await stage.inside(() => db().selectFrom("conversation").selectAll().execute());
    assert.equal(left.length, orders.length, "no emptied conversation is left behind");
  });

  it("is counted once, however often and by whatever way it comes", async () => {
    const reading = said("twice", 0);
    await stage.arrive([reading], [reading], [reading, said("twice-more", 1, { parentId: "twice" })]);
    const { conversation, ids } = await threadOf("twice");
    assert.deepEqual(ids, ["twice", "twice-more"]);
    assert.equal(conversation.message_count, 2);
    const events = await stage.inside(() =>
      db()
        .selectFrom("event")
        .where("subject_id", "=", conversation.id)
        .where("kind", "=", "conversation.heard")
        .selectAll()
        .execute(),
    );
    assert.equal(events.length, 2);
  });

  it("follows an edit and a removal at the source, and a removal is final", async () => {
    await stage.arrive([said("changing", 0, { text: "frist" })]);
    await stage.arrive([said("changing", 0, { text: "first", editedAt: new Date("2026-11-02T10:00:00Z") })]);
    assert.equal((await threadOf("changing")).message.text, "first");
    await stage.arrive([{ kind: "deletion", externalId: "changing", at: new Date("2026-11-02T11:00:00Z") }]);
    await stage.arrive([said("changing", 0, { text: "first again" })]);
    const { message } = await threadOf("changing");
    assert.equal(message.text, "");
    assert.equal(message.deleted_at?.toISOString(), "2026-11-02T11:00:00.000Z");
  });

  it("knows one person behind all that an account says and does, and counts it", async () => {
    const fan = { externalId: "did:fan", handle: "fan.example", name: "Fan" };
    await stage.arrive([said("fan-1", 0, { author: fan })]);
    await stage.arrive([
      said("fan-2", 1, { author: { ...fan, name: "Fan, renamed" }, parentId: "fan-1" }),
      {
        kind: "reaction",
        form: "like",
        externalId: "like-1",
        author: fan,
        targetId: "fan-1",
        at: new Date("2026-11-02T09:00:30Z"),
      },
    ]);
    await stage.inside(async () => {
      const identities = await db()
        .selectFrom("identity")
        .where("external_id", "=", "did:fan")
        .selectAll()
        .execute();
      assert.equal(identities.length, 1);
      assert.deepEqual(
        [identities[0]?.message_count, identities[0]?.reaction_count, identities[0]?.name],
        [2, 1, "Fan, renamed"],
      );
      const person = await db()
        .selectFrom("person")
        .where("id", "=", identities[0]?.person_id ?? "")
        .selectAll()
        .executeTakeFirstOrThrow();
      assert.deepEqual([person.message_count, person.reaction_count, person.name], [2, 1, "Fan, renamed"]);
      const first = await db()
        .selectFrom("message")
        .where("external_id", "=", "fan-1")
        .select("id")
        .executeTakeFirstOrThrow();
      const [shown] = await presentMessages([first.id]);
      assert.deepEqual(shown?.reactions, { like: 1, repost: 0 });
    });
  });

  it("keeps nothing that could run, mislead or fetch", async () => {
    await stage.arrive([
      said("harm", 0, {
        text: "pay \u202egnp.exe now\u0007",
        html: `<p onclick="x()">Hi <a href="javascript:x()">there</a><img src="https://spy.example/p.gif"><script>x()</script></p>`,
        url: "javascript:alert(1)",
        attachments: [{ kind: "image", url: "data:text/html,x" }],
      }),
    ]);
    const { message } = await threadOf("harm");
    assert.equal(message.text, "pay gnp.exe now");
    assert.equal(
      message.html,
      '<p>Hi <a rel="nofollow noopener noreferrer ugc" target="_blank">there</a></p>',
    );
    assert.equal(message.url, null);
    assert.deepEqual(message.attachments, [{ kind: "image" }]);
  });

  it("is found by words, phrases, authors and days, whatever the accents' company", async () => {
    await stage.arrive([
      said("bollos", 0, { text: "¿Tenéis bollos de cardamomo mañana? 🥐" }),
      said("other", 5, {
        text: "mañana de bollos",
        author: { externalId: "did:lia", handle: "lia.example", name: "Lía Sanz" },
      }),
    ]);
    const find = (text: string) =>
      stage.inside(async () => {
        const hits = await searchMessages(readQuestion(text).question, { limit: 10 });
        return (await presentMessages(hits.map((each) => each.id))).map((each) => each.externalId).sort();
      });
    assert.deepEqual(await find("bollos mañana"), ["bollos", "other"]);
    assert.deepEqual(await find('"bollos de cardamomo"'), ["bollos"]);
    assert.deepEqual(await find("bollos -cardamomo"), ["other"]);
    assert.deepEqual(await find("bollos from:lia"), ["other"]);
    assert.deepEqual(await find('bollos from:"Lía Sanz"'), ["other"]);
    assert.deepEqual(await find("bollos before:2026-11-02"), []);
    assert.deepEqual(await find("bollos after:2026-11-02"), ["bollos", "other"]);
    assert.deepEqual(await find("bollos is:ours"), []);
  });
});
