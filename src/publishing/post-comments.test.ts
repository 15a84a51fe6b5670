/** What the team may say among itself of a post: kept, told to whom it calls, and seen by nobody else. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

onBothEngines("an internal comment", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());

  const part = (text: string) => ({ text, media: [] });
  async function begun(...texts: string[]): Promise<string> {
    const body = { id: newId(), zone: "Europe/Madrid", channelIds: [brand.channelId] };
    const { status } = await brand.as("mia", "POST", "/posts", { ...body, base: { parts: texts.map(part) } });
    assert.equal(status, 200);
    return body.id;
  }
  const about = (more: object = {}) => ({
    channelId: null,
    field: "parts",
    part: 0,
    fileId: null,
    quote: null,
    ...more,
  });
  async function say(postId: string, text: string, more: object = {}, by = "leo"): Promise<Body> {
    const body = { id: newId(), text, ...more };
    const answer = await brand.as(by, "POST", `/posts/${postId}/comments`, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  }
  const read = async (postId: string): Promise<Body[]> =>
    (await brand.as("gus", "GET", `/posts/${postId}/comments`)).body.rows;
  const rewrite = async (postId: string, from: string[], to: string[]) => {
    const change = { what: "base", field: "parts", was: from.map(part), now: to.map(part) };
    const { body } = await brand.as("mia", "PATCH", `/posts/${postId}`, { changes: [change] });
    assert.deepEqual(body.conflicts, []);
  };
  const told = (kind: "mentioned-in-post" | "comment-answered", postId: string) =>
    brand.inside(() =>
      db()
        .selectFrom("notification")
        .where("kind", "=", kind)
        .where("subject_id", "=", postId)
        .select(["user_id", "data"])
        .execute(),
    );
  const openOn = async (postId: string) =>
    (await brand.as("mia", "GET", "/posts")).body.rows.find(({ id }: Body) => id === postId).comments;

  it("holds on to its part and its words while the post is written on, and is never lost", async () => {
    const was = ["Half price on Friday.", "Bring a friend on Friday."];
    const postId = await begun(...was);
    const quote = { text: "a friend", at: 6 };
    const { id } = await say(postId, "Two friends?", { place: about({ part: 1, quote }) });
    const one = async () => (await read(postId)).find((each) => each.id === id);
    await rewrite(postId, was, ["New first.", ...was]);
    assert.deepEqual([(await one()).place.part, (await one()).stands], [2, "there"]);
    const changed = ["New first.", was[0] as string, "Bring somebody on Friday."];
    await rewrite(postId, ["New first.", ...was], changed);
    assert.deepEqual([(await one()).stands, (await one()).place.quote.text], ["changed", "a friend"]);
    await rewrite(postId, changed, changed.slice(0, 2));
    assert.deepEqual(
      [(await one()).stands, (await one()).place.part, (await one()).place.lost],
      ["gone", null, "Bring somebody on Friday."],
    );
    await rewrite(postId, changed.slice(0, 2), changed);
    assert.equal((await one()).place.part, 2, "it is back with its part");
  });

  it("is answered in a thread, resolved and opened again; what is open is counted on the draft's line", async () => {
    const postId = await begun("Half price.");
    const first = await say(postId, "On everything?");
    await say(postId, "And when?", {}, "tom");
    assert.equal(await openOn(postId), 2);
    const resolve = (method: "PUT" | "DELETE") =>
      brand.as("mia", method, `/post-comments/${first.id}/resolution`);
    assert.equal((await resolve("PUT")).body.resolved.by, brand.user("mia"));
    assert.equal((await resolve("PUT")).status, 200, "twice is as good as once");
    assert.equal(await openOn(postId), 1);
    assert.equal((await resolve("DELETE")).body.resolved, null);
    await resolve("PUT");
    const answer = await say(postId, "Not on bread.", { threadId: first.id }, "mia");
    assert.equal(answer.threadId, first.id);
    assert.equal(await openOn(postId), 2, "an answer opens it again");
    const deeper = { id: newId(), text: "Deeper?", threadId: answer.id };
    const nowhere = await brand.as("tom", "POST", `/posts/${postId}/comments`, deeper);
    assert.deepEqual([nowhere.status, nowhere.body.error.fields[0].path], [400, "body.threadId"]);
    assert.deepEqual(
      (await told("comment-answered", postId)).map(({ user_id }) => user_id),
      [brand.user("leo")],
    );
  });

  it("tells whom it mentions, once, and not who writes", async () => {
    const postId = await begun("Half price.");
    const mentions = [brand.user("tom"), brand.user("leo")];
    const { id } = await say(postId, "@Tom, look", { mentions });
    await brand.as("leo", "PATCH", `/post-comments/${id}`, {
      text: "@Tom @Mia",
      mentions: [...mentions, brand.user("mia")],
    });
    const rows = await told("mentioned-in-post", postId);
    assert.deepEqual(
      rows.map(({ user_id }) => user_id).sort(),
      [brand.user("tom"), brand.user("mia")].sort(),
    );
    assert.equal(rows[0]?.data.path, `/publishing/posts/${postId}#comment-${id}`);
    const stranger = { id: newId(), text: "@Nobody", mentions: [newId()] };
    const refused = await brand.as("leo", "POST", `/posts/${postId}/comments`, stranger);
    const elsewhere = { id: newId(), text: "Here?", place: about({ channelId: newId() }) };
    const nowhere = await brand.as("leo", "POST", `/posts/${postId}/comments`, elsewhere);
    assert.deepEqual([nowhere.status, nowhere.body.error.fields[0].path], [400, "body.place.channelId"]);
    assert.deepEqual([refused.status, refused.body.error.fields[0].path], [400, "body.mentions"]);
  });

  it("is changed and taken away by who wrote it alone, and its answers stay", async () => {
    const postId = await begun("Half price.");
    const { id } = await say(postId, "First words");
    await say(postId, "An answer", { threadId: id }, "gus");
    const again = await say(postId, "First words", { id });
    assert.deepEqual([again.id, (await read(postId)).length], [id, 2], "the same call twice is one comment");
    assert.equal((await brand.as("mia", "PATCH", `/post-comments/${id}`, { text: "Mine" })).status, 403);
    assert.equal((await brand.as("ana", "DELETE", `/post-comments/${id}`)).status, 403);
    const edited = await brand.as("leo", "PATCH", `/post-comments/${id}`, { text: "Better words" });
    assert.ok(edited.body.editedAt);
    assert.equal((await brand.as("leo", "DELETE", `/post-comments/${id}`)).status, 204);
    const [first, answer] = await read(postId);
    assert.deepEqual([first?.deleted, first?.text, answer?.text], [true, "", "An answer"]);
    assert.equal(await openOn(postId), 1);
    assert.equal((await brand.as("leo", "PATCH", `/post-comments/${id}`, { text: "Back" })).status, 404);
  });

  it("never leaves the house: not with the post, not in a sheet, not through a reviewer's link", async () => {
    const postId = await begun("Half price on bread.");
    const marker = "between-ourselves";
    await say(postId, marker, {
      place: about({ quote: { text: "bread", at: 14 } }),
      mentions: [brand.user("tom")],
    });
    const path = `/posts/${postId}/review-links`;
    const { body: made } = await brand.as("mia", "POST", path, { name: "Nora", days: 7 });
    const token = made.link.split("/").at(-1);
    const review = await brand.as("", "GET", `/reviews/${token}`, undefined, { "rapport-workspace": "" });
    assert.equal(review.status, 200);
    assert.ok(!JSON.stringify(review.body).includes(marker));
    const asNobody = await brand.as("", "GET", `/posts/${postId}/comments`);
    assert.equal(asNobody.status, 401);
    const time = { local: "2027-06-15T09:00", zone: "Europe/Madrid" };
    await brand.as("mia", "PUT", `/posts/${postId}/time`, { time });
    assert.equal((await brand.as("mia", "POST", `/posts/${postId}/plan`, { at: "written" })).status, 200);
    const sheet = await brand.as(
      "mia",
      "GET",
      "/calendar/export?from=2027-06-01T00:00:00Z&to=2027-07-01T00:00:00Z",
    );
    assert.match(String(sheet.body), /Half price on bread/);
    assert.ok(!String(sheet.body).includes(marker));
    const ordered = await brand.inside(() =>
      db().selectFrom("delivery").where("post_id", "=", postId).selectAll().execute(),
    );
    assert.equal(ordered.length, 1);
    assert.ok(!JSON.stringify(ordered).includes(marker));
  });
});
