/**
 * What hostile strangers send stays words: HTML, names, titles, addresses and files, through every network,
 * judged as it is stored and as it is answered. Every case also carries a plain word, which must still be there.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { type RawBuilder, sql } from "kysely";
import { newId } from "../../src/kernel/ids.ts";
import { db } from "../../src/kernel/scope.ts";
import { inWorkspace } from "../../src/kernel/transaction.ts";
import { prepareArrivals, storeArrivals } from "../../src/listening/arrivals.ts";
import { turnWaiting } from "../../src/listening/turn-waiting.ts";
import { identify } from "../../src/people/index.ts";
import { type Client, eventually, type Loose } from "../client.ts";
import { hostilePosts } from "../hostile/bluesky.ts";
import { addresses, bodies, files, names } from "../hostile/cases.ts";
import { harmIn, harmInJson } from "../hostile/judge.ts";
import { speakHostile } from "../hostile/mastodon.ts";
import { mailForm, writerOf } from "../networks/email.ts";
import { connectByForm } from "../networks/stage.ts";
import { peerMissing } from "../peers/available.ts";
import { type FeedPeer, startFeed } from "../peers/feed.ts";
import { type MailPeer, startMail } from "../peers/mail.ts";
import { type StandIn, startStandIn } from "../peers/mastodon-stand-in.ts";
import { type Inside, startInside } from "../routes/inside.ts";
import { foundTeam } from "../world.ts";

const missing = peerMissing("mail");
if (missing && process.env.CI === "true") throw new Error(missing);

describe("hostile words", { skip: missing ?? false }, () => {
  let inside: Inside;
  let ines: Client;
  let mail: MailPeer;
  let feed: FeedPeer;
  let standIn: StandIn;
  let cases = 0;

  before(async () => {
    [mail, feed, standIn] = await Promise.all([startMail(), startFeed(names[0]), startStandIn()]);
    inside = await startInside();
    ines = (await foundTeam(inside)).ines;
  });
  after(async () => {
    await inside?.stop();
    await Promise.all([mail?.stop(), feed?.stop(), standIn?.stop()]);
  });

  const stored = async <R>(question: RawBuilder<unknown>): Promise<R[]> => {
    const { database } = inside.running.kernel;
    const ask = () => (question as RawBuilder<R>).execute(db());
    return (await inWorkspace(database, ines.workspace as string, { kind: "system" }, ask)).rows;
  };

  /** All messages of a channel as the API answers them, once there are so many. */
  async function messagesOf(channelId: string, count: number): Promise<Loose[]> {
    return eventually(
      async () => {
        await ines.ask("POST", `/channels/${channelId}/wake`);
        const faults = await stored<{ fault: string }>(
          sql`select fault from arrival where channel_id = ${channelId} and state = 'failed'`,
        );
        assert.deepEqual(faults, [], "every arrival can be read");
        const rows = await ines.all(`/conversations?status=any&channel=${channelId}`);
        assert.ok(rows.length >= count, `${rows.length} conversations`);
        const threads = await Promise.all(rows.map(({ id }) => ines.get(`/conversations/${id}`)));
        return threads.flatMap(({ messages }) => messages);
      },
      `${count} hostile messages have arrived`,
      60_000,
    );
  }

  /** What stands in the database, and every way in which the API shows it. */
  async function judgeChannel(channelId: string, messages: Loose[]): Promise<void> {
    const kept = await stored<{ html: string | null }>(
      sql`select html from message where channel_id = ${channelId}`,
    );
    assert.equal(kept.length, messages.length);
    for (const { html } of kept) assert.equal(harmIn(html ?? ""), undefined, "stored");
    const shown: Loose[] = [...messages, await ines.get(`/channels/${channelId}`)];
    for (const row of await ines.all(`/conversations?status=any&channel=${channelId}`)) {
      shown.push(row);
      if (row.person) shown.push(await ines.get(`/people/${row.person.id}`));
    }
    shown.push(await ines.get("/search?q=xyzzy"));
    for (const each of shown) assert.equal(harmInJson(each), undefined, JSON.stringify(each).slice(0, 500));
  }

  test("in e-mail: bodies, names, subjects", async () => {
    const ours = mail.addUser("hola");
    const theirs = mail.addUser("stranger");
    const writer = writerOf(mail, theirs);
    const channel = await connectByForm(ines, "email", mailForm(mail, ours, "Brisa"));
    for (const [n, html] of bodies.entries())
      await writer.sendMail({
        from: theirs.address,
        to: ours.address,
        subject: `Case ${n}`,
        html: `<p>xyzzy</p>${html}`,
      });
    for (const [n, name] of names.entries())
      await writer.sendMail({
        from: { name, address: theirs.address },
        to: ours.address,
        subject: `${name} ${n}`,
        text: `xyzzy ${name}`,
      });
    writer.close();
    const messages = await messagesOf(channel.id, bodies.length + names.length);
    for (const { text, subject } of messages) assert.match(text, /xyzzy/, subject);
    await judgeChannel(channel.id, messages);
    cases += messages.length;
  });

  test("in e-mail: files are handed out as what they are, never to be run in our name", async () => {
    const ours = mail.addUser("ficheros");
    const theirs = mail.addUser("files");
    const channel = await eventually(
      // Dovecot reads its list of mailboxes once a second.
      () => connectByForm(ines, "email", mailForm(mail, ours, "Brisa")),
      "the mailbox is open",
    );
    const writer = writerOf(mail, theirs);
    await writer.sendMail({
      from: theirs.address,
      to: ours.address,
      subject: "Files",
      text: "xyzzy",
      attachments: files.map(({ name, type, bytes }) => ({
        filename: name,
        contentType: type,
        content: bytes,
      })),
    });
    writer.close();
    const [message] = await messagesOf(channel.id, 1);
    assert.equal(message.attachments.length, files.length);
    assert.equal(harmInJson(message), undefined);
    for (const { src, name } of message.attachments) {
      const answer = await ines.ask("GET", src.replace(/^\/api/, ""));
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "application/octet-stream", name);
      assert.match(
        answer.headers.get("content-disposition") ?? "",
        /^attachment; filename\*=UTF-8''[\w%.!~*'()-]*$/,
      );
      assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
      assert.match(answer.headers.get("content-security-policy") ?? "", /default-src 'none'.*sandbox/);
      assert.equal(answer.headers.get("set-cookie"), null);
      cases += 1;
    }
  });

  test("in Mastodon: bodies, names, warnings, addresses, descriptions of pictures", async () => {
    const channel = await connectByForm(ines, "mastodon", {
      server: standIn.url,
      accessToken: standIn.token,
    });
    const count = speakHostile(standIn);
    const messages = await messagesOf(channel.id, count);
    for (const { text } of messages) assert.match(text, /xyzzy/);
    await judgeChannel(channel.id, messages);
    cases += messages.length;
  });

  test("in feeds: bodies, titles, authors, addresses", async () => {
    // XML 1.0 cannot carry most control characters: JSON Feed can.
    for (const html of bodies) feed.add({ title: "xyzzy", html: `<p>xyzzy</p>${html}` });
    for (const name of names) feed.add({ title: `${name} xyzzy`, author: name, html: "<p>xyzzy</p>" });
    for (const [n, url] of addresses.entries())
      feed.add({ id: `address-${n}`, url, html: `<p>xyzzy <a href='${url}'>a link</a></p>`, title: "xyzzy" });
    const channel = await connectByForm(ines, "feed", { address: feed.jsonUrl });
    const messages = await messagesOf(channel.id, bodies.length + names.length + addresses.length);
    await judgeChannel(channel.id, messages);
    cases += messages.length;
  });

  test("in Bluesky: words, names, marked stretches, cards, pictures", async () => {
    // A server of a stranger can answer anything; ours, for tests, refuses to. The channel rests, and reads what came.
    const id = newId();
    const brandDid = "did:plc:brandbrandbrandbrandbran";
    const { kernel } = inside.running;
    const inOurs = <T>(work: () => Promise<T>): Promise<T> =>
      inWorkspace(kernel.database, ines.workspace as string, { kind: "system" }, work);
    const posts = hostilePosts(brandDid);
    const arrivals = await prepareArrivals(kernel.files, posts);
    await inOurs(async () => {
      await db()
        .insertInto("channel")
        .values({
          workspace_id: ines.workspace as string,
          id,
          network: "bluesky",
          external_id: brandDid,
          handle: "brisa.test",
          name: "Brisa",
          status: "paused",
          settings: "{}",
          lacking: "[]",
          connected_at: new Date(),
        })
        .execute();
      await storeArrivals(id, arrivals);
    });
    await turnWaiting({ kernel, identify }, ines.workspace as string, id, false);
    const messages = await messagesOf(id, posts.length);
    for (const { text } of messages) assert.match(text, /xyzzy/);
    await judgeChannel(id, messages);
    cases += messages.length;
  });

  test("what a file claims in its address, a stranger cannot make our browser believe", async () => {
    for (const path of ["/", "/inbox", "/nowhere"]) {
      const answer = await fetch(`${inside.origin}${path}`);
      const policy = answer.headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'self'/);
      assert.match(policy, /object-src 'none'/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.doesNotMatch(policy, /script-src[^;]*unsafe/);
      assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    }
    const search = await ines.ask("GET", `/search?q=${encodeURIComponent("<script>alert(1)</script>")}`);
    assert.match(search.headers.get("content-type") ?? "", /^application\/json/);
    assert.equal(search.headers.get("x-content-type-options"), "nosniff");
  });

  test("at least sixty cases were judged, and the judge can tell", (t) => {
    t.diagnostic(`INJECTION cases ${cases} harm 0`);
    assert.ok(cases >= 60);
    for (const harmful of [
      ...bodies.slice(0, 8),
      '<a href="javascript:alert(1)">x</a>',
      '<p onclick="x">x</p>',
      "<p",
      '<a href="https://x" rel="opener">x</a>',
    ])
      assert.ok(harmIn(harmful), harmful);
    assert.ok(harmInJson({ author: { name: names[2] } }));
    assert.ok(harmInJson({ message: { url: addresses[0] } }));
    assert.equal(
      harmIn(
        '<p>Bread &amp; <a href="https://brisa.test/" rel="nofollow noopener noreferrer ugc" target="_blank">cake</a><br /></p>',
      ),
      undefined,
    );
  });
});
