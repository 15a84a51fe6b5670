import assert from "node:assert/strict";
import { test } from "node:test";
import { OutboundError } from "../../kernel/outbound.ts";
import type { Fault } from "../connector.ts";
import { nextMaxId } from "./client.ts";
import { faultOfAnswer, faultOfError, retryAt } from "./faults.ts";
import { words } from "./find.ts";
import { parseServer } from "./instance.ts";

const NOW = new Date("2026-05-01T10:00:00Z");
const answer = (status: number, body?: string) => ({
  status,
  headers: new Headers(),
  body: body === undefined ? undefined : { error: body },
  host: "home.example",
});

test("an answer means what the server said, and for an act nothing more than is sure", () => {
  const cases: Array<[number, string | undefined, "GET" | "POST", Fault["tag"]]> = [
    [401, undefined, "GET", "authorisation"],
    [422, undefined, "GET", "authorisation"],
    [422, "Validation failed", "POST", "refused"],
    [403, "This action is outside the authorized scopes", "POST", "authorisation"],
    [403, "This action is not allowed", "POST", "refused"],
    [404, undefined, "GET", "missing"],
    [405, undefined, "GET", "missing"],
    [501, undefined, "GET", "missing"],
    [429, undefined, "POST", "rate"],
    [502, undefined, "GET", "unavailable"],
    [502, undefined, "POST", "no-answer"],
    [504, undefined, "POST", "no-answer"],
    [400, undefined, "POST", "refused"],
  ];
  for (const [status, body, method, tag] of cases) {
    const weight = method === "GET" ? "harmless" : "acts";
    assert.equal(faultOfAnswer(answer(status, body), method, weight, NOW).tag, tag, `${method} ${status}`);
  }
});

test("only a connection that was never made is sure to have done nothing", () => {
  const signal = new AbortController().signal;
  const tags = (tag: "unreachable" | "no-answer" | "too-large" | "forbidden") =>
    (["harmless", "acts"] as const).map(
      (weight) => faultOfError(new OutboundError(tag, { en: "x", es: "y" }), weight, signal, "h").tag,
    );
  assert.deepEqual(tags("unreachable"), ["unavailable", "unavailable"]);
  assert.deepEqual(tags("no-answer"), ["unavailable", "no-answer"]);
  assert.deepEqual(tags("too-large"), ["unavailable", "no-answer"]);
  assert.deepEqual(tags("forbidden"), ["refused", "refused"]);
  assert.throws(() => faultOfError(new TypeError("our own mistake"), "acts", signal, "h"), TypeError);
});

test("the moment to come back is understood in every spelling, and guessed when it is none", () => {
  const at = (headers: Record<string, string>) => retryAt(new Headers(headers), NOW).toISOString();
  assert.equal(at({ "retry-after": "90" }), "2026-05-01T10:01:30.000Z");
  assert.equal(at({ "retry-after": "Fri, 01 May 2026 10:02:00 GMT" }), "2026-05-01T10:02:00.000Z");
  assert.equal(at({ "x-ratelimit-reset": "2026-05-01T10:05:00.123Z" }), "2026-05-01T10:05:00.123Z");
  assert.equal(at({ "ratelimit-reset": String(NOW.getTime() / 1000 + 60) }), "2026-05-01T10:01:00.000Z");
  assert.equal(at({ "x-ratelimit-reset": "soon" }), "2026-05-01T10:05:00.000Z");
});

test("a server is found in all that a person may type", () => {
  for (const typed of [
    "home.example",
    " https://home.example/@ana ",
    "@ana@home.example",
    "ana@home.example",
    "HOME.example/",
  ])
    assert.equal(parseServer(typed), "https://home.example", typed);
  assert.equal(parseServer("http://localhost:3000/x"), "http://localhost:3000");
  for (const typed of ["", "   ", "two words", "https://user:secret@home.example", "ftp://x y"])
    assert.equal(parseServer(typed), undefined, typed);
});

test("the next page is read from the Link header", () => {
  const link =
    '<https://h.example/api/v1/notifications?max_id=01HX>; rel="next", <https://h.example/?min_id=9>; rel="prev"';
  assert.equal(nextMaxId(new Headers({ link })), "01HX");
  assert.equal(nextMaxId(new Headers({ link: '<https://h.example/?min_id=9>; rel="prev"' })), null);
  assert.equal(nextMaxId(new Headers()), undefined);
});

test("sent and shown words are compared without what the network rewrites", () => {
  assert.equal(words("@bo@other.example  hi\nthere"), words("@bo hi there"));
  assert.notEqual(words("@bo hi"), words("@cy hi"));
  assert.notEqual(words("Yes!"), words("Yes?"));
});
