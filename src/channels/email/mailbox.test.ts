/** What a real mailbox does to us: bounces, new numbers, namesakes, news while we wait, a line cut in mid-mail. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { peerMissing } from "../../../test/peers/available.ts";
import { OutboundError } from "../../kernel/outbound.ts";
import type { Json } from "../../kernel/result.ts";
import type { Act, MessageReading, Page, Raw, Session, Target } from "../connector.ts";
import { email } from "./index.ts";
import { createMailProxy, type MailProxy, speaksSmtp } from "./test-mail-proxy.ts";
import { type MailStage, startMailStage } from "./test-mail-stage.ts";

const missing = peerMissing("mail");
const skip = missing !== undefined && process.env.CI !== "true" ? missing : false;

describe("a mailbox on a real server", { skip, concurrency: false }, () => {
  let stage: MailStage;
  let proxy: MailProxy;
  let n = 0;
  before(async () => {
    stage = await startMailStage();
    proxy = createMailProxy(stage.ways.socket);
    speaksSmtp(stage.peer.smtp.port);
  });
  after(async () => {
    await proxy.stop();
    await stage.stop();
  });

  /** A mailbox of its own for every test, with a folder for sent mail. */
  async function fresh(): Promise<{ session: Session; user: MailStage["ours"] }> {
    const user = stage.others[n];
    n += 1;
    assert.ok(user, "the stage has mailboxes enough");
    return { session: await stage.connect(user), user };
  }

  async function pass(session: Session, cursor?: Json, stream = "inbox") {
    const arrivals: Raw[] = [];
    const gaps: Array<NonNullable<Page["gap"]>> = [];
    let at = cursor;
    for (;;) {
      const page = await email.pull(session, { stream, cursor: at, reach: new Date(0), most: 5000 });
      if (!page.ok) return assert.fail(JSON.stringify(page.fault));
      arrivals.push(...page.value.arrivals);
      if (page.value.gap) gaps.push(page.value.gap);
      at = page.value.cursor;
      if (page.value.done) return { arrivals, gaps, cursor: at };
    }
  }

  async function readOne(raw: Raw | undefined, session: Session): Promise<MessageReading> {
    assert.ok(raw, "something arrived");
    const [reading] = await email.read(raw, session.account);
    assert.ok(reading?.kind === "message");
    return reading;
  }

  const targetOf = (raw: Raw, reading: MessageReading): Target => ({
    externalId: reading.externalId,
    author: reading.author,
    form: reading.form,
    ...(reading.subject ? { subject: reading.subject } : {}),
    text: reading.text,
    at: reading.at,
    visibility: reading.visibility,
    payload: raw.payload,
    ancestors: reading.ancestors ?? [],
  });
  const reply = (text: string, target: Target): Act => ({
    kind: "reply",
    text,
    media: [],
    speaker: { name: "Ana" },
    target,
  });

  async function approached(text: string) {
    const { session, user } = await fresh();
    await stage.write({ to: user.address, text });
    await stage.settle();
    const { arrivals, cursor } = await pass(session);
    const [raw] = arrivals;
    assert.ok(raw);
    return { session, user, cursor, target: targetOf(raw, await readOne(raw, session)) };
  }

  const outbound = email.outbound ?? assert.fail("a mailbox can answer");

  test("a bounce of the mail system is recognised, names the mail of ours, and is never answered", async () => {
    const { session, target } = await approached("Write to somebody who is not there");
    const nobody = {
      ...target,
      author: { externalId: "nobody@test.local", handle: "nobody@test.local", name: "Nobody" },
      payload: { ...target.payload, headers: { from: ["nobody@test.local"] } },
    };
    const sent = await outbound.send(session, reply("Are you there?", nobody), outbound.key(new Date()));
    assert.ok(sent.ok, JSON.stringify(sent));
    await stage.settle();
    const { arrivals } = await pass(session);
    const readings = await Promise.all(arrivals.map((raw) => readOne(raw, session)));
    const bounce = readings.find((reading) => reading.automatic === "bounce");
    assert.ok(bounce, "the bounce arrived");
    assert.equal(bounce.bounceOf, sent.value.externalId);
    assert.equal(bounce.addressed, false);
    const raw = arrivals[readings.indexOf(bounce)];
    assert.ok(raw);
    const answer = await outbound.send(
      session,
      reply("No!", targetOf(raw, bounce)),
      outbound.key(new Date()),
    );
    assert.ok(!answer.ok && answer.fault.tag === "refused", JSON.stringify(answer));
  });

  test("a mailbox that was numbered anew is read again: nothing lost, nothing doubled, no gap", async () => {
    const { session, user } = await fresh();
    for (const text of ["one", "two", "three"]) await stage.write({ to: user.address, text });
    await stage.settle();
    const first = await pass(session);
    assert.equal(first.arrivals.length, 3);
    await stage.write({ to: user.address, text: "four" });
    await stage.settle();
    const before = validityOf(first.cursor);
    await stage.renumber(user, { empty: false });
    const second = await pass(session, first.cursor);
    assert.notEqual(validityOf(second.cursor), before, "the server numbered it anew");
    const all = [...first.arrivals, ...second.arrivals];
    const unique = new Map(all.map((raw) => [raw.externalId, raw]));
    assert.equal(unique.size, 4, "four mails, each once");
    const texts = await Promise.all(
      [...unique.values()].map(async (raw) => (await readOne(raw, session)).text),
    );
    assert.deepEqual(texts.sort(), ["four", "one", "three", "two"]);
    assert.deepEqual(second.gaps, [], "the mails that we knew are still there: nothing was lost");
    assert.equal((await pass(session, second.cursor)).arrivals.length, 0);
  });

  test("a mailbox made anew without what we knew leaves a gap that is declared", async () => {
    const { session, user } = await fresh();
    await stage.write({ to: user.address, text: "before" });
    await stage.settle();
    const first = await pass(session);
    await stage.renumber(user, { empty: true });
    await stage.write({ to: user.address, text: "after" });
    await stage.settle();
    const second = await pass(session, first.cursor);
    assert.equal(second.arrivals.length, 1);
    assert.equal(second.gaps.length, 1);
    assert.ok(second.gaps[0] && second.gaps[0].from < second.gaps[0].to);
    assert.deepEqual((await pass(session, second.cursor)).gaps, [], "a gap is declared once");
  });

  test("reading marks nothing as read", async () => {
    const { session, user } = await fresh();
    await stage.write({ to: user.address, text: "unread" });
    await stage.settle();
    await pass(session);
    const unseen = await stage.imap(user, (client) => client.status("INBOX", { unseen: true }));
    assert.equal(unseen ? unseen.unseen : undefined, 1);
  });

  test("two mails under one name that say different things are two messages", async () => {
    const { session, user } = await fresh();
    const messageId = "<same-name@test.local>";
    await stage.write({ to: user.address, messageId, text: "the first" });
    await stage.settle();
    const first = await pass(session);
    await stage.write({ to: user.address, messageId, text: "quite another" });
    await stage.settle();
    const second = await pass(session, first.cursor);
    const one = await readOne(first.arrivals[0], session);
    const other = await readOne(second.arrivals[0], session);
    assert.equal(one.externalId, messageId);
    assert.notEqual(other.externalId, messageId);
    const again = await pass(session);
    assert.deepEqual(
      new Set(again.arrivals.map((raw) => raw.externalId)),
      new Set([...first.arrivals, ...second.arrivals].map((raw) => raw.externalId)),
      "read again in one page, they have the same names",
    );
  });

  test("IDLE wakes on a new mail, and the line ends when it is told to", async () => {
    const { session, user } = await fresh();
    const controller = new AbortController();
    const woken: string[] = [];
    let opened = (): void => {};
    let wake = (_: string): void => {};
    const ready = new Promise<void>((resolve) => {
      opened = resolve;
    });
    const news = new Promise<void>((resolve) => {
      wake = (stream) => {
        woken.push(stream);
        resolve();
      };
    });
    const line = email.listen?.({ ...session, signal: controller.signal }, wake, opened) ?? assert.fail();
    await ready;
    await stage.write({ to: user.address, text: "news" });
    await news;
    controller.abort();
    const ended = await line;
    assert.deepEqual([...new Set(woken)], ["inbox"]);
    assert.ok(ended.ok || ended.fault.tag === "unavailable");
  });

  test("a line that breaks while listening ends the listening, without a throw", async () => {
    const { session } = await fresh();
    const cut = { ...session, socket: proxy.socket("reset-before", [stage.peer.imap.port]) };
    const ended = await email.listen?.(
      cut,
      () => {},
      () => {},
    );
    assert.ok(ended && !ended.ok && ended.fault.tag === "unavailable", JSON.stringify(ended));
  });

  for (const kind of ["reset-within", "reset-after", "half-body"] as const)
    test(`a line cut after DATA (${kind}) ends in one mail`, async () => {
      const { session, target } = await approached(`Cut ${kind}`);
      const words = `Answer through ${kind}`;
      const key = outbound.key(new Date());
      const cut = { ...session, socket: proxy.socket(kind, [stage.peer.smtp.port]) };
      const since = new Date();
      const act = reply(words, target);
      const sent = await outbound.send(cut, act, key);
      assert.ok(!sent.ok && sent.fault.tag === "no-answer", JSON.stringify(sent));
      await stage.settle();
      const found = await outbound.find(session, act, key, since, []);
      assert.ok(found.ok, JSON.stringify(found));
      assert.equal(
        found.value !== undefined,
        kind !== "reset-within",
        "a cut mail was not taken, a whole one was",
      );
      if (!found.value) assert.ok((await outbound.send(session, act, key)).ok);
      await stage.settle();
      const standing = (await stage.texts(stage.theirs)).filter((text) => text.includes(words));
      assert.equal(standing.length, 1);
    });

  test("until the copy had time to come, nobody claims that a mail was not sent", async () => {
    const { session, target } = await approached("Patience");
    const patient = { ...session, settings: { ...session.settings, settle: 10 } };
    const key = outbound.key(new Date());
    const act = reply("x", target);
    const early = await outbound.find(patient, act, key, new Date(), []);
    assert.ok(!early.ok && early.fault.tag === "unavailable");
    const late = await outbound.find(patient, act, key, new Date(Date.now() - 11 * 60_000), []);
    assert.ok(late.ok && late.value === undefined);
  });

  test("an answer lies once in Sent, and its copy does not stay in the inbox", async () => {
    const { session, user, target, cursor } = await approached("Where does it go?");
    const key = outbound.key(new Date());
    const sent = await outbound.send(session, reply("Here.", target), key);
    assert.ok(sent.ok && sent.value.answer.filed === true, JSON.stringify(sent));
    await stage.settle();
    const read = await pass(session, cursor);
    assert.equal(read.arrivals.length, 1, "the copy is read");
    assert.equal((await readOne(read.arrivals[0], session)).own, true);
    assert.equal((await stage.texts(user)).filter((text) => text.includes("Here.")).length, 0);
    assert.equal((await stage.texts(user, "Sent")).filter((text) => text.includes("Here.")).length, 1);
    const inSent = await pass(session, undefined, "sent");
    assert.equal(inSent.arrivals[0]?.externalId, read.arrivals[0]?.externalId, "one message for both places");
    const found = await outbound.find(session, reply("Here.", target), key, new Date(), []);
    assert.ok(found.ok && found.value?.externalId === sent.value.externalId);
  });

  test("a copy whose place in Sent was never written becomes the mail in Sent", async () => {
    const { session, user, target, cursor } = await approached("And after a crash?");
    const way = stage.ways.socket;
    const cut: Session["socket"] = async (host, port) => {
      if (port === stage.peer.imap.port) throw new OutboundError("unreachable", { en: "gone", es: "ida" });
      return way(host, port);
    };
    const act = reply("Survivor", target);
    const sent = await outbound.send({ ...session, socket: cut }, act, outbound.key(new Date()));
    assert.ok(sent.ok && sent.value.answer.filed === false, "it went out, filed or not");
    await stage.settle();
    await pass(session, cursor);
    assert.equal((await stage.texts(user, "Sent")).filter((text) => text.includes("Survivor")).length, 1);
    assert.equal((await stage.texts(user)).filter((text) => text.includes("Survivor")).length, 0);
  });
});

function validityOf(cursor: Json): string {
  return String((cursor as { validity?: unknown }).validity);
}
