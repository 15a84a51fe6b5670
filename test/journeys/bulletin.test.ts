/** A bulletin, from the list to the mailboxes and back: to each once whatever is killed, and out with one click. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ImapFlow } from "imapflow";
import { type ParsedMail, simpleParser } from "mailparser";
import { eventually, type Loose } from "../client.ts";
import { mailForm } from "../networks/email.ts";
import { connectByForm } from "../networks/stage.ts";
import { peerMissing } from "../peers/available.ts";
import { type MailPeer, type MailUser, startMail } from "../peers/mail.ts";
import { type Product, startProduct } from "../product.ts";
import { foundTeam } from "../world.ts";

const missing = peerMissing("mail");
if (missing && process.env.CI === "true") throw new Error(missing);
const skip = missing ?? false;

let peer: MailPeer;
let product: Product;
let people: Awaited<ReturnType<typeof foundTeam>>;
let readers: MailUser[];
let channel: Loose;
let out: { page: string; oneClick: string };

before(async () => {
  if (missing) return;
  peer = await startMail();
  const brisa = peer.addUser("brisa");
  readers = Array.from({ length: 30 }, (_, n) => peer.addUser(`reader${n}`));
  product = await startProduct();
  people = await foundTeam(product, "marcus", "lucia");
  channel = await connectByForm(
    people.marcus,
    "email",
    mailForm(peer, brisa, "Brisa"),
    people.desks.community,
  );
});
after(async () => {
  await product?.stop();
  await peer?.stop();
});

const list = (): Promise<Loose> => people.lucia.get(`/channels/${channel.id}/subscribers`);

async function writes(subject: string, text: string): Promise<string> {
  const { id } = await people.marcus.post("/posts", {
    id: crypto.randomUUID(),
    zone: "Europe/Madrid",
    channelIds: [channel.id],
    base: {
      parts: [
        { text, media: [] },
        { text: "See you there.", media: [] },
      ],
      subject,
      language: "en",
    },
  });
  return id;
}

const counts = async (post: string): Promise<Loose> =>
  (await people.lucia.get(`/posts/${post}/bulletins`)).rows[0] ?? { sent: 0, waiting: 0 };

async function mailsOf(user: MailUser, subject: string): Promise<ParsedMail[]> {
  const auth = { user: user.address, pass: user.password };
  const client = new ImapFlow({ ...peer.imap, secure: false, doSTARTTLS: false, auth, logger: false });
  await client.connect();
  try {
    const mailbox = await client.mailboxOpen("INBOX", { readOnly: true });
    const mails: ParsedMail[] = [];
    if (mailbox.exists > 0)
      for await (const { source } of client.fetch("1:*", { source: true }))
        mails.push(await simpleParser(source ?? Buffer.alloc(0)));
    return mails.filter((mail) => mail.subject === subject);
  } finally {
    await client.logout();
  }
}

test("who is entered has permitted it, and every row says what became of it", { skip }, async () => {
  const path = `/channels/${channel.id}/subscribers`;
  await people.lucia.expect(400, "POST", path, { text: "a@test.local", permittedOn: "2026-01-02" });
  const entered = await people.lucia.post(path, {
    text: [
      "Name;E-mail",
      ...readers.map(({ address }, n) => `"Reader ${n}";${address.toUpperCase()}`),
      "Nobody <nobody.at.all@test.local>",
      readers[0]?.address,
      "half@",
    ].join("\n"),
    permission: "Signed the list on the counter of the shop.",
    permittedOn: "2026-01-02",
  });
  assert.equal(entered.added, 31);
  assert.deepEqual(
    entered.rows.slice(31).map(({ row, outcome }: Loose) => [row, outcome]),
    [
      [33, "twice"],
      [34, "refused"],
    ],
  );
  assert.equal((await list()).counts.active, 31);
});

test("no bulletin goes out without a subject, or before it says who sends it", { skip }, async () => {
  const post = await writes(" ", "Bread.");
  const refused = await people.marcus.expect(409, "POST", `/posts/${post}/plan`, { at: "now" });
  assert.match(JSON.stringify(refused), /needs a subject/);
  assert.match(JSON.stringify(refused), /who sends the bulletins/);
});

test("each gets it once and alone, although the product is killed in the middle", { skip }, async () => {
  await people.marcus.put(`/channels/${channel.id}/bulletin-sender`, {
    line: "Brisa, Calle Mayor 1, Madrid",
    perMinute: 600,
  });
  const post = await writes("Open house", "We bake on Saturday: https://brisa.test/bread.");
  await people.marcus.post(`/posts/${post}/plan`, { at: "now" });
  await eventually(async () => (await counts(post)).sent >= 8, "the first mails are out");
  await product.kill();
  await product.start();
  const told = await eventually(
    async () => {
      const now = await counts(post);
      return now.waiting === 0 && now.sent >= 30 && now;
    },
    "all mails are out",
    90_000,
  );
  assert.equal(told.failed, 0);
  const [first] = readers;
  assert.ok(first);
  for (const reader of readers) {
    const [mail, ...more] = await eventually(async () => {
      const mails = await mailsOf(reader, "Open house");
      return mails.length > 0 && mails;
    }, `${reader.address} has it`);
    assert.ok(mail);
    assert.equal(more.length, 0, `${reader.address} has it once`);
    assert.deepEqual(
      [mail.to].flat().flatMap((to) => to?.value.map(({ address }) => address?.toLowerCase())),
      [reader.address],
    );
    if (reader !== first) continue;
    assert.match(mail.text ?? "", /We bake on Saturday[\s\S]*See you there\.[\s\S]*Calle Mayor 1/);
    assert.match(String(mail.html), /<a href="https:\/\/brisa\.test\/bread">/);
    assert.equal(mail.headers.get("auto-submitted"), "auto-generated");
    const lists = mail.headers.get("list") as Loose;
    assert.equal(lists["unsubscribe-post"].name, "List-Unsubscribe=One-Click");
    const page = /http:\S+\/unsubscribe\/\S+/.exec(mail.text ?? "")?.[0];
    assert.ok(page);
    out = { page, oneClick: lists.unsubscribe.url };
  }
});

test("a mail that comes back takes its subscriber off, and makes no conversation of the copies", {
  skip,
}, async () => {
  const bounced = await eventually(
    async () => {
      const { rows } = await people.lucia.get(`/channels/${channel.id}/subscribers?state=bounced`);
      return rows.length > 0 && rows;
    },
    "the report of failure was read",
    90_000,
  );
  assert.deepEqual(
    bounced.map(({ address }: Loose) => address),
    ["nobody.at.all@test.local"],
  );
  const { conversations, rows } = await people.lucia.get("/conversations?place=all");
  assert.ok((conversations ?? rows).every((each: Loose) => each.subject !== "Open house"));
});

test("one click leaves, without signing in and as often as one likes; who has left gets nothing", {
  skip,
}, async () => {
  const click = () =>
    fetch(out.oneClick, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
  for (let n = 0; n < 2; n += 1) assert.equal((await click()).status, 200);
  const led = await fetch(out.oneClick, { headers: { accept: "text/html" }, redirect: "manual" });
  assert.equal(led.headers.get("location"), out.page);
  const wrong = await fetch(`${out.oneClick.slice(0, -4)}AAAA`, { method: "POST" });
  assert.equal(wrong.status, 404);
  const again = await people.lucia.post(`/channels/${channel.id}/subscribers`, {
    text: readers[0]?.address,
    permission: "Said so on the telephone.",
    permittedOn: "2026-02-03",
  });
  assert.equal(again.rows[0].outcome, "refused");
  await people.marcus.put(`/channels/${channel.id}/bulletin-sender`, {
    line: "Brisa, Madrid",
    perMinute: 6000,
  });
  const post = await writes("Second letter", "More bread.");
  await people.marcus.post(`/posts/${post}/plan`, { at: "now" });
  await eventually(async () => (await counts(post)).sent === 29, "the second is out", 60_000);
  const [first, second] = readers;
  assert.ok(first && second);
  await eventually(async () => (await mailsOf(second, "Second letter")).length === 1, "who stayed has it");
  assert.equal((await mailsOf(first, "Second letter")).length, 0);
});
