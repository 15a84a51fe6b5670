import assert from "node:assert/strict";
import { test } from "node:test";
import { presentFault } from "./present-channel.ts";
import { problemOf } from "./problem.ts";

const message = { en: "Revoked.", es: "Revocado." };
const advice = { en: "Connect it again.", es: "Vuelve a conectarlo." };
const since = "2026-11-23T12:00:00.000Z";

test("a channel says in the reader's language what is wrong and what to do", () => {
  const stored = { tag: "authorisation", message, advice, since };
  const shown = presentFault(stored, "es");
  assert.deepEqual(shown, { tag: "authorisation", message: message.es, advice: advice.es, since });
  assert.equal(presentFault(stored, "en")?.message, message.en);
});

test("what was stored in one language is shown as it stands", () => {
  const stored = { tag: "authorisation", message: "Revoked.", advice: "Connect it again.", since };
  assert.equal(presentFault(stored, "es")?.message, "Revoked.");
  assert.equal(presentFault(stored, "es")?.advice, "Connect it again.");
  assert.equal(presentFault(null, "es"), null);
});

test("who asked for something reads a network's fault in their own language", () => {
  const { words, fields } = problemOf({ tag: "input", field: "server", message });
  assert.deepEqual(words, message);
  assert.deepEqual(fields, [{ path: "body.input.server", words: message }]);
  assert.equal(
    problemOf({ tag: "authorisation", message, advice }).words.es,
    "Revocado. Vuelve a conectarlo.",
  );
  assert.match(
    problemOf({ tag: "unavailable", message: { en: "down", es: "caída" } }).words.es,
    /caída\. Int/,
  );
  const wait = problemOf({ tag: "rate", message, retryAt: new Date(Date.now() + 4.5 * 60_000) });
  assert.match(wait.words.es, /unos 5 min/);
});
