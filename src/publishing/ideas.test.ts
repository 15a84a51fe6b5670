/** What somebody meets who keeps ideas, and writes from them. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { newId } from "../kernel/ids.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

onBothEngines("an idea", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());

  async function keep(text: string, more: object = {}, by = "mia"): Promise<Body> {
    const { status, body } = await brand.as(by, "POST", "/ideas", { id: newId(), text, ...more });
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }
  const board = async (away = false): Promise<Body[]> =>
    (await brand.as("gus", "GET", `/ideas${away ? "?away=true" : ""}`)).body.rows;
  const lane = async (name: string) =>
    (await board()).filter((each) => each.lane === name).map((each) => each.text);
  const place = (idea: Body, to: string, before: Body | null) =>
    brand.as("leo", "PUT", `/ideas/${idea.id}/place`, { lane: to, before: before?.id ?? null });
  const begin = (ideaId: string, id = newId()) =>
    brand.as("mia", "POST", "/posts", { id, zone: "Europe/Madrid", source: { kind: "idea", ideaId } });

  it("stands at the top of its lane, and goes where it is put", async () => {
    const [one, two, three] = [await keep("One"), await keep("Two"), await keep("Three")];
    assert.deepEqual(await lane("thought"), ["Three", "Two", "One"]);
    await place(one, "thought", two);
    assert.deepEqual(await lane("thought"), ["Three", "One", "Two"]);
    await place(three, "thought", null);
    assert.deepEqual(await lane("thought"), ["One", "Two", "Three"]);
    await place(two, "next", null);
    await place(one, "next", two);
    assert.deepEqual([await lane("thought"), await lane("next")], [["Three"], ["One", "Two"]]);
    const gone = await place(three, "next", { id: newId() });
    assert.equal(gone.status, 400);
    assert.deepEqual(await lane("thought"), ["Three"], "nothing is half moved");
  });

  it("finds its place even where no number lies between two neighbours any more", async () => {
    const [low, high] = [await keep("low"), await keep("high")];
    for (const each of [low, high]) await place(each, "trying", null);
    const movers = [await keep("a"), await keep("b")];
    for (let n = 0; n < 60; n += 1) await place(movers[n % 2], "trying", high);
    assert.deepEqual(await lane("trying"), ["low", "a", "b", "high"]);
  });

  it("keeps what somebody asked, and the draft of it knows its source", async () => {
    const heard = await brand.hear("Do you ride in the rain?", { by: "nora" });
    const idea = await keep("", { messageId: heard.targetId });
    assert.equal(idea.source.text, "Do you ride in the rain?");
    assert.equal(idea.source.author.name, "nora");
    assert.equal(idea.source.conversationId, heard.conversationId);
    const deaf = await brand.as("mia", "GET", `/ideas/${idea.id}`, undefined, {
      "x-test-scopes": "posts:read",
    });
    assert.equal(deaf.body.source, null, "a key that may not read the inbox reads nothing of it here");
    const post = await begin(idea.id);
    assert.equal(post.status, 200, JSON.stringify(post.body));
    assert.deepEqual(post.body.source, { kind: "idea", ideaId: idea.id });
    assert.equal(post.body.base.parts[0].text, "", "their words are not ours to publish");
    assert.ok(!(await board()).some(({ id }) => id === idea.id), "it has left the board");
    assert.equal((await board(true)).find(({ id }) => id === idea.id)?.postId, post.body.id);
    const again = await begin(idea.id);
    assert.equal(again.status, 409);
    assert.equal(again.body.error.data.postId, post.body.id);
    assert.equal((await begin(idea.id, post.body.id)).status, 200, "the same call twice begins one");
    await brand.as("mia", "DELETE", `/posts/${post.body.id}`);
    assert.ok(
      (await board()).some(({ id }) => id === idea.id),
      "without its post it is on the board again",
    );
  });

  it("becomes a draft with its words and its link", async () => {
    const idea = await keep("Dawn rides", { link: "https://rides.test/" });
    assert.equal((await begin(idea.id)).body.base.parts[0].text, "Dawn rides\n\nhttps://rides.test/");
  });

  it("is put away and brought back", async () => {
    const idea = await keep("Socks");
    await brand.as("mia", "PUT", `/ideas/${idea.id}/archive`);
    assert.ok(!(await board()).some(({ id }) => id === idea.id));
    assert.ok((await board(true)).some(({ id }) => id === idea.id));
    await brand.as("mia", "DELETE", `/ideas/${idea.id}/archive`);
    assert.ok((await board()).some(({ id }) => id === idea.id));
  });

  it("says at the field what is missing, and lets a guest only look", async () => {
    const empty = await brand.as("mia", "POST", "/ideas", { id: newId(), text: "  " });
    assert.deepEqual([empty.status, empty.body.error.fields[0].path], [400, "body.text"]);
    const nobody = await brand.as("mia", "POST", "/ideas", { id: newId(), messageId: newId() });
    assert.deepEqual([nobody.status, nobody.body.error.fields[0].path], [400, "body.messageId"]);
    assert.equal((await brand.as("gus", "POST", "/ideas", { id: newId(), text: "Hm" })).status, 403);
  });
});
