/** Bulletins: how long they may take, who answers them, and the way out of every mail. */
import assert from "node:assert/strict";
import { after, afterEach, before, it } from "node:test";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";
import { TestNetwork } from "./test-network.ts";

onBothEngines("bulletins", (open) => {
  let brand: Brand;
  let mail: TestNetwork;
  let channelId: string;
  before(async () => {
    brand = await open();
    mail = new TestNetwork();
    mail.bulletins = true;
    mail.likeMail = true;
    channelId = await brand.connect(mail);
    await brand.as("ana", "PUT", `/channels/${channelId}/bulletin-sender`, {
      line: "Café del Río, Sevilla",
      perMinute: 6000,
    });
    const entered = await brand.as("ana", "POST", `/channels/${channelId}/subscribers`, {
      text: "iris@readers.test\nnoor@readers.test",
      permission: "Asked for it at the counter.",
      permittedOn: "2026-01-02",
    });
    assert.equal(entered.body.added, 2);
  });
  after(() => brand?.close());
  afterEach(() => brand.rest());

  async function ordered(subject: string): Promise<string> {
    const { body } = await brand.as("ana", "POST", "/posts", {
      id: newId(),
      zone: "Europe/Madrid",
      channelIds: [channelId],
      base: { parts: [{ text: `${subject}: the news.`, media: [] }], subject, language: "en" },
    });
    const planned = await brand.as("ana", "POST", `/posts/${body.id}/plan`, { at: "now" });
    assert.equal(planned.status, 200, JSON.stringify(planned.body));
    return body.id;
  }

  const counts = async (post: string): Promise<Body> =>
    (await brand.as("ana", "GET", `/posts/${post}/bulletins`)).body.rows[0];

  const reasonsOf = async (post: string): Promise<string> =>
    (await brand.as("ana", "POST", `/posts/${post}/check`)).body.reasons
      .map((each: Body) => each.rule)
      .join();

  /** Nobody's turn is under way: what came of it is written. */
  const settled = async (): Promise<boolean> =>
    (await brand.inside(() =>
      db()
        .selectFrom("bulletin_recipient")
        .where("workspace_id", "=", brand.workspace)
        .where("state", "=", "sending")
        .select("key")
        .executeTakeFirst(),
    )) === undefined;

  async function eventually<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
    for (let n = 0; n < 1500; n += 1) {
      const seen = await look();
      if (seen) return seen;
      await brand.nudge();
    }
    throw new Error(`${what} never happened`);
  }

  const away = {
    tag: "turned-away" as const,
    lasting: false,
    code: "4.7.1",
    message: { en: "Greylisted.", es: "En lista gris." },
  };

  it("go on for longer than a day where a server says later, and are not held as late", async () => {
    mail.sends.push({ away });
    const post = await ordered("Slow");
    await brand.work();
    await eventually("the first mail", async () => (await counts(post))?.sent === 1 && (await settled()));
    for (const hours of [20, 5]) {
      if (hours === 20) mail.sends.push({ away });
      const before = mail.tried.length;
      brand.pass(hours * 3600);
      await eventually("another try", async () => mail.tried.length > before && (await settled()));
    }
    await eventually("all are out", async () => (await counts(post))?.sent === 2);
    const { body } = await brand.as("ana", "GET", `/posts/${post}`);
    assert.notEqual(body.variants[0].deliveries[0].status, "held");
  });

  it("are held when nobody's turn came for a day", async () => {
    mail.sends.push({ away });
    const post = await ordered("Stopped");
    await brand.work();
    await eventually("the first mail", async () => (await counts(post))?.sent === 1 && (await settled()));
    await brand.rest();
    brand.pass(25 * 3600);
    await brand.work();
    const held = await eventually("the hold", async () => {
      const { body } = await brand.as("ana", "GET", `/posts/${post}`);
      return body.variants[0].deliveries[0].status === "held" && body.variants[0].deliveries[0];
    });
    assert.equal(held.fault.tag, "late");
    await brand.as("ana", "DELETE", `/posts/${post}/plan`);
  });

  it("leave every mail its own way out, also the first of one that was sent twice", async () => {
    mail.tried.length = 0;
    mail.sends.push({ fault: { tag: "no-answer", message: { en: "Cut off.", es: "Se cortó." } } });
    const post = await ordered("Twice");
    await brand.work();
    await eventually("the first try", async () => mail.tried.length > 0);
    brand.pass(60);
    await eventually("all are out", async () => (await counts(post))?.sent === 2);
    const [first, ...later] = mail.tried;
    const again = later.find(({ address }) => address === first?.address);
    assert.ok(first && again && first.leave.oneClick !== again.leave.oneClick);
    for (const { leave, address } of [first, again]) {
      const path = new URL(leave.oneClick).pathname.replace("/api", "");
      const left = await brand.as("nobody", "POST", path);
      assert.deepEqual([left.status, left.body.state, left.body.address], [200, "unsubscribed", address]);
      const back = await brand.as("nobody", "DELETE", path);
      assert.equal(back.body.state, "active");
    }
  });

  it("are joined by the answers that come into the mailbox, and count who answered", async () => {
    const from = mail.said.length;
    const post = await ordered("Talk");
    assert.match(await reasonsOf(post), /bulletins/);
    await brand.work();
    await eventually("all are out", async () => (await counts(post))?.sent === 2);
    assert.equal(await reasonsOf(post), "", "what is out is asked about no more");
    const [one, other] = mail.said.slice(from);
    assert.ok(one && other);
    const email = { form: "email" as const };
    const away = { ...email, parentId: other.externalId, automatic: "auto-reply" as const, addressed: false };
    await brand.hear("I am on holiday.", away, channelId);
    assert.equal((await counts(post))?.answered, 0);
    const heard = await brand.hear("Lovely!", { ...email, parentId: one.externalId }, channelId);
    await brand.hear(
      "And: when?",
      { ...email, parentId: heard.externalId, ancestors: [one.externalId] },
      channelId,
    );
    assert.equal((await counts(post))?.answered, 1);
    const under = await brand.as("ana", "GET", `/conversations/${heard.conversationId}/post`);
    assert.equal(under.body.post?.id, post);
    const stranger = await brand.hear("Something else.", email, channelId);
    const none = await brand.as("ana", "GET", `/conversations/${stranger.conversationId}/post`);
    assert.equal(none.body.post, null);
  });

  it("can be read before they go out, and tried once on oneself, who is no subscriber by that", async () => {
    const { body: post } = await brand.as("mia", "POST", "/posts", {
      id: newId(),
      zone: "Europe/Madrid",
      channelIds: [channelId, brand.channelId],
      base: { parts: [{ text: "Soon.", media: [] }], subject: "Harvest", language: "es" },
    });
    const letter = await brand.as("mia", "GET", `/posts/${post.id}/letters/${channelId}`);
    assert.deepEqual(
      [letter.body.subject, letter.body.to.address, letter.body.senderless, letter.body.html],
      ["Harvest", `${brand.user("mia")}@brand.test`, false, "<p>Soon.</p>"],
    );
    const { body: made } = await brand.as("mia", "POST", `/posts/${post.id}/review-links`, { name: "Nora" });
    const { body: outside } = await brand.as("nobody", "GET", `/reviews/${made.link.split("/").at(-1)}`);
    assert.deepEqual(
      outside.channels.map((each: Body) => each.letter && [each.letter.html, each.letter.to]),
      [["<p>Soon.</p>", { name: "Nora", address: "" }], null],
      "a reviewer from outside reads the mail, too",
    );
    const elsewhere = await brand.as("mia", "GET", `/posts/${post.id}/letters/${brand.channelId}`);
    assert.equal(elsewhere.status, 409);
    const [tried, said] = [mail.tried.length, mail.said.length];
    // The line is cut after the server has taken it: it is looked for, and not sent a second time.
    mail.sends.push({
      fault: { tag: "no-answer", message: { en: "Cut off.", es: "Se cortó." } },
      said: true,
    });
    const order = { id: newId(), channelId };
    await brand.work();
    for (let n = 0; n < 2; n += 1)
      assert.equal((await brand.as("mia", "POST", `/posts/${post.id}/test-mails`, order)).status, 200);
    await eventually("the test is out", async () => {
      const { body } = await brand.as("mia", "GET", `/posts/${post.id}/test-mails`);
      return body.rows[0].status === "sent" && body.rows.length === 1;
    });
    assert.equal(mail.said.length, said + 1);
    assert.equal(mail.said.at(-1)?.act.subject, "[Prueba] Harvest");
    assert.deepEqual(
      mail.tried.slice(tried).map(({ address }) => address),
      [`${brand.user("mia")}@brand.test`],
    );
    const path = new URL(mail.tried.at(-1)?.leave.oneClick ?? "").pathname.replace("/api", "");
    for (const verb of ["POST", "DELETE", "GET"] as const) {
      const shown = await brand.as("nobody", verb, path);
      assert.deepEqual([shown.status, shown.body.test, shown.body.state], [200, true, "active"]);
    }
    assert.equal(await counts(post.id), undefined, "nobody of the list got it");
    const { body: after } = await brand.as("mia", "GET", `/posts/${post.id}`);
    assert.equal(after.variants[0].deliveries.length, 0, "it is as unsaid as before");
    assert.equal((await brand.as("gus", "POST", `/posts/${post.id}/test-mails`, order)).status, 403);
    assert.equal((await brand.as("ana", "POST", `/posts/${post.id}/test-mails`, order)).status, 409);
  });

  it("are not tried by anybody more than ten times in ten minutes", async () => {
    const { body: post } = await brand.as("leo", "POST", "/posts", {
      id: newId(),
      zone: "Europe/Madrid",
      channelIds: [channelId],
      base: { parts: [{ text: "Again.", media: [] }], subject: "Again" },
    });
    const ask = () => brand.as("leo", "POST", `/posts/${post.id}/test-mails`, { id: newId(), channelId });
    for (let n = 0; n < 10; n += 1) assert.equal((await ask()).status, 200);
    assert.equal((await ask()).status, 429);
  });
});
