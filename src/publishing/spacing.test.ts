/** What somebody is told whose posts come too close to each other, in time or in words. */
import assert from "node:assert/strict";
import { after, before, it, test } from "node:test";
import { newId } from "../kernel/ids.ts";
import { alikePairs, alikeTo } from "./alike-pairs.ts";
import { type Saying, tooClose, usualSpacing } from "./spacing.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";
import { TestNetwork } from "./test-network.ts";
import { alike, likeness, shapeOf } from "./text-shape.ts";

const now = new Date("2027-03-01T00:00:00Z");
const said = (postId: string, channelId: string | null, at: string | null, text: string): Saying => ({
  postId,
  seriesId: null,
  familyId: null,
  brief: text,
  channelId,
  at: at === null ? null : new Date(at),
  shape: shapeOf(text),
});
const close = (sayings: Saying[], spacing = usualSpacing) =>
  [...tooClose(sayings, spacing, now)]
    .map(([id, { inTime, inWords }]) => [id, [...inTime].join(), [...inWords].join()])
    .sort();
const loaf = "Our seeded loaf is back on Saturday, warm from eight.";
const nearly = "Our seeded loaf is back on Saturday, warm from nine!";

test("two posts of one channel half an hour apart are fine, a minute less is told; other channels do not count", () => {
  const one = said("one", "sky", "2027-03-10T09:00:00Z", "Bread.");
  assert.deepEqual(close([one, said("two", "sky", "2027-03-10T09:30:00Z", "Rolls.")]), []);
  assert.deepEqual(close([one, said("two", "town", "2027-03-10T09:00:00Z", "Rolls.")]), []);
  assert.deepEqual(close([one, said("two", "sky", "2027-03-10T09:29:00Z", "Rolls.")]), [
    ["one", "two", ""],
    ["two", "one", ""],
  ]);
});

test("one post on several channels says it once; another post with nearly its words is told, drafts too", () => {
  const crosspost = [
    said("one", "sky", "2027-03-10T09:00:00Z", loaf),
    said("one", "town", "2027-03-10T09:00:00Z", loaf),
  ];
  assert.deepEqual(close(crosspost), []);
  assert.deepEqual(close([...crosspost, said("two", null, null, nearly)]), [
    ["one", "", "two"],
    ["two", "", "one"],
  ]);
});

test("what may be said again says so on purpose, and is told of another that does", () => {
  const marked = { familyId: "loaf" };
  const first = { ...said("one", "sky", "2027-03-05T09:00:00Z", loaf), ...marked };
  const second = { ...said("two", "town", "2027-03-12T09:00:00Z", loaf), ...marked };
  assert.deepEqual(close([first, second]), []);
  assert.deepEqual(close([first, said("other", "sky", "2027-03-08T09:00:00Z", nearly)]).flat(), [
    ...["one", "", "other"],
    ...["other", "", "one"],
  ]);
});

test("posts of one series say it again on purpose, and are told of another that does", () => {
  const weekly = { seriesId: "fridays" };
  const first = { ...said("one", "sky", "2027-03-05T09:00:00Z", loaf), ...weekly };
  const second = { ...said("two", "sky", "2027-03-12T09:00:00Z", loaf), ...weekly };
  assert.deepEqual(close([first, second]), []);
  assert.deepEqual(close([first, second, said("other", "sky", "2027-03-08T09:00:00Z", nearly)]).flat(), [
    ...["one", "", "other"],
    ...["other", "", "one,two"],
    ...["two", "", "other"],
  ]);
});

test("the same words are fine after the days, and on another channel once the first is out", () => {
  const one = said("one", "sky", "2027-03-01T09:00:00Z", loaf);
  assert.deepEqual(close([one, said("two", "sky", "2027-03-16T09:00:00Z", loaf)]), []);
  assert.equal(close([one, said("two", "sky", "2027-03-14T09:00:00Z", loaf)]).length, 2);
  const out = said("out", "sky", "2027-02-27T09:00:00Z", loaf);
  const later = said("two", "town", "2027-03-02T09:00:00Z", loaf);
  assert.deepEqual(close([out, later]), [["out", "", "two"]], "only who reads the old one is led to the new");
  assert.deepEqual(close([one, later], { minutes: 0, days: 0 }), [], "nobody wants to be told");
});

