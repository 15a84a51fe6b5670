import assert from "node:assert/strict";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type TestContext, test } from "node:test";
import { createMailer, type Mailer } from "./mailer.ts";

interface Behaviour {
  /** What is answered to a recipient and to the end of the mail; "cut" closes the connection. */
  rcpt?: string;
  done?: string | "cut";
  auth?: string;
}

/** A small SMTP server (RFC 5321) that keeps what it is given. */
async function serve(t: TestContext, behaviour: Behaviour = {}, login = "") {
  const mails: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    let pending = "";
    let mail: string[] | undefined;
    socket.write("220 test ESMTP\r\n");
    socket.on("data", (data) => {
      pending += data;
      for (let end = pending.indexOf("\r\n"); end >= 0; end = pending.indexOf("\r\n")) {
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        if (mail && line === ".") {
          mails.push(mail.join("\r\n"));
          mail = undefined;
          if (behaviour.done === "cut") socket.destroy();
          else socket.write(`${behaviour.done ?? "250 taken"}\r\n`);
        } else if (mail) mail.push(line);
        else if (line.startsWith("EHLO")) socket.write("250-test\r\n250 AUTH PLAIN\r\n");
        else if (line.startsWith("AUTH")) socket.write(`${behaviour.auth ?? "235 welcome"}\r\n`);
        else if (line.startsWith("RCPT")) socket.write(`${behaviour.rcpt ?? "250 ok"}\r\n`);
        else if (line === "DATA") {
          mail = [];
          socket.write("354 go on\r\n");
        } else if (line === "QUIT") socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const mailer = mailerFor(`smtp://${login}127.0.0.1:${port}`);
  t.after(() => {
    mailer.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { mails, mailer };
}

function mailerFor(smtpUrl: string): Mailer {
  const origin = "https://rapport.example";
  const mailer = createMailer({ smtpUrl, mailFrom: "Rapport <r@rapport.example>", origin });
  assert.ok(mailer);
  return mailer;
}

const mail = { to: "ana@example.com", subject: "Únete", text: "Un enlace", html: "<p>Un enlace</p>" };

test("without a server there is no mailer, and links are shown instead", () => {
  assert.equal(
    createMailer({ smtpUrl: undefined, mailFrom: undefined, origin: "http://localhost" }),
    undefined,
  );
});

test("a mail arrives in both forms, from the installation, marked as written by a machine", async (t) => {
  const { mails, mailer } = await serve(t);
  const sent = await mailer.send({ ...mail, headers: { "List-Unsubscribe": "<https://rapport.example/u>" } });
  assert.ok(sent.ok);
  const [raw] = mails;
  assert.ok(raw);
  assert.match(raw, /^From: Rapport <r@rapport\.example>/m);
  assert.match(raw, /^To: ana@example\.com/m);
  assert.match(raw, /^Auto-Submitted: auto-generated/m);
  assert.match(raw, /^List-Unsubscribe: </m);
  assert.match(raw, /text\/plain[\s\S]*text\/html/);
  assert.ok(raw.includes(sent.value.messageId));
  assert.match(sent.value.messageId, /@rapport\.example>$/);
});

test("an address cannot smuggle in another recipient or header", async (t) => {
  const { mails, mailer } = await serve(t);
  await mailer.send({ ...mail, subject: "Hello\r\nBcc: eve@example.com" });
  assert.ok(!/^Bcc:/m.test(mails[0] ?? ""));
});

test("each way to fail says whether the mail may have gone out", async (t) => {
  const cases: Array<[string, Behaviour, string]> = [
    ["an address that is refused for ever", { rcpt: "550 no such person" }, "refused"],
    ["an address that is refused for now", { rcpt: "450 greylisted" }, "unreachable"],
    ["a mail that is refused for ever", { done: "554 spam" }, "refused"],
    ["a mail that is refused for now", { done: "452 disk full" }, "unreachable"],
    ["a connection cut after the mail", { done: "cut" }, "no-answer"],
  ];
  for (const [why, behaviour, tag] of cases) {
    const { mailer } = await serve(t, behaviour);
    const sent = await mailer.send(mail);
    assert.equal(sent.ok ? "ok" : sent.fault.tag, tag, why);
  }
});

test("a server that is not there, or that does not know us, is told by the check", async (t) => {
  const gone = mailerFor("smtp://127.0.0.1:1");
  const unreachable = await gone.check();
  assert.equal(unreachable.ok ? "ok" : unreachable.fault.tag, "unreachable");
  const sent = await gone.send(mail);
  assert.equal(sent.ok ? "ok" : sent.fault.tag, "unreachable");
  gone.close();
  const { mailer } = await serve(t, { auth: "535 who are you" }, "ana:hunter2@");
  const checked = await mailer.check();
  assert.ok(!checked.ok && checked.fault.tag === "unreachable");
  assert.ok(!checked.fault.message.includes("hunter2"));
  const { mailer: good } = await serve(t, {}, "ana:hunter2@");
  assert.deepEqual(await good.check(), { ok: true, value: undefined });
});
