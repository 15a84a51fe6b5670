import assert from "node:assert/strict";
import { test } from "node:test";
import { createLog } from "./log.ts";

function record(readable = false) {
  const lines: string[] = [];
  const log = createLog({ level: "debug", readable, write: (line) => lines.push(line) });
  const last = () => JSON.parse(lines.at(-1) ?? "{}");
  return { log, lines, last };
}

test("what opens a door is left out, however deep it lies", () => {
  const { log, lines } = record();
  const names = [
    "authorization",
    "Authorization",
    "cookie",
    "set-cookie",
    "password",
    "newPassword",
    "token",
    "accessToken",
    "refresh_token",
    "secret",
    "client_secret",
    "apiKey",
    "api_key",
    "api-key",
    "credentials",
    "sealed",
    "accessJwt",
    "privateKey",
  ];
  for (const name of names) {
    log.info({ [name]: "hunter2" }, "shallow");
    log.info({ a: { b: [{ c: { [name]: "hunter2" } }] } }, "deep");
    log.info({ a: { [name]: { inner: "hunter2" } } }, "whole branches");
    log.error({ error: Object.assign(new Error("no"), { [name]: "hunter2" }) }, "in errors");
    log.error({ error: new Error("no", { cause: { config: { [name]: "hunter2" } } }) }, "in causes");
  }
  assert.equal(lines.length, names.length * 5);
  assert.ok(!lines.join("").includes("hunter2"));
});

test("tokens are cut out of texts and addresses, and the rest stays readable", () => {
  const { log, lines } = record();
  for (const text of [
    "GET https://example.com/x?access_token=hunter2&page=2",
    "GET /callback?code=hunter2&state=hunter2",
    "GET /invitation#token=hunter2",
    "postgres://rapport:hunter2@db:5432/rapport",
    "smtps://ana%40example.com:hunter2@mail.example.com",
    "authorization: Bearer hunter2hunter2",
  ]) {
    log.info(text);
    log.info({ url: text }, "field");
    log.info({ error: new Error(text) }, "error");
  }
  const all = lines.join("");
  assert.ok(!all.includes("hunter2"), all);
  assert.ok(all.includes("&page=2") && all.includes("@db:5432/rapport"));
  for (const line of lines) JSON.parse(line);
});

test("a line says when, how grave, what, and the whole error with its causes", () => {
  const { log, last } = record();
  const cause = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  log.warn(
    { error: new Error("no connection", { cause }), channelId: "7", size: 5n, at: new Date(0) },
    "a pull failed",
  );
  const line = last();
  assert.equal(line.level, "warn");
  assert.equal(line.msg, "a pull failed");
  assert.match(line.time, /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual([line.channelId, line.size, line.at], ["7", "5", "1970-01-01T00:00:00.000Z"]);
  assert.equal(line.error.message, "no connection");
  assert.match(line.error.stack, /log\.test/);
  assert.equal(line.error.cause.code, "ECONNREFUSED");
  log.error(new Error("bare"));
  assert.equal(last().err.message, "bare");
});

test("circles, bytes and depths do not stop the log", () => {
  const { log, last } = record();
  const circle: Record<string, unknown> = { bytes: new Uint8Array(3), map: new Map([["a", 1]]) };
  circle.self = circle;
  let deep: Record<string, unknown> = {};
  for (let i = 0; i < 100; i += 1) deep = { deep };
  log.info({ circle, deep }, "odd");
  assert.deepEqual(last().circle, { bytes: "[3 bytes]", map: [["a", 1]], self: "[…]" });
});

test("on a terminal a line is for people", () => {
  const { log, lines } = record(true);
  log.info({ address: "http://localhost:4321", list: [1] }, "Rapport is ready");
  assert.match(
    lines[0] ?? "",
    /^\d\d:\d\d:\d\d .*info.* Rapport is ready address=http:\/\/localhost:4321 list=\[1\]\n$/,
  );
  log.error({ error: new Error("broke"), password: "hunter2" }, "oh");
  assert.match(lines[1] ?? "", /error=Error: broke password=\[left out\]\n {4}at /);
});

test("an unknown level falls back to info instead of stopping the start", () => {
  const lines: string[] = [];
  const log = createLog({ level: "loud", readable: false, write: (line) => lines.push(line) });
  log.debug("no");
  log.info("yes");
  assert.equal(lines.length, 1);
});
