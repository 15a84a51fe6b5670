import assert from "node:assert/strict";
import { test } from "node:test";
import { conversation, ids } from "../../test/browser/inbox-people.ts";
import { applyChange, changeCall } from "./change.ts";
import { fits, listQuery, questionOf, readSearch } from "./question.ts";

test("an address is read for what it says, and nonsense in it is left out", () => {
  assert.deepEqual(readSearch({ desk: "d", waiting: "true", order: "promise", priority: "2" }), {
    desk: "d",
    waiting: true,
    order: "promise",
    priority: 2,
  });
  assert.deepEqual(readSearch({ order: "sideways", priority: 9, desk: { a: 1 }, panel: "cellar" }), {});
});

test("a view is asked with the filters over it; a saved one by its name", () => {
  assert.deepEqual(listQuery("mine", { desk: "d", message: "m" }), { assignee: "me", desk: "d" });
  assert.deepEqual(listQuery("0192", { channel: "c" }), { view: "0192", channel: "c" });
  const saved = { id: "v", name: "V", question: { desk: "d" }, shared: false, position: 1 };
  assert.deepEqual(questionOf("v", { desk: "other" }, [saved]), { desk: "other" });
});

test("a closed conversation leaves the open list and belongs in the closed one", () => {
  const row = conversation(0);
  const closed = applyChange(row, { verb: "close", outcome: "sale" });
  assert.ok(fits(row, {}, ids.ana));
  assert.ok(!fits(closed, {}, ids.ana));
  assert.ok(fits(closed, { status: "closed" }, ids.ana));
  assert.equal(closed.waitingSince, null, "nobody waits any more");
});

test("mine is whoever looks", () => {
  const row = conversation(0, { assigneeId: ids.teo });
  assert.ok(fits(row, { assignee: "me" }, ids.teo));
  assert.ok(!fits(row, { assignee: "me" }, ids.ana));
  assert.ok(fits({ ...row, assigneeId: null }, { assignee: "none" }, ids.ana));
});

test("one conversation is changed by its own resource with the version that was seen, many at once", () => {
  const row = conversation(0, { version: 7 });
  assert.deepEqual(changeCall([row], { verb: "snooze", until: "2026-11-24T08:00:00Z" }), {
    method: "post",
    path: "/conversations/{id}/snooze",
    id: row.id,
    body: { until: "2026-11-24T08:00:00Z", version: 7 },
  });
  const many = changeCall([row, conversation(1)], { verb: "assign", userId: null });
  assert.equal(many.path, "/bulk-changes");
  assert.deepEqual(many.body.change, { verb: "assign", userId: null });
});
