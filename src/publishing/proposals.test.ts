/** What somebody meets who mentions people and uses hashtags. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { identify } from "../people/index.ts";
import { type Body, type Brand, openBrand } from "./test-brand.ts";
import { TestNetwork } from "./test-network.ts";

describe("a post that calls people", () => {
  let brand: Brand;
  let second: TestNetwork;
  let channelIds: string[];
  before(async () => {
    brand = await openBrand();
    second = new TestNetwork();
    channelIds = [brand.channelId, await brand.connect(second)];
    // Ana has an account on both networks, Antón on the first alone.
    await brand.inside(async () => {
      const first = await identify(brand.network.name, [
        heard("ana.here", "Ana Ruiz"),
        heard("anton", "Antón"),
      ]);
      const there = await identify(second.name, [heard("ana@there.test", "Ana R.")]);
      await db()
        .updateTable("identity")
        .set({ person_id: first.get("ana.here")?.personId as string })
        .where("id", "=", there.get("ana@there.test")?.identityId as string)
        .execute();
    });
  });
  after(() => brand?.close());

  const heard = (handle: string, name: string) => {
    const at = new Date("2026-11-01T10:00:00Z");
    const author = { externalId: handle, handle, name };
    return { author, own: false, messages: 1, reactions: 0, firstAt: at, lastAt: at };
  };
  const get = async (path: string): Promise<Body[]> => {
    const { status, body } = await brand.as("gus", "GET", path);
    assert.equal(status, 200, JSON.stringify(body));
    return body.rows;
  };
  const propose = (search: string, net = brand.network) =>
    get(`/mentions?search=${encodeURIComponent(search)}&networks=${net.name}`);
  async function begin(text: string, names: string[]): Promise<string> {
    const mentions = [];
    for (const name of names) {
      const [found] = await propose(name);
      mentions.push({ word: `@${found.handle}`, identityId: found.identityId });
    }
    const id = newId();
    const base = { parts: [{ text, media: [], mentions }] };
    const { status, body } = await brand.as("mia", "POST", "/posts", { id, zone: "UTC", channelIds, base });
    assert.equal(status, 200, JSON.stringify(body));
    return id;
  }

  it("is offered the people of its networks, by the beginning of a handle or a name", async () => {
    assert.deepEqual((await propose("AN")).map(({ handle }) => handle).sort(), ["ana.here", "anton"]);
    assert.deepEqual(
      (await propose("antó")).map(({ name }) => name),
      ["Antón"],
    );
    assert.deepEqual(
      (await propose("ana", second)).map(({ handle }) => handle),
      ["ana@there.test"],
    );
    assert.deepEqual(await propose("ruiz' or"), []);
    const [ana] = await propose("ana r");
    assert.deepEqual(await get(`/mentions?ids=${ana.identityId},nobody,${newId()}`), [ana]);
    assert.deepEqual(ana.accounts, [
      { network: brand.network.name, handle: "ana.here" },
      { network: second.name, handle: "ana@there.test" },
    ]);
  });

  it("says on each network the handle that they have there, else their name, and tells so before", async () => {
    const id = await begin("Thanks @ana.here and @anton! #HillRide", ["ana", "anton"]);
    const check = await brand.as("mia", "POST", `/posts/${id}/check`);
    const notes = check.body.reasons.filter(({ rule }: Body) => rule === "mentions");
    assert.deepEqual(
      notes.map(({ channelId, verdict }: Body) => [channelId, verdict]),
      [[channelIds[1], "allow"]],
    );
    assert.match(JSON.stringify(notes[0]), /Antón/);
    assert.equal((await brand.as("mia", "POST", `/posts/${id}/plan`, { at: "now" })).status, 200);
    const worker = await brand.work();
    for (let n = 0; n < 400 && brand.network.said.length + second.said.length < 2; n += 1)
      await new Promise((resolve) => setTimeout(resolve, 25));
    await worker.stop();
    assert.deepEqual(
      [brand.network, second].map(({ said }) => said.map(({ act }) => act.text)),
      [["Thanks @ana.here and @anton! #HillRide"], ["Thanks @ana@there.test and Antón! #HillRide"]],
    );
  });

  it("is offered the hashtags of what went out before, and not half a word of a draft", async () => {
    await begin("Half a #Hil", []);
    assert.deepEqual(await get("/hashtags"), [{ tag: "HillRide", used: 1 }]);
  });
});
