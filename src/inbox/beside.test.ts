import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { days, hours, after as later, minutes, seconds, useClock } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { onBothEngines, type World } from "./test-world.ts";
import { keepUp } from "./upkeep.ts";

onBothEngines("beside a thread", (open) => {
  let world: World;
  let at = new Date("2026-11-23T10:00:00.000Z");
  let restoreClock = (): void => {};
  before(async () => {
    restoreClock = useClock(() => at);
    world = await open();
  });
  after(async () => {
    await world.close();
    restoreClock();
  });

  const one = async (id: string, name = "mia") => (await world.as(name, "GET", `/conversations/${id}`)).body;
  const kindsOf = async (id: string) => (await one(id)).history.map((entry: { kind: string }) => entry.kind);
  const notified = (name: string, kind: "mentioned" | "promise-at-risk") =>
    world.inside(() =>
      db()
        .selectFrom("notification")
        .select(["subject_id", "data"])
        .where("user_id", "=", world.user(name))
        .where("kind", "=", kind)
        .orderBy("id")
        .execute(),
    );
  /** Topics that the last outbox rows of the workspace announce about a conversation. */
  const announced = async (id: string): Promise<string[]> => {
    const rows = await world.inside(() => db().selectFrom("outbox").select("payload").execute());
    const live = rows.flatMap(
      (row) => (row.payload as { live: Array<{ topic: string; ids: string[] }> }).live,
    );
    return live.filter((each) => each.ids.includes(id)).map((each) => each.topic);
  };
  const quiet = () => world.inside(() => db().deleteFrom("outbox").execute());

  it("keeps notes of the team, tells whom they mention, and lets only their author change them", async () => {
    const id = await world.asked(at);
    const text = "She wrote last year, too. @tom?";
    const note = await world.as("gus", "POST", `/conversations/${id}/notes`, {
      text,
      mentions: [world.user("tom")],
    });
    assert.equal(note.status, 200);
    assert.deepEqual((await one(id)).notes, [note.body]);
    const [told] = (await notified("tom", "mentioned")).slice(-1);
    assert.deepEqual(told?.subject_id, id);
    assert.deepEqual(told?.data, { by: "gus", what: text, path: `/inbox/c/${id}` });
    assert.equal((await world.as("mia", "PATCH", `/notes/${note.body.id}`, { text: "x" })).status, 403);
    assert.equal((await world.as("eve", "PATCH", `/notes/${note.body.id}`, { text: "x" })).status, 404);
    const edited = await world.as("gus", "PATCH", `/notes/${note.body.id}`, {
      text: "She wrote last year.",
      mentions: [world.user("tom"), world.user("mia")],
    });
    assert.equal(edited.body.editedAt, at.toISOString());
    assert.equal((await notified("tom", "mentioned")).length, 1, "who was told is not told again");
    assert.equal((await notified("mia", "mentioned")).length, 1);
    assert.equal((await world.as("mia", "GET", "/inbox/summary")).body.counts.mentions, 1);
    assert.ok((await announced(id)).includes("notes"));
    assert.deepEqual(await kindsOf(id), ["note.written", "note.edited"]);
  });

  it("refuses notes that are empty, too long, or mention strangers", async () => {
    const id = await world.asked(at);
    for (const [body, field] of [
      [{ text: "  " }, "body.text"],
      [{ text: "x".repeat(10_001) }, "body.text"],
      [{ text: "hello", mentions: [world.other.user("ana")] }, "body.mentions"],
      [{ text: "hello", mentions: ["tom"] }, "body.mentions.0"],
    ] as const) {
      const answer = await world.as("mia", "POST", `/conversations/${id}/notes`, body);
      assert.equal(answer.status, 400);
      assert.equal(answer.body.error.fields[0].path, field);
    }
    const emoji = "🧶".repeat(3000);
    assert.equal(
      (
        await world.as("gus", "POST", `/conversations/${id}/notes`, {
          text: emoji,
          mentions: [world.user("leo")],
        })
      ).status,
      200,
    );
  });

  it("removes a note, and brings it back for ten minutes", async () => {
    const id = await world.asked(at);
    const { body: note } = await world.as("mia", "POST", `/conversations/${id}/notes`, { text: "Sure?" });
    assert.equal((await world.as("gus", "DELETE", `/notes/${note.id}`)).status, 403);
    const removed = await world.as("mia", "DELETE", `/notes/${note.id}`);
    assert.equal(removed.status, 200);
    assert.deepEqual((await one(id)).notes, []);
    assert.equal((await world.as("mia", "DELETE", `/notes/${note.id}`)).status, 404);
    assert.equal((await world.as("tom", "POST", `/changes/${removed.body.changeId}/undoing`)).status, 403);
    assert.equal((await world.as("mia", "POST", `/changes/${removed.body.changeId}/undoing`)).status, 200);
    assert.deepEqual((await one(id)).notes, [note]);
  });

  it("shows who is there for half a minute, and tells only when that changes", async () => {
    const id = await world.asked(at);
    const be = (name: string, tab: string, doing: string) =>
      world.as(name, "PUT", `/conversations/${id}/presence`, { tab, doing });
    await quiet();
    assert.equal((await be("tom", "1", "reading")).status, 204);
    assert.deepEqual(await announced(id), ["presence"]);
    await quiet();
    at = later(at, seconds(10));
    await be("tom", "1", "reading");
    await be("tom", "2", "reading");
    assert.deepEqual(await announced(id), [], "nothing that others see has changed");
    await be("tom", "2", "writing");
    assert.deepEqual((await one(id)).present, [
      { userId: world.user("tom"), doing: "writing", seenAt: at.toISOString() },
    ]);
    await world.as("tom", "DELETE", `/conversations/${id}/presence?tab=2`);
    assert.equal((await one(id)).present[0].doing, "reading");
    assert.deepEqual(await announced(id), ["presence", "presence"]);
    await quiet();
    at = later(at, seconds(31));
    assert.deepEqual((await one(id)).present, []);
    await keepUp(world.database);
    assert.deepEqual(await announced(id), ["presence"]);
    const left = await world.inside(() => db().selectFrom("presence").selectAll().execute());
    assert.deepEqual(left, []);
  });

  it("keeps one's unsent reply, one's own, and never over a newer one unseen", async () => {
    const id = await world.asked(at);
    const url = `/conversations/${id}/draft`;
    const first = await world.as("mia", "PUT", url, { text: "Dear" });
    assert.equal(first.status, 200);
    assert.deepEqual((await one(id)).draft, first.body.draft);
    assert.equal((await one(id, "tom")).draft, null);
    const seen = first.body.draft.updatedAt;
    at = later(at, seconds(1));
    const second = await world.as("mia", "PUT", url, { text: "Dear Nora", updatedAt: seen });
    assert.equal(second.status, 200);
    const late = await world.as("mia", "PUT", url, { text: "Dear Nor", updatedAt: seen });
    assert.equal(late.status, 409);
    assert.equal(late.body.error.data.draft.text, "Dear Nora");
    assert.equal(
      (await world.as("mia", "PUT", url, { text: "Dear all" })).status,
      200,
      "the last write wins",
    );
    assert.equal((await world.as("mia", "DELETE", url)).status, 204);
    assert.deepEqual((await world.as("mia", "GET", url)).body, { draft: null });
  });

  it("shows a long thread a page at a time, with parents and the way to the earlier part", async () => {
    const id = newId();
    const messages = Array.from({ length: 250 }, (_, n) => ({
      key: String(n),
      at: later(at, -minutes(300 - n)),
      ...(n > 0 ? { parent: String(n - 1) } : {}),
      text: `Message ${n}`,
    }));
    await world.heard(id, messages);
    const texts: string[] = [];
    let before = "";
    do {
      const { body } = await world.as("mia", "GET", `/conversations/${id}${before && `?before=${before}`}`);
      texts.unshift(...body.messages.map((message: { text: string }) => message.text));
      before = body.earlier ?? "";
      assert.ok(body.messages.at(-1).parentId !== null);
    } while (before);
    assert.deepEqual(
      texts,
      messages.map((message) => message.text),
    );
    assert.equal((await world.as("mia", "GET", `/conversations/${id}?before=x`)).status, 400);
  });

  it("wakes what was snoozed when its time has come, once, and tells", async () => {
    const id = await world.asked(at);
    await world.as("mia", "POST", `/conversations/${id}/snooze`, {
      until: later(at, hours(1)).toISOString(),
    });
    await keepUp(world.database);
    assert.equal((await one(id)).conversation.status, "snoozed");
    at = later(at, hours(1));
    await quiet();
    await Promise.all([keepUp(world.database), keepUp(world.database)]);
    assert.deepEqual((await kindsOf(id)).slice(-2), ["conversation.snoozed", "conversation.woken"]);
    assert.equal((await one(id)).conversation.status, "open");
    assert.ok((await announced(id)).includes("conversations"));
  });

  it("warns of a promise once, when a quarter of its time is left: the assignee, or else the desk", async () => {
    await world.inside(() =>
      db().updateTable("conversation").set({ status: "closed" }).where("status", "=", "open").execute(),
    );
    const assigned = await world.asked(at);
    await world.as("leo", "PUT", `/conversations/${assigned}/assignment`, { userId: world.user("tom") });
    const nobodys = await world.asked(at);
    await world.as("leo", "POST", `/conversations/${nobodys}/hand-over`, {
      deskId: world.desks.sales,
      reason: "x",
    });
    const warned = async () => ({
      tom: (await notified("tom", "promise-at-risk")).map((each) => each.subject_id),
      leo: (await notified("leo", "promise-at-risk")).map((each) => each.subject_id),
      mia: (await notified("mia", "promise-at-risk")).map((each) => each.subject_id),
    });
    at = later(at, minutes(89));
    await keepUp(world.database);
    assert.deepEqual(await warned(), { tom: [], leo: [], mia: [] });
    at = later(at, minutes(1));
    await keepUp(world.database);
    await keepUp(world.database);
    assert.deepEqual(await warned(), { tom: [assigned], leo: [], mia: [] });
    // The sales desk promises within eight hours: six have passed.
    at = later(at, hours(4.5));
    await Promise.all([keepUp(world.database), keepUp(world.database)]);
    assert.deepEqual(await warned(), { tom: [assigned, nobodys], leo: [nobodys], mia: [] });
  });

  it("forgets traces of changes that can long not be undone", async () => {
    const id = await world.asked(at);
    await world.as("mia", "PUT", `/conversations/${id}/priority`, { priority: 2 });
    at = later(at, days(8));
    await keepUp(world.database);
    assert.deepEqual(await world.inside(() => db().selectFrom("inbox_change").selectAll().execute()), []);
  });

  it("moves along when two threads turn out to be one, and the old address leads there", async () => {
    const from = await world.asked(at);
    const into = newId();
    await world.heard(into, [{ at, own: true }]);
    assert.equal((await one(into)).conversation.status, "closed");
    await world.as("mia", "POST", `/conversations/${from}/notes`, { text: "Careful" });
    await world.as("mia", "PUT", `/conversations/${from}/draft`, { text: "Dear Nora" });
    await world.as("tom", "PUT", `/conversations/${from}/presence`, { tab: "1", doing: "reading" });
    await world.as("mia", "POST", `/conversations/${from}/hand-over`, {
      deskId: world.desks.sales,
      reason: "Quote",
    });
    // As listening joins: messages move, the event is recorded, the emptied row goes.
    await world.inside(async () => {
      await db()
        .updateTable("message")
        .set({ conversation_id: into })
        .where("conversation_id", "=", from)
        .execute();
      await record([
        { kind: "conversation.merging", subject: { kind: "conversation", id: from }, data: { into } },
      ]);
      await db()
        .deleteFrom("conversation")
        .where("workspace_id", "=", workspaceId())
        .where("id", "=", from)
        .execute();
    });
    const view = await one(from);
    assert.equal(view.conversation.id, into);
    assert.equal(view.conversation.status, "open", "open work does not vanish into a closed thread");
    assert.deepEqual([view.notes.length, view.handOvers.length, view.draft.text], [1, 1, "Dear Nora"]);
    assert.equal(view.messages.length, 2);
    assert.ok(view.history.some((entry: { kind: string }) => entry.kind === "conversation.handed-over"));
    assert.equal((await world.as("eve", "GET", `/conversations/${from}`)).status, 404);
  });
});
