import assert from "node:assert/strict";
import { test } from "node:test";
import { conversation, delivery, message, note } from "../../test/browser/inbox-people.ts";
import { matchDeliveries, type ThreadParts, threadItems } from "./thread-items.ts";

const row = conversation(0);
const parts = (some: Partial<ThreadParts>): ThreadParts => ({
  messages: [],
  notes: [],
  handOvers: [],
  history: [],
  deliveries: [],
  more: false,
  seenAt: null,
  ...some,
});
const time = (minute: number) => `2026-11-23T10:${String(minute).padStart(2, "0")}:00.000Z`;

test("a reply that has come back from the network stands once, as the message", () => {
  const ours = message(1, row, { own: true, externalId: "at://ours", at: time(5) });
  const sent = delivery(1, row.id, { externalId: "at://ours" });
  const items = threadItems(parts({ messages: [ours], deliveries: [sent] }));
  assert.deepEqual(
    items.map((item) => item.kind),
    ["message"],
  );
  assert.equal(items[0]?.kind === "message" && items[0].delivery?.id, sent.id);
});

test("a stranger's message is never taken for ours, whatever its id", () => {
  const theirs = message(1, row, { own: false, externalId: "at://ours" });
  assert.equal(matchDeliveries([theirs], [delivery(1, row.id, { externalId: "at://ours" })]).size, 0);
});

test("a reply on its way stands by itself, and a like does not", () => {
  const items = threadItems(
    parts({
      deliveries: [
        delivery(1, row.id, { status: "sending", sentAt: null, createdAt: time(1) }),
        delivery(2, row.id, { kind: "like", createdAt: time(2) }),
      ],
    }),
  );
  assert.deepEqual(
    items.map((item) => item.kind),
    ["delivery"],
  );
});

test("all that happened stands in the order in which it happened", () => {
  const items = threadItems(
    parts({
      messages: [message(1, row, { at: time(1) }), message(2, row, { at: time(9) })],
      notes: [note(1, { createdAt: time(4) })],
      deliveries: [delivery(1, row.id, { status: "held", sentAt: null, createdAt: time(6) })],
    }),
  );
  assert.deepEqual(
    items.map((item) => item.kind),
    ["message", "note", "delivery", "message"],
  );
});

test("neighbouring changes are one item, and what speaks for itself is not told twice", () => {
  const entry = (id: string, kind: string, minute: number) => ({
    id,
    kind,
    at: time(minute),
    actor: { kind: "user", id: "u" },
    data: null,
  });
  const items = threadItems(
    parts({
      history: [
        entry("1", "conversation.assigned", 1),
        entry("2", "conversation.prioritised", 2),
        entry("3", "note.written", 3),
        entry("4", "conversation.handed-over", 4),
      ],
    }),
  );
  assert.equal(items.length, 1);
  assert.equal(items[0]?.kind === "history" && items[0].entries.length, 2);
});

test("the line before what is new stands before the first new message of others", () => {
  const messages = [1, 5, 9].map((minute) => message(minute, row, { at: time(minute), own: minute === 5 }));
  const kinds = (seenAt: string | null) => threadItems(parts({ messages, seenAt })).map((item) => item.kind);
  assert.deepEqual(kinds(time(1)), ["message", "message", "unread", "message"]);
  assert.deepEqual(kinds(time(9)), ["message", "message", "message"], "nothing is new");
  assert.deepEqual(kinds(null), ["message", "message", "message"], "never seen: all is new, no line");
});

test("what is older than the messages loaded so far waits with them", () => {
  const items = threadItems(
    parts({
      messages: [message(1, row, { at: time(5) })],
      notes: [note(1, { createdAt: time(2) })],
      more: true,
    }),
  );
  assert.deepEqual(
    items.map((item) => item.kind),
    ["message"],
  );
});
