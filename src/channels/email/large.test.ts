import assert from "node:assert/strict";
import { test } from "node:test";
import { peerMissing } from "../../../test/peers/available.ts";
import { LARGEST_MAIL } from "./fetch.ts";
import { email } from "./index.ts";
import { startMailStage } from "./test-mail-stage.ts";

const missing = peerMissing("mail");
const skip = missing !== undefined && process.env.CI !== "true" ? missing : false;

test("of a mail too large the text is read, its files are named, and the reader is told", {
  skip,
}, async () => {
  const stage = await startMailStage();
  try {
    const session = await stage.connect();
    const head =
      "From: Bob <bob@test.local>\r\nSubject: =?utf-8?Q?V=C3=ADdeo?=\r\nMessage-ID: <large@test.local>\r\nMIME-Version: 1.0\r\n";
    const parts = [
      'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n',
      "Content-Transfer-Encoding: quoted-printable\r\n\r\nMira ma=F1ana\r\n--b\r\nContent-Type: video/mp4\r\n",
      'Content-Disposition: attachment; filename="film.mp4"\r\nContent-Transfer-Encoding: base64\r\n\r\n',
    ];
    const line = Buffer.from(`${"A".repeat(76)}\r\n`);
    const film = Buffer.alloc(Math.ceil(LARGEST_MAIL / line.length) * line.length, line);
    const mail = Buffer.concat([Buffer.from(head + parts.join("")), film, Buffer.from("--b--\r\n")]);
    await stage.imap(stage.ours, (client) => client.append("INBOX", mail));
    await stage.write({ text: "a small one after it" });
    await stage.settle();
    const page = await email.pull(session, {
      stream: "inbox",
      cursor: undefined,
      reach: new Date(0),
      most: 9,
    });
    assert.ok(page.ok, JSON.stringify(page));
    assert.equal(page.value.arrivals.length, 2);
    const raw = page.value.arrivals.find((one) => one.payload.id === "<large@test.local>");
    assert.ok(raw?.body && raw.body.length < 10_000, "the file stays on the server");
    const [reading] = await email.read(raw, session.account);
    assert.ok(reading?.kind === "message");
    assert.equal(reading.subject, "Vídeo");
    assert.match(reading.text, /^Mira mañana\n\n\[This mail is too large/);
    const [file] = reading.attachments;
    assert.equal(file?.name, "film.mp4");
    assert.equal(file?.kind, "video");
    assert.equal(file?.part, undefined, "it cannot be opened here");
    assert.ok((file?.bytes ?? 0) > LARGEST_MAIL / 2);
  } finally {
    await stage.stop();
  }
});
