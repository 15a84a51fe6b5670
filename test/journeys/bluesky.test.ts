/** Bluesky, with a real PDS and AppView: from a mention to an answer that stands there, and back. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type BlueskyStage, startBlueskyStage } from "../networks/bluesky.ts";
import { peerMissing } from "../peers/available.ts";
import { onBothDatabases, type Product } from "../product.ts";
import { foundTeam, sayings } from "../world.ts";
import { arrived, complete } from "./walk.ts";

const missing = peerMissing("bluesky-appview");
if (missing && process.env.CI === "true") throw new Error(missing);
let stage: BlueskyStage;
before(async () => {
  if (!missing) stage = await startBlueskyStage();
});
after(() => stage?.stop());

onBothDatabases("Bluesky", (engine) => {
  let product: Product;
  before(async () => {
    product = await engine.start();
  });
  after(() => product?.stop());

  test("a mention becomes a conversation", { skip: missing ?? false }, async () => {
    const people = await foundTeam(product, "marcus", "lucia");
    const account = await stage.brand(engine.name);
    const channel = await account.connect(people.ines);
    await complete(people.ines, channel.id);
    const said = await account.says(sayings.rye.text);
    const { thread, message } = await arrived(people.lucia, channel.id, said);
    assert.ok(message.text.includes(sayings.rye.text));
    assert.equal(thread.conversation.status, "open");
    assert.equal(thread.conversation.person.name, "Theo Whitlock");
  });
});
