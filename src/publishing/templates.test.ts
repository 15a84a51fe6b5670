/** What somebody meets who says the same again and again: templates, their blanks, and what waits for them. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import sharp from "sharp";
import { newId } from "../kernel/ids.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

onBothEngines("a template", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());

  async function begun(base: object, more: object = {}): Promise<string> {
    const id = newId();
    const body = { id, zone: "Europe/Madrid", channelIds: [brand.channelId], base, ...more };
    const answer = await brand.as("mia", "POST", "/posts", body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return id;
  }
  async function keep(name: string, postId: string): Promise<Body> {
    const answer = await brand.as("mia", "POST", "/templates", { id: newId(), name, postId });
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  }
  const begin = (template: Body, values: Record<string, string> = {}, more: object = {}) =>
    brand.as("tom", "POST", `/templates/${template.id}/posts`, {
      id: newId(),
      zone: "Europe/Madrid",
      blanks: Object.entries(values).map(([name, value]) => ({ name, value })),
      ...more,
    });
  const list = async (): Promise<Body[]> => (await brand.as("gus", "GET", "/templates")).body.rows;
  const words = (text: string) => ({ parts: [{ text, media: [] }] });

  it("keeps words, channels, pillar and descriptions of a post, without its time; its blanks are asked for", async () => {
    const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: "#3a3" } })
      .png()
      .toBuffer();
    const file = (await brand.as("mia", "POST", "/media", png, { "content-type": "image/png" })).body.fileId;
    const pillar = (await brand.as("leo", "POST", "/pillars", { name: "Rides", color: "#2f7d6d" })).body.id;
    const media = [{ fileId: file, alt: "{{who}} on a bicycle" }];
    const postId = await begun(
      { parts: [{ text: "Ride with {{who}} on {{day}}, {{ bring", media }], subject: "{{day}}" },
      { pillarId: pillar },
    );
    const time = { local: "2027-06-15T09:00", zone: "Europe/Madrid" };
    await brand.as("mia", "PUT", `/posts/${postId}/time`, { time });
    const template = await keep("Weekly ride", postId);
    assert.deepEqual([template.blanks, template.madeBy], [["who", "day"], brand.user("mia")]);

    const refused = await begin(template, { who: "Ada" });
    assert.deepEqual(
      [refused.status, refused.body.error.fields.map(({ path }: Body) => path)],
      [400, ["body.blanks.day"]],
    );
    const { status, body: post } = await begin(template, { who: "Ada", day: "Saturday" });
    assert.equal(status, 200, JSON.stringify(post));
    assert.equal(post.base.parts[0].text, "Ride with Ada on Saturday, {{ bring");
    assert.deepEqual(post.base.parts[0].media, [{ fileId: file, alt: "Ada on a bicycle" }]);
    assert.deepEqual(
      [post.base.subject, post.pillarId, post.time, post.state, post.variants[0].channelId],
      ["Saturday", pillar, null, "draft", brand.channelId],
    );
    await brand.as("mia", "DELETE", `/posts/${postId}`);
    await brand.as("mia", "DELETE", `/posts/${post.id}`);
    const used = await brand.as("mia", "DELETE", `/media/${file}`);
    assert.equal(used.status, 409, "what a template shows is in use");
    assert.match(used.body.error.message, /1 template/);
  });

  it("holds a post back while a blank of its stands in it; the same braces of another post are text", async () => {
    const template = await keep("Price", await begun(words("Bread for {{price}} today.")));
    const { body: post } = await begin(template, {}, { leave: true });
    assert.equal(post.base.parts[0].text, "Bread for {{price}} today.");
    const planned = (await brand.as("tom", "POST", `/posts/${post.id}/plan`, { at: "now" })).body;
    assert.equal(planned.variants[0].status, "held");
    const reasons = planned.variants[0].deliveries[0].reasons.filter(({ rule }: Body) => rule === "blanks");
    assert.match(reasons[0].message, /\{\{price\}\}/);
    const change = (was: string, now: string) => ({
      changes: [{ what: "base", field: "parts", was: words(was).parts, now: words(now).parts }],
    });
    await brand.as(
      "tom",
      "PATCH",
      `/posts/${post.id}`,
      change("Bread for {{price}} today.", "Bread for {{one}} today."),
    );
    const check = async (id: string) =>
      (await brand.as("tom", "POST", `/posts/${id}/check`)).body.reasons.map(({ rule }: Body) => rule);
    assert.ok(!(await check(post.id)).includes("blanks"), "this one is not a blank of the template");
    assert.ok(!(await check(await begun(words("Bread for {{price}} now.")))).includes("blanks"));
  });

  it("is named, changed by a post and removed; what was begun from it stays", async () => {
    const template = await keep("Opening", await begun(words("We open.")));
    await keep("Closing", await begun(words("We close.")));
    const taken = await brand.as("tom", "PATCH", `/templates/${template.id}`, { name: "Closing" });
    assert.deepEqual([taken.status, taken.body.error.fields[0].path], [400, "body.name"]);
    const later = await begun(words("We open at {{hour}}."));
    const changed = await brand.as("tom", "PATCH", `/templates/${template.id}`, {
      name: "At last",
      postId: later,
    });
    assert.deepEqual(
      [changed.body.name, changed.body.brief, changed.body.blanks, changed.body.changedBy],
      ["At last", "We open at {{hour}}.", ["hour"], brand.user("tom")],
    );
    const names = (await list()).map(({ name }) => name);
    assert.deepEqual(names, names.toSorted(), "in the order of their names");
    const { body: post } = await begin(template, { hour: "nine" });
    assert.equal((await brand.as("tom", "DELETE", `/templates/${template.id}`)).status, 204);
    assert.equal(
      (await brand.as("tom", "GET", `/posts/${post.id}`)).body.base.parts[0].text,
      "We open at nine.",
    );
    assert.equal((await begin(template, { hour: "ten" })).status, 404);
    assert.equal(
      (await brand.as("gus", "POST", "/templates", { id: newId(), name: "Mine", postId: later })).status,
      403,
    );
  });

  it("says what a channel says on its own, and too many words are refused at the blank", async () => {
    const postId = await begun(words("For everyone: {{x}}"));
    const own = { value: words("Here: {{x}}").parts };
    const body = { what: "own", channelId: brand.channelId, field: "parts", was: { follow: true }, now: own };
    await brand.as("mia", "PATCH", `/posts/${postId}`, { changes: [body] });
    const template = await keep("Own words", postId);
    const { body: post } = await begin(template, { x: "hello" });
    assert.equal(post.variants[0].own.parts[0].text, "Here: hello");
    const long = await begun(words(Array.from({ length: 30 }, () => "{{x}}").join(" ")));
    const refused = await begin(await keep("Long", long), { x: "y".repeat(2000) });
    assert.deepEqual([refused.status, refused.body.error.fields[0].path], [400, "body.blanks"]);
  });
});
