/** Threads, and mails that machines send, each with what must be read. */
import { HEAD, type MailCase, plain, withHead } from "./test-read-case.ts";

const DSN = `From: MAILER-DAEMON@mail.example (Mail Delivery System)
To: casa@verde.example
Return-Path: <>
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn@mail.example>
Date: Mon, 2 Mar 2026 10:00:00 +0100
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your mail.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; nobody@mail.example
Action: ACTION
Status: 5.1.1
--b
Content-Type: RETURNED

From: casa@verde.example
Message-ID: <ours@verde.example>
Subject: Re: Hola

What we said
--b--
`;

export const MACHINES: Record<string, MailCase> = {
  "an answer to us": {
    mail: withHead("In-Reply-To: <b@verde.example>\nReferences: <a@mail.example> <b@verde.example>\n"),
    expect: { parentId: "<b@verde.example>", rootId: "<a@mail.example>", ancestors: ["<a@mail.example>"] },
  },
  "references without In-Reply-To": {
    mail: withHead("References: <a@mail.example>\n\t<b@verde.example>\n"),
    expect: { parentId: "<b@verde.example>", rootId: "<a@mail.example>" },
  },
  "In-Reply-To that is prose": {
    mail: withHead('In-Reply-To: Your message of "Mon" <b@verde.example>\n'),
    expect: { parentId: "<b@verde.example>", rootId: "<b@verde.example>", ancestors: undefined },
  },
  "a mail that refers to itself": {
    mail: withHead("References: <1@mail.example>\nIn-Reply-To: <1@mail.example>\n"),
    expect: { parentId: undefined, rootId: undefined },
  },
  "Outlook's Thread-Index, where References are missing": {
    mail: withHead(`Thread-Index: ${Buffer.alloc(27, 7).toString("base64")}\n`),
    expect: { parentId: undefined, rootId: `outlook:${"07".repeat(22)}` },
  },
  "answers that go elsewhere": {
    mail: withHead("Reply-To: other@evil.example\n"),
    expect: { author: "Ana Ruiz <ana@mail.example>", folded: undefined },
  },
  "a bounce, with the whole mail": {
    mail: DSN.replace("ACTION", "failed").replace("RETURNED", "message/rfc822"),
    expect: {
      automatic: "bounce",
      bounceOf: "<ours@verde.example>",
      addressed: false,
      text: /could not deliver/,
    },
  },
  "a bounce, with the headers alone": {
    mail: DSN.replace("ACTION", "failed").replace("RETURNED", "text/rfc822-headers"),
    expect: { automatic: "bounce", bounceOf: "<ours@verde.example>" },
  },
  "a notice of delay is no bounce": {
    mail: DSN.replace("ACTION", "delayed").replace("RETURNED", "text/rfc822-headers"),
    expect: { automatic: "auto-reply", bounceOf: undefined },
  },
  "an old bounce without a report": {
    mail: plain(
      "Message-ID: <ours@verde.example>\nuser unknown",
      `${HEAD.replace("Ana Ruiz <ana@mail.example>", "postmaster@mail.example")}Return-Path: <>\n`,
    ),
    expect: { automatic: "bounce", bounceOf: "<ours@verde.example>" },
  },
  "a read receipt": {
    mail: `${HEAD}Content-Type: multipart/report; report-type=disposition-notification; boundary="b"\n\n--b\nContent-Type: text/plain\n\nread\n--b--\n`,
    expect: { automatic: "auto-reply", addressed: false },
  },
  "an absence notice (Auto-Submitted)": {
    mail: withHead("Auto-Submitted: auto-replied (vacation)\n"),
    expect: { automatic: "auto-reply", addressed: false },
  },
  "an absence notice (X-Autoreply)": {
    mail: withHead("X-Autoreply: yes\n"),
    expect: { automatic: "auto-reply" },
  },
  "an absence notice (subject alone)": {
    mail: plain("x", HEAD.replace("Hola", "Respuesta automática: Hola")),
    expect: { automatic: "auto-reply" },
  },
  "a human who says that it is no machine": {
    mail: withHead("Auto-Submitted: no\n"),
    expect: { automatic: undefined, addressed: true },
  },
  "a human who writes about automatic replies": {
    mail: plain("x", HEAD.replace("Hola", "Is your automatic reply on?")),
    expect: { automatic: undefined },
  },
  "a mailing list": {
    mail: withHead("List-Id: <tea.lists.example>\n"),
    expect: { automatic: "list", addressed: false },
  },
  "a newsletter": { mail: withHead("Precedence: bulk\n"), expect: { automatic: "list" } },
  "a null return path": { mail: withHead("Return-Path: <>\n"), expect: { automatic: "auto-reply" } },
};
