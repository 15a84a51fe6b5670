/** What somebody meets who says a good post again: it is marked, and rests as long as it was told to. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

onBothEngines("an evergreen post", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());

  const zone = "Europe/Madrid";
  async function write(text: string, repeatOf?: string): Promise<string> {
    const id = newId();
    const base = { parts: [{ text, media: [] }] };
    await brand.as("ana", "POST", "/posts", { id, zone, channelIds: [brand.channelId], base });
    if (repeatOf)
      await brand.inside(() =>
        db().updateTable("post").set({ repeat_of: repeatOf }).where("id", "=", id).execute(),
      );
    return id;
  }
  const at = (id: string, local: string): Promise<Body> =>
    brand.as("ana", "PUT", `/posts/${id}/time`, { time: { local, zone } });
  const plan = (id: string): Promise<Body> => brand.as("ana", "POST", `/posts/${id}/plan`, {});
  const mark = (id: string, channels: object[]): Promise<Body> =>
    brand.as("mia", "PUT", `/posts/${id}/evergreen`, { channels });

  it("is marked with its days on its channels, ninety unless said otherwise, and unmarked again", async () => {
    const id = await write("How to descale a kettle.");
    const { channelId } = brand;
    assert.deepEqual((await mark(id, [{ channelId }])).body, { channels: [{ channelId, days: 90 }] });
    assert.equal((await mark(id, [{ channelId, days: 731 }])).status, 400);
    assert.deepEqual((await mark(id, [{ channelId, days: 30 }])).body.channels, [{ channelId, days: 30 }]);
    const elsewhere = await mark(id, [{ channelId }, { channelId: newId() }]);
    assert.deepEqual(
      [elsewhere.status, elsewhere.body.error.fields[0].path],
      [400, "body.channels.1.channelId"],
    );
    const repeat = await write("How to descale a kettle.", id);
    assert.deepEqual([(await mark(repeat, [{ channelId }])).body.error.data.postId], [id]);
    const empty = await mark(await write(" "), [{ channelId }]);
    assert.equal(empty.status, 400, "there is nothing to say again");
    const taken = await write("How to clean a grinder.");
    await mark(taken, [{ channelId }]);
    await brand.as("ana", "PUT", `/posts/${taken}/channels`, { channelIds: [] });
    const left = await brand.as("gus", "GET", `/posts/${taken}/evergreen`);
    assert.deepEqual(left.body.channels, [], "a channel that the post has no more is not named");
    assert.deepEqual((await mark(id, [])).body, { channels: [] });
    assert.deepEqual((await brand.as("gus", "GET", `/posts/${id}/evergreen`)).body, { channels: [] });
  });

  it("is not planned nor moved nearer to itself than its days, and says from when on it may", async () => {
    const id = await write("How to store bread.");
    await mark(id, [{ channelId: brand.channelId, days: 30 }]);
    await at(id, "2030-03-10T09:00");
    assert.equal((await plan(id)).status, 200);
    const repeat = await write("How to store bread.", id);
    await at(repeat, "2030-04-08T09:00");
    const refused = await plan(repeat);
    assert.equal(refused.status, 400);
    assert.deepEqual(refused.body.error.fields, [
      {
        path: "body.time",
        message: "The same words stand on @brand on 10 March 2030. They rest there until 9 April 2030.",
      },
    ]);
    assert.deepEqual(refused.body.error.data.rests, { at: "2030-03-10T08:00:00.000Z", until: "2030-04-09" });
    await at(repeat, "2030-04-09T09:00");
    assert.equal((await plan(repeat)).status, 200, "thirty days later, an hour of which the clocks left out");
    assert.equal((await at(repeat, "2030-03-11T09:00")).status, 400, "a planned one is not moved so near");
    assert.equal((await at(id, "2030-03-11T09:00")).status, 400, "and neither is the first");
    assert.equal((await at(id, "2030-03-09T09:00")).status, 200);
    await brand.as("ana", "DELETE", `/posts/${repeat}/plan`);
    assert.equal((await at(id, "2030-04-01T09:00")).status, 200, "what is off the plan keeps nothing away");
    await at(repeat, "2030-04-02T09:00");
    await mark(id, []);
    assert.equal((await plan(repeat)).status, 200, "without its mark nothing rests");
  });
});
