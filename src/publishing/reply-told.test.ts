/** Whom a reply is told about, and what they are told. */
import assert from "node:assert/strict";
import { after, afterEach, before, it } from "node:test";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

onBothEngines("around a reply", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());
  afterEach(() => brand.rest());

  it("who types is told when the answer reaches somebody else than who wrote", async () => {
    const heard = await brand.hear("Where do I write to?", { by: "ana" });
    const check = async () => {
      const asked = { targetId: heard.targetId, text: "To us." };
      const path = `/conversations/${heard.conversationId}/reply-check`;
      const { body } = await brand.as("mia", "POST", path, asked, { "accept-language": "es" });
      return [body.verdict, body.reasons.find((each: Body) => each.rule === "other-address")?.message];
    };
    assert.deepEqual(await check(), ["allow", undefined]);
    brand.network.recipients = ["desk@net.test"];
    const [verdict, message] = await check();
    brand.network.recipients = undefined;
    assert.equal(verdict, "allow");
    assert.match(message, /va a desk@net\.test, no a @ana/);
  });
});
