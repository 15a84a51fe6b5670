/** Finding the servers of an address, and putting together what was typed with what was found. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readDocument } from "./autoconfig.ts";
import { readForm, serversOf } from "./form.ts";

const XML = `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="verde.example">
<incomingServer type="pop3"><hostname>pop.verde.example</hostname><port>995</port><socketType>SSL</socketType></incomingServer>
<incomingServer type="imap"><hostname>mail.%EMAILDOMAIN%</hostname><port>143</port><socketType>plain</socketType></incomingServer>
<incomingServer type="imap"><hostname>mail.%EMAILDOMAIN%</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username></incomingServer>
<outgoingServer type="smtp"><hostname>out.verde.example</hostname><port>587</port><socketType>STARTTLS</socketType><username>%EMAILADDRESS%</username></outgoingServer>
</emailProvider></clientConfig>`;

function typed(more: Record<string, string> = {}) {
  const form = readForm({ address: "casa@verde.example", password: "x", ...more });
  assert.ok(form.ok, JSON.stringify(form));
  return form.value;
}

describe("the servers of an address", () => {
  test("come from the domain's own document, never in the clear", () => {
    assert.deepEqual(readDocument(XML, "casa@verde.example"), {
      imap: { host: "mail.verde.example", port: 993, security: "tls", user: "casa" },
      smtp: { host: "out.verde.example", port: 587, security: "starttls", user: "casa@verde.example" },
    });
  });
  test("a document that is none says nothing", () => {
    for (const text of ["", "<html>", "{}", "<clientConfig/>"])
      assert.deepEqual(readDocument(text, "a@b.c"), {});
  });
  test("are guessed from the domain when nothing was found", () => {
    assert.deepEqual(serversOf(typed(), undefined), {
      imap: { host: "imap.verde.example", port: 993, security: "tls", user: "casa@verde.example" },
      smtp: { host: "smtp.verde.example", port: 465, security: "tls", user: "casa@verde.example" },
    });
  });
  test("what a person typed comes first, and leads the rest", () => {
    const found = readDocument(XML, "casa@verde.example");
    const { imap, smtp } = serversOf(
      typed({ imapHost: "Other.example", imapSecurity: "starttls", smtpPort: "465" }),
      found,
    );
    assert.deepEqual(imap, {
      host: "other.example",
      port: 143,
      security: "starttls",
      user: "casa@verde.example",
    });
    assert.deepEqual(smtp, {
      host: "out.verde.example",
      port: 465,
      security: "tls",
      user: "casa@verde.example",
    });
  });

  const wrong: Array<[string, Record<string, string>]> = [
    ["address", { address: "casa" }],
    ["address", { address: "casa@verde" }],
    ["address", { address: "ca sa@verde.example" }],
    ["address", { address: "casa@verde.example\r\nRCPT TO:<x@y.z>" }],
    ["password", { password: "" }],
    ["imapHost", { imapHost: "mail server" }],
    ["imapHost", { imapHost: "https://mail.example/" }],
    ["smtpPort", { smtpPort: "0" }],
    ["smtpPort", { smtpPort: "smtp" }],
    ["imapSecurity", { imapSecurity: "ssl" }],
    ["settle", { settle: "-1" }],
    ["settle", { settle: "soon" }],
  ];
  for (const [field, input] of wrong)
    test(`${JSON.stringify(input)} is refused at “${field}”`, () => {
      const form = readForm({ address: "casa@verde.example", password: "x", ...input });
      assert.ok(!form.ok && form.fault.tag === "input" && form.fault.field === field, JSON.stringify(form));
    });
});
