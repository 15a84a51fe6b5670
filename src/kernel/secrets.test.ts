import assert from "node:assert/strict";
import { test } from "node:test";
import { type KeyRing, openKeyRing } from "./key-ring.ts";
import { open, reseal, seal, signToken, verifyToken } from "./secrets.ts";

function ringOf(secret: string, secretPrevious?: string): KeyRing {
  const ring = openKeyRing({ data: "/nonexistent", secret, secretPrevious });
  assert.ok(ring.ok);
  return ring.value;
}
const ring = ringOf("the secret of this installation!!");
const other = ringOf("the secret of another installation");
const soon = () => new Date(Date.now() + 60_000);

test("what is sealed for one place opens there and nowhere else", () => {
  const plain = { token: "ñandú", nested: { list: [1, null, "x"] } };
  const sealed = seal(ring, plain, "workspace-1/channel-1");
  assert.ok(!sealed.includes("token"));
  assert.deepEqual(open(ring, sealed, "workspace-1/channel-1"), { ok: true, value: plain });
  for (const context of ["workspace-2/channel-1", "workspace-1/channel-2", ""]) {
    assert.deepEqual(open(ring, sealed, context), { ok: false, fault: { tag: "broken-seal" } });
  }
  assert.deepEqual(open(other, sealed, "workspace-1/channel-1"), {
    ok: false,
    fault: { tag: "unknown-key", keyId: ring.current.id },
  });
  assert.notEqual(seal(ring, plain, "c"), seal(ring, plain, "c"), "no two seals are alike");
});

test("a sealed value that was altered anywhere does not open", () => {
  const sealed = seal(ring, { token: "t" }, "c");
  const [version, id, nonce, text] = sealed.split(".");
  for (let at = 0; at < sealed.length; at += 1) {
    const letter = sealed[at] === "A" ? "B" : "A";
    const altered = sealed.slice(0, at) + letter + sealed.slice(at + 1);
    const opened = open(ring, altered, "c");
    // The last letter of base64url carries spare bits: the same bytes may have two spellings.
    const same = Buffer.from(altered.split(".")[3] ?? "", "base64url").equals(
      Buffer.from(text ?? "", "base64url"),
    );
    if (altered.split(".").slice(0, 3).join() !== [version, id, nonce].join() || !same)
      assert.equal(opened.ok, false, altered);
  }
  const short = Buffer.from(text ?? "", "base64url")
    .subarray(0, -1)
    .toString("base64url");
  const shortened = [version, id, nonce, short].join(".");
  for (const bad of [
    "",
    "r1",
    "r1.a.b",
    `${sealed}.x`,
    `r2${sealed.slice(2)}`,
    `r1.${id}.${nonce}.AA`,
    shortened,
  ]) {
    assert.equal(open(ring, bad, "c").ok, false, bad);
  }
  assert.equal(reseal(ring, shortened, "c").ok, false);
});

test("a link serves one purpose, until it expires, and cannot be forged", () => {
  const token = signToken(ring, "invitation", { id: "7" }, soon());
  assert.match(token, /^[\w-]+\.[\w-]+$/);
  assert.deepEqual(verifyToken(ring, "invitation", token), { ok: true, value: { id: "7" } });
  const invalid = { ok: false, fault: { tag: "invalid" } };
  assert.deepEqual(verifyToken(ring, "reset", token), invalid);
  assert.deepEqual(verifyToken(other, "invitation", token), invalid);
  const [body, signature] = token.split(".");
  const forged = Buffer.from(JSON.stringify({ p: { id: "8" }, e: soon().getTime() })).toString("base64url");
  for (const bad of [
    "",
    ".",
    body ?? "",
    `${forged}.${signature}`,
    `${body}.`,
    `${body}.AAAA`,
    `${token}.x`,
  ]) {
    assert.deepEqual(verifyToken(ring, "invitation", bad), invalid, bad);
  }
  const late = signToken(ring, "invitation", {}, new Date(Date.now() - 1));
  assert.deepEqual(verifyToken(ring, "invitation", late), { ok: false, fault: { tag: "expired" } });
});

test("a link that was sent before the secret changed still works", () => {
  const token = signToken(ring, "invitation", { id: "7" }, soon());
  assert.ok(
    verifyToken(
      ringOf("a new secret of this installation", "the secret of this installation!!"),
      "invitation",
      token,
    ).ok,
  );
});
