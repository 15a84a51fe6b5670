/** Awkward mails, and what a reader is promised to see of them. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Account, MessageReading } from "../connector.ts";
import { email } from "./index.ts";
import { rawOf } from "./raw.ts";
import type { Expected } from "./test-read-case.ts";
import { BODIES } from "./test-read-cases-body.ts";
import { MACHINES } from "./test-read-cases-machine.ts";

const ACCOUNT: Account = {
  externalId: "casa@verde.example",
  handle: "casa@verde.example",
  name: "Casa Verde",
};
const RECEIVED = new Date("2026-03-05T10:00:00Z");

describe("an awkward mail is read well", () => {
  for (const [name, { mail, expect }] of Object.entries({ ...BODIES, ...MACHINES }))
    test(name, async () => {
      const source = typeof mail === "string" ? Buffer.from(mail.replace(/\n/g, "\r\n")) : mail;
      const place = { path: "INBOX", validity: "1", uid: 7, size: source.length, received: RECEIVED };
      const raw = rawOf(source, place);
      const [reading] = await email.read(raw, ACCOUNT);
      assert.ok(reading?.kind === "message");
      compare(reading, expect);
      assert.deepEqual((await email.read(raw, ACCOUNT))[0], reading, "read again, it is the same");
      for (const file of reading.attachments) {
        const opened = await email.open?.(raw, file.part ?? "");
        assert.equal(opened?.bytes.length, file.bytes, "every attachment can be opened");
        assert.equal(opened?.name, file.name);
      }
      assert.equal(await email.open?.(raw, "no such part"), undefined);
    });
});

function compare(reading: MessageReading, expect: Expected): void {
  for (const [key, wanted] of Object.entries(expect) as Array<[keyof Expected, unknown]>) {
    const got =
      key === "files"
        ? reading.attachments.map((file) => `${file.kind} ${file.name}`)
        : fieldOf(reading, key);
    if (wanted instanceof RegExp) assert.match(String(got ?? ""), wanted, key);
    else assert.deepEqual(got, wanted, key);
  }
}

function fieldOf(reading: MessageReading, key: Exclude<keyof Expected, "files">): unknown {
  switch (key) {
    case "author":
      return `${reading.author.name} <${reading.author.externalId}>`;
    case "at":
      return reading.at.toISOString();
    case "rich":
      return reading.html !== undefined;
    case "id":
      return reading.externalId;
    default:
      return reading[key];
  }
}