test("of many texts, those are found that are alike, and only those: as holding each against each says", () => {
  const words =
    "bread oven flour market street window music summer olive honey river garden kitchen table".split(" ");
  // Texts of one small vocabulary share most of their trigrams; every fifth differs from the one before by a letter.
  const texts = Array.from({ length: 60 }, (_, n) =>
    Array.from(
      { length: 20 },
      (_, at) => words[((n - (n % 5 === 4 ? 1 : 0)) * (at + 3) + at * at) % 14],
    ).join(" "),
  ).map((text, n) => shapeOf(n % 5 === 4 ? `${text} again` : text));
  const shapes = [...new Set(texts)];
  const slowly = shapes.flatMap((one, at) =>
    shapes
      .slice(at + 1)
      .flatMap((other) => (likeness(one, other) >= alike ? [[one, other].sort().join(" | ")] : [])),
  );
  assert.ok(slowly.length >= 10, "there is something to find");
  assert.deepEqual(
    alikePairs(shapes)
      .map((pair) => pair.sort().join(" | "))
      .sort(),
    slowly.sort(),
  );
  for (const one of shapes)
    assert.deepEqual(
      alikeTo(
        one,
        shapes.map((shape) => ({ shape })),
      ).map(({ shape }) => shape),
      shapes.filter((shape) => likeness(one, shape) >= alike),
    );
});

onBothEngines("posts that come too close", (open) => {
  let brand: Brand;
  let secondId: string;
  before(async () => {
    brand = await open();
    secondId = await brand.connect(new TestNetwork());
  });
  after(() => brand?.close());

  const zone = "Europe/Madrid";
  async function write(text: string, local?: string, channelIds = [brand.channelId]): Promise<string> {
    const id = newId();
    const base = { parts: [{ text, media: [] }] };
    await brand.as("ana", "POST", "/posts", { id, zone, channelIds, base });
    if (local) await brand.as("ana", "PUT", `/posts/${id}/time`, { time: { local, zone } });
    return id;
  }
  const told = async (id: string) =>
    (await brand.as("ana", "POST", `/posts/${id}/check`)).body.reasons
      .filter((each: Body) => each.rule === "spacing")
      .map((each: Body) => [each.verdict, each.message, each.data.posts.map((one: Body) => one.postId)]);

  it("are told of beside the text, with the other named, and marked in the calendar; nothing is held", async () => {
    const one = await write(loaf, "2030-05-02T09:00", [brand.channelId, secondId]);
    assert.deepEqual(await told(one), [], "its two channels are one saying");
    const soon = await write("Rolls are out, too.", "2030-05-02T09:20");
    assert.deepEqual(await told(soon), [
      ["allow", "Another post goes out on this channel less than 30 minutes away.", [one]],
    ]);
    const again = await write(nearly, "2030-05-09T09:00", [secondId]);
    assert.deepEqual(await told(again), [
      ["allow", "Another post says nearly the same within 14 days.", [one]],
    ]);
    const planned = await brand.as("ana", "POST", `/posts/${again}/plan`, { at: "written" });
    assert.equal(planned.status, 200, JSON.stringify(planned.body));
    const { body } = await brand.as(
      "gus",
      "GET",
      "/calendar/warnings?from=2030-05-01T00:00:00Z&to=2030-05-08T00:00:00Z",
    );
    assert.deepEqual(
      new Map(body.posts.map((each: Body) => [each.id, [each.inTime, each.inWords]])),
      new Map([
        [one, [true, true]],
        [soon, [true, false]],
      ]),
      "what is outside of the stretch is compared and not marked",
    );
  });

  it("are told of by the words that stand now", async () => {
    const one = await write(
      "The olive harvest begins at dawn on the hill, come and help us from eight.",
      "2032-05-02T09:00",
    );
    const two = await write(
      "The olive harvest begins at dawn on the hill, come and help us from nine.",
      "2032-05-03T09:00",
    );
    assert.equal((await told(one)).length, 1);
    const base = { what: "base", field: "parts" };
    const parts = (text: string) => [{ text, media: [] }];
    const change = {
      ...base,
      was: parts("The olive harvest begins at dawn on the hill, come and help us from nine."),
      now: parts("Tomorrow we are closed, it is a holiday."),
    };
    assert.equal((await brand.as("ana", "PATCH", `/posts/${two}`, { changes: [change] })).status, 200);
    assert.deepEqual(await told(one), []);
  });

  it("are as far apart as a lead says", async () => {
    const one = await write("The oven rests today, we are closed.", "2031-05-02T09:00");
    await write("Tomorrow it burns again, come and see it.", "2031-05-02T09:40");
    assert.deepEqual(await told(one), []);
    assert.equal((await brand.as("gus", "PUT", "/spacing", { minutes: 60, days: 0 })).status, 403);
    const bad = await brand.as("ana", "PUT", "/spacing", { minutes: -1, days: 0 });
    assert.equal(bad.body.error.fields[0].path, "body.minutes");
    for (const minutes of [45, 60])
      assert.equal((await brand.as("ana", "PUT", "/spacing", { minutes, days: 0 })).status, 200);
    assert.deepEqual((await brand.as("gus", "GET", "/spacing")).body, { minutes: 60, days: 0 });
    assert.equal((await told(one)).length, 1);
  });
});
