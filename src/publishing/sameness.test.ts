/** A robot is noticed: the same words to many people are held, one after the other and all at once. */
import assert from "node:assert/strict";
import { after, afterEach, before, it } from "node:test";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

const canned = "Thank you for reaching out to us, our team will look into this and come back to you soon.";

onBothEngines("a reply", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());
  afterEach(() => brand.rest());

  const rules = (body: Body) => body.reasons.map((each: Body) => `${each.rule} ${each.verdict}`);

  it("with the same text to many is held from the third person on, with the earlier ones shown", async () => {
    await brand.work();
    const people = await Promise.all(
      ["Nuria", "Pol", "Quim"].map((by) => brand.hear("It is broken.", { by })),
    );
    const [one, two, three] = people;
    assert.ok(one && two && three);
    const first = await brand.reply("mia", one, `Hi Nuria! ${canned}`);
    assert.deepEqual([first.body.status, rules(first.body)], ["scheduled", ["human-signature allow"]]);
    const second = await brand.reply("mia", two, `Hello Pol, ${canned}`);
    assert.equal(second.body.status, "scheduled");
    assert.ok(rules(second.body).includes("sameness allow"));
    const again = await brand.reply("mia", two, `Pol: ${canned}`);
    assert.equal(again.body.status, "scheduled", "the same person twice is not many people");
    const third = await brand.reply("tom", three, `Hey Quim! ${canned.replace("soon", "today")}`);
    assert.equal(third.body.status, "held");
    const { data } = third.body.reasons.find((each: Body) => each.rule === "sameness");
    assert.deepEqual(
      new Set(data.earlier.map((each: Body) => `${each.person} ${each.conversationId} ${each.by}`)),
      new Set([`Nuria ${one.conversationId} Mia Vega`, `Pol ${two.conversationId} Mia Vega`]),
    );
    const own = await brand.reply(
      "tom",
      three,
      "Quim, which grinder do you have? I will ask our workshop tonight.",
    );
    assert.equal(own.body.status, "scheduled");
    const short = await Promise.all(people.map((to) => brand.reply("mia", to, "You're welcome!")));
    assert.ok(
      short.every(({ body }) => body.status === "scheduled"),
      "thanks are not a robot's",
    );
  });

  it("with the same text to many at the same moment is held from the third person on", async () => {
    const people = await Promise.all(
      ["Rosa", "Sira", "Teo"].map((by) => brand.hear("Where are you?", { by })),
    );
    const texts = ["We are in the old market hall, behind the fish stalls, every morning from eight on."];
    texts.push(`Hello! ${texts[0]}`, `${texts[0]} See you!`);
    const answers = await Promise.all(people.map((to, n) => brand.reply("mia", to, texts[n] ?? "")));
    assert.deepEqual(answers.map(({ body }) => body.status).toSorted(), ["held", "scheduled", "scheduled"]);
    const held = answers.find(({ body }) => body.status === "held")?.body;
    assert.equal(held.reasons.find((each: Body) => each.rule === "sameness").data.earlier.length, 2);
  });
});
