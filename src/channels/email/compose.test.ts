/** Whom an answer goes to, what it is called, and what is never answered. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Account, Act, Target } from "../connector.ts";
import { answerSubject, compose } from "./compose.ts";
import { email } from "./index.ts";
import { parseMail } from "./parse.ts";

const account: Account = {
  externalId: "casa@verde.example",
  handle: "casa@verde.example",
  name: "Casa Verde",
};
const options = { key: "rapport.1", now: new Date("2026-03-02T10:00:00Z"), replyAll: false };

function target(headers: Record<string, string[]> = {}, more: Partial<Target> = {}): Target {
  return {
    externalId: "<1@mail.example>",
    author: { externalId: "ana@mail.example", handle: "ana@mail.example", name: "Ana" },
    form: "email",
    subject: "Hola",
    text: "x",
    at: new Date(0),
    visibility: "direct",
    payload: { type: "email", headers: { from: ["Ana <ana@mail.example>"], ...headers } },
    ancestors: [],
    ...more,
  };
}
const act = (to: Target, more: Partial<Act> = {}): Act => ({
  kind: "reply",
  text: "Hola <Ana>\n\n— Luis",
  media: [],
  speaker: { name: "Luis" },
  target: to,
  ...more,
});

async function composed(to: Target, more: Partial<Act> = {}, replyAll = false) {
  const made = await compose(act(to, more), account, { ...options, replyAll });
  assert.ok(made.ok, JSON.stringify(made));
  return { ...made.value, mail: await parseMail(made.value.source) };
}

describe("an answer", () => {
  test("goes to the author, named, from a person who speaks for the brand", async () => {
    const { to, mail } = await composed(target());
    assert.deepEqual(to, ["ana@mail.example"]);
    assert.equal(mail.from?.value[0]?.name, "Luis · Casa Verde");
    assert.equal(mail.from?.value[0]?.address, "casa@verde.example");
    assert.equal(mail.messageId, "<rapport.1@verde.example>");
    assert.equal(mail.headers.has("auto-submitted"), false, "a human answer never calls itself automatic");
    assert.equal(mail.text?.trim(), "Hola <Ana>\n\n— Luis");
    assert.match(String(mail.html), /Hola &#60;Ana&#62;/);
  });
  test("goes to Reply-To where there is one", async () => {
    const { to } = await composed(target({ "reply-to": ["Desk <desk@mail.example>"] }));
    assert.deepEqual(to, ["desk@mail.example"]);
    const asked = target({ "reply-to": ["Desk <desk@mail.example>"] });
    assert.deepEqual(email.recipients?.(asked, account, {}), ["desk@mail.example"], "and says so before");
  });
  test("goes to the author when Reply-To names ourselves", async () => {
    assert.deepEqual((await composed(target({ "reply-to": ["casa@verde.example"] }))).to, [
      "ana@mail.example",
    ]);
  });
  test("leaves the others out, unless everybody is to be answered", async () => {
    const many = target({
      to: ["casa@verde.example, b@mail.example"],
      cc: ["c@mail.example, ANA@mail.example"],
    });
    assert.deepEqual((await composed(many)).to, ["ana@mail.example"]);
    assert.deepEqual((await composed(many, {}, true)).to, [
      "ana@mail.example",
      "b@mail.example",
      "c@mail.example",
    ]);
  });
  test("to a mail of our own goes to those it went to", async () => {
    const own = target(
      { from: ["casa@verde.example"], to: ["ana@mail.example"] },
      { author: { externalId: account.externalId, handle: account.handle, name: "Casa Verde" } },
    );
    assert.deepEqual((await composed(own)).to, ["ana@mail.example"]);
  });
  test("stands in its thread", async () => {
    const { mail } = await composed(target({}, { ancestors: ["<0@mail.example>"] }));
    assert.equal(mail.inReplyTo, "<1@mail.example>");
    assert.deepEqual(mail.references, ["<0@mail.example>", "<1@mail.example>"]);
  });
  test("keeps the root and the newest of a very long thread", async () => {
    const ancestors = Array.from({ length: 200 }, (_, index) => `<${index}@long.example>`);
    const references = [(await composed(target({}, { ancestors }))).mail.references ?? []].flat();
    assert.equal(references.length, 21);
    assert.equal(references[0], "<0@long.example>");
    assert.equal(references.at(-1), "<1@mail.example>");
  });
  test("to a mail without a Message-ID claims no thread", async () => {
    const { mail } = await composed(target({}, { externalId: "hash:abc" }));
    assert.equal(mail.inReplyTo, undefined);
  });
  test("carries its files, and only seven-bit lines of bearable length", async () => {
    const bytes = new Uint8Array(3000).fill(200);
    const media = [{ bytes, type: "image/png", name: "año.png", alt: "" }];
    const { mail, source } = await composed(target(), { media, text: `ñ${"x".repeat(3000)}` });
    assert.equal(mail.attachments[0]?.filename, "año.png");
    assert.deepEqual(new Uint8Array(mail.attachments[0]?.content ?? []), bytes);
    assert.ok(source.every((byte) => byte < 128));
    assert.ok(
      source
        .toString()
        .split("\r\n")
        .every((line) => line.length <= 998),
    );
  });
  test("cannot be made to carry header lines of somebody else's", async () => {
    const subject = "Hola\r\nBcc: victim@mail.example";
    const { to, mail } = await composed(target({}, { subject }), {
      speaker: { name: "L\r\nBcc: v@mail.example" },
    });
    assert.deepEqual(to, ["ana@mail.example"]);
    assert.equal(mail.headers.has("bcc"), false);
  });

  const never: Record<string, Record<string, string[]>> = {
    "a null return path": { "return-path": ["<>"] },
    "a bounce": { "content-type": ["multipart/report; report-type=delivery-status"] },
    "an absence notice": { "auto-submitted": ["auto-replied"] },
  };
  for (const [what, headers] of Object.entries(never))
    test(`is never given to ${what}`, async () => {
      const made = await compose(act(target(headers)), account, options);
      assert.ok(!made.ok && made.fault.tag === "refused" && made.fault.message.es.length > 20);
    });
  test("can be given to a mailing list", async () => {
    assert.deepEqual((await composed(target({ "list-id": ["<tea.lists.example>"] }))).to, [
      "ana@mail.example",
    ]);
  });
  test("is refused when there is nobody to answer", async () => {
    const nobody = target(
      { from: [] },
      { author: { externalId: "unknown", handle: "unknown", name: "unknown" } },
    );
    assert.equal((await compose(act(nobody), account, options)).ok, false);
  });

  const subjects: Array<[string, string]> = [
    ["Hola", "Re: Hola"],
    ["Re: Hola", "Re: Hola"],
    ["RE: re: Re[2]: Hola", "Re: Hola"],
    ["AW: SV: Hola", "Re: Hola"],
    ["RÉP: Hola", "Re: Hola"],
    ["Resp: Hola", "Re: Hola"],
    ["回复：Hola", "Re: Hola"],
    ["Fwd: Hola", "Re: Fwd: Hola"],
    ["Regarding: Hola", "Re: Regarding: Hola"],
    ["", "Re:"],
  ];
  for (const [given, wanted] of subjects)
    test(`to “${given}” is called “${wanted}”`, () => assert.equal(answerSubject(given), wanted));
});

test("a key is never made twice, and names a mail of ours", () => {
  const keys = new Set(Array.from({ length: 500 }, () => email.outbound?.key(new Date())));
  assert.equal(keys.size, 500);
  for (const key of keys) assert.match(key ?? "", /^rapport\.[\da-f-]{36}$/);
});
