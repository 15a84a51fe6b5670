/** Protocol 1: a delivery goes out once, whatever breaks. */
import assert from "node:assert/strict";
import { after, afterEach, before, it } from "node:test";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { mergeConversations } from "../listening/conversation-store.ts";
import { claimDue } from "./claim-deliveries.ts";
import { findDelivery } from "./delivery-store.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

onBothEngines("a delivery", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());
  afterEach(async () => {
    await brand.rest();
    brand.network.sends.length = 0;
    brand.network.finds.length = 0;
    brand.network.proof = "findable";
  });

  const outcomes = (delivery: Body) => delivery.attempts.map((each: Body) => `${each.what} ${each.outcome}`);
  const noAnswer = { tag: "no-answer", message: { en: "It broke.", es: "Se cortó." } } as const;

  it("goes out at once, signed, with its receipt, and the person waits no more", async () => {
    await brand.work();
    const heard = await brand.hear("Is the terrace open?");
    const { status, body } = await brand.reply("mia", heard, "It is, until ten.");
    assert.equal(status, 200);
    const sent = await brand.until(heard.conversationId, "sent", body.id);
    assert.equal(sent.text, "It is, until ten.\n\n— Mia Vega");
    assert.equal(sent.url, `https://net.test/${sent.externalId}`);
    assert.deepEqual(outcomes(sent), ["send sent"]);
    assert.deepEqual(sent.may, []);
    const [said] = brand.network.said.filter(({ act }) => act.text === sent.text);
    assert.equal(said?.act.target?.externalId, heard.externalId);
    assert.equal(said?.act.target?.text, "Is the terrace open?");
    assert.deepEqual(said?.act.speaker, { name: "Mia Vega" });
  });

  it("is the same one when the same reply comes again, also at the same moment, and never another's id", async () => {
    await brand.work();
    const heard = await brand.hear("Two of them?");
    const id = newId();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => brand.reply("mia", heard, "One is enough here.", { id })),
    );
    assert.deepEqual(
      new Set(answers.map(({ status, body }) => `${status} ${body.id}`)),
      new Set([`200 ${id}`]),
    );
    await brand.until(heard.conversationId, "sent", id);
    assert.equal(brand.times("One is enough"), 1);
    assert.equal((await brand.reply("mia", heard, "Something else", { id })).status, 409);
    assert.equal((await brand.reply("tom", heard, "One is enough here.", { id })).status, 409);
  });

  it("whose answer was lost is found, and not said again", async () => {
    await brand.work();
    brand.network.sends.push({ fault: noAnswer, said: true });
    const heard = await brand.hear("Lost answer?");
    const { body } = await brand.reply("mia", heard, "Said, but nobody heard so.");
    const sent = await brand.until(heard.conversationId, "sent", body.id);
    assert.deepEqual(outcomes(sent), ["send no-answer", "find found"]);
    assert.equal(brand.times("Said, but nobody"), 1);
  });

  it("that never arrived is said again only when the network has been searched, and some time has passed", async () => {
    await brand.work();
    brand.network.sends.push({ fault: noAnswer });
    const heard = await brand.hear("Never arrived?");
    const { body } = await brand.reply("mia", heard, "This did not get there.");
    const unknown = await brand.until(heard.conversationId, "unknown", body.id);
    assert.equal(unknown.fault.tag === "no-answer" || unknown.fault.tag === "lost", true);
    while (brand.network.findCalls === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(brand.times("This did not get"), 0, "not there is not believed at once");
    brand.pass(11);
    const sent = await brand.until(heard.conversationId, "sent", body.id);
    assert.equal(outcomes(sent).at(-1), "send sent");
    assert.ok(outcomes(sent).includes("find absent"));
    assert.equal(brand.times("This did not get"), 1);
    const keys = brand.network.said
      .filter(({ act }) => act.text.startsWith("This did not"))
      .map(({ key }) => key);
    assert.equal(new Set(keys).size, 1);
  });

  it("that a network folds by its key is said again as soon as it is not found", async () => {
    brand.network.proof = "idempotent";
    await brand.work();
    brand.network.sends.push({ fault: noAnswer });
    const heard = await brand.hear("Folded?");
    const { body } = await brand.reply("mia", heard, "Folded by its key.");
    const sent = await brand.until(heard.conversationId, "sent", body.id);
    assert.deepEqual(outcomes(sent), ["send no-answer", "find absent", "send sent"]);
    assert.equal(brand.times("Folded by"), 1);
  });

  it("is never tried again while the search cannot tell", async () => {
    await brand.work();
    brand.network.sends.push({ fault: noAnswer, said: true });
    brand.network.finds.push(
      { fault: { tag: "unavailable", message: { en: "Down.", es: "Caída." } } },
      { fault: { tag: "unavailable", message: { en: "Down.", es: "Caída." } } },
    );
    const calls = brand.network.sendCalls;
    const heard = await brand.hear("Cannot tell?");
    const { body } = await brand.reply("mia", heard, "Only the network knows.");
    const sent = await brand.until(heard.conversationId, "sent", body.id);
    assert.deepEqual(outcomes(sent), [
      "send no-answer",
      "find unavailable",
      "find unavailable",
      "find found",
    ]);
    assert.equal(brand.network.sendCalls - calls, 1);
  });

  it("on a network that cannot be searched waits for a person, who says how it stands", async () => {
    brand.network.proof = "none";
    await brand.work();
    brand.network.sends.push({ fault: noAnswer, said: true }, { fault: noAnswer });
    const one = await brand.hear("No proof, said?");
    const first = await brand.reply("mia", one, "It was said after all.");
    const unknown = await brand.wait(one.conversationId, first.body.id, (each) =>
      each.may.includes("say-sent"),
    );
    assert.equal(unknown.status, "unknown");
    assert.deepEqual(unknown.may, ["say-sent", "say-not-sent"]);
    const yes = await brand.as("mia", "POST", `/deliveries/${first.body.id}/resolution`, { sent: true });
    assert.equal(yes.body.status, "sent");
    const two = await brand.hear("No proof, not said?");
    const second = await brand.reply("mia", two, "It was not said.");
    await brand.wait(two.conversationId, second.body.id, (each) => each.may.includes("say-sent"));
    assert.equal(
      (await brand.as("tom", "POST", `/deliveries/${second.body.id}/resolution`, { sent: false })).status,
      409,
    );
    await brand.as("leo", "POST", `/deliveries/${second.body.id}/resolution`, { sent: false });
    await brand.until(two.conversationId, "sent", second.body.id);
    assert.equal(brand.times("It was said after"), 1);
    assert.equal(brand.times("It was not said"), 1);
  });

  it("whose worker died is unknown when its lease runs out, and is then found or said", async () => {
    const heard = await brand.hear("Who died?");
    const { body } = await brand.reply("mia", heard, "The worker that took this is gone.");
    const { claimed } = await brand.inside(() => claimDue("dead", { most: 5 }));
    assert.deepEqual(
      claimed.map(({ delivery }) => delivery.id),
      [body.id],
    );
    await brand.work("alive");
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(
      (await brand.deliveryOf(heard.conversationId, body.id)).status,
      "sending",
      "a lease is kept to",
    );
    brand.pass(11);
    await brand.until(heard.conversationId, "unknown", body.id);
    brand.pass(11);
    const sent = await brand.until(heard.conversationId, "sent", body.id);
    assert.equal(outcomes(sent)[0], "send lost");
    assert.equal(brand.times("The worker that took"), 1);
  });

  it("keeps the order of a conversation: the second waits while nobody knows of the first", async () => {
    brand.network.sends.push({ fault: noAnswer });
    await brand.work();
    const heard = await brand.hear("In order?");
    const first = await brand.reply("mia", heard, "First, the beans arrive.");
    await brand.until(heard.conversationId, "unknown", first.body.id);
    const second = await brand.reply("mia", heard, "Second, we roast them all.");
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(brand.times("Second, we roast"), 0);
    brand.pass(11);
    await brand.until(heard.conversationId, "sent", second.body.id);
    const order = brand.network.said
      .map(({ act }) => act.text.slice(0, 6))
      .filter((text) => /First,|Second/.test(text));
    assert.deepEqual(order.slice(-2), ["First,", "Second"]);
  });

  it("moves along when its conversation turns out to be part of another", async () => {
    const [one, two] = [await brand.hear("Part one?"), await brand.hear("Part two?")];
    const { body } = await brand.reply("mia", two, "Answered in the second part.");
    await brand.inside(() =>
      mergeConversations(brand.channelId, new Map([[two.conversationId, one.conversationId]])),
    );
    assert.equal((await brand.deliveryOf(one.conversationId, body.id)).id, body.id);
    await brand.work();
    await brand.until(one.conversationId, "sent", body.id);
  });

  it("says each of many once, with two workers at it, in the order of each conversation", async () => {
    const [conversations, rounds] = [20, 10];
    const heard = await Promise.all(
      Array.from({ length: conversations }, (_, n) => brand.hear(`Question ${n}?`)),
    );
    const before = brand.network.said.length;
    const last: string[] = [];
    for (const [n, to] of heard.entries()) {
      const words = newId()
        .replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)] ?? "z")
        .replaceAll("-", " ");
      const { status, body } = await brand.reply("mia", to, `${words} (${n}/0)`);
      assert.equal(`${status} ${body.status}`, "200 scheduled");
      last.push(
        await repeat(
          body.id,
          `(${n}/0)`,
          Array.from({ length: rounds }, (_, at) => `(${n}/${at})`),
        ),
      );
    }
    const count = conversations * rounds;
    brand.network.sends.push(...Array.from({ length: count }, (_, n) => ({ delay: n % 7 })));
    await Promise.all([brand.work("first"), brand.work("second")]);
    for (const [n, to] of heard.entries()) await brand.until(to.conversationId, "sent", last[n]);
    const said = brand.network.said.slice(before).map(({ act }) => /\((\d+)\/(\d+)\)/.exec(act.text));
    assert.equal(said.length, count);
    assert.equal(new Set(said.map((each) => each?.[0])).size, count);
    for (let n = 0; n < conversations; n += 1)
      assert.deepEqual(
        said.filter((each) => each?.[1] === String(n)).map((each) => Number(each?.[2])),
        Array.from({ length: rounds }, (_, at) => at),
      );
  });

  /** The same reply as often as there are `marks`, each after the one before. The id of the last. */
  const repeat = (id: string, mark: string, marks: string[]): Promise<string> =>
    brand.inside(async () => {
      const first = await findDelivery(id);
      assert.ok(first);
      const rows = marks.slice(1).map((own, at) => ({
        ...first,
        id: newId(),
        key: newId(),
        text: first.text.replace(mark, own),
        act: JSON.stringify(first.act).replace(mark, own),
        created_at: new Date(first.created_at.getTime() + at + 1),
      }));
      await db()
        .insertInto("delivery")
        .values(rows as never)
        .execute();
      return rows.at(-1)?.id ?? id;
    });
});
