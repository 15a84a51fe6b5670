/** When a post may be said again, and which goes into which free slot. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { byRest, fillSlots, mostOffered, type Resting, restsAt, ripeOn } from "./evergreen.ts";

const zone = "Europe/Madrid";
const on = (...times: string[]) => times.map((each) => new Date(each));
const post = (postId: string, days: number, ...times: string[]): Resting => ({
  postId,
  channelId: "sky",
  days,
  at: on(...times),
});
const slots = (...times: string[]) => on(...times).map((at) => ({ channelId: "sky", at, zone }));

test("a post rests its days of the calendar, also where an hour is missing from one of them", () => {
  // Nine in the morning in Madrid, before and after the clocks are set forward on 28 March.
  const said = { days: 30, at: on("2027-03-08T08:00:00Z") };
  assert.equal(restsAt(said, new Date("2027-04-07T07:00:00Z"), zone), undefined);
  assert.deepEqual(restsAt(said, new Date("2027-04-06T21:59:00Z"), zone), {
    at: new Date("2027-03-08T08:00:00Z"),
    until: "2027-04-07",
  });
  assert.equal(restsAt(said, new Date("2027-02-06T08:00:00Z"), zone), undefined, "before counts as after");
  assert.ok(restsAt(said, new Date("2027-02-06T23:00:00Z"), zone), "midnight in Madrid is the next day");
});

test("what is planned ahead keeps it away as what was said does, and it is ripe where both are far enough", () => {
  const both = { days: 10, at: on("2027-05-15T09:00:00Z", "2027-05-01T09:00:00Z") };
  assert.equal(ripeOn(both, new Date("2027-04-28T09:00:00Z"), zone), "2027-05-25");
  assert.equal(ripeOn(both, new Date("2027-04-20T09:00:00Z"), zone), "2027-04-20");
  assert.equal(ripeOn({ days: 7, at: both.at }, new Date("2027-05-02T09:00:00Z"), zone), "2027-05-08");
  assert.equal(ripeOn({ days: 90, at: [] }, new Date("2027-05-02T09:00:00Z"), zone), "2027-05-02");
  const winter = { days: 61, at: on("2027-12-31T09:00:00Z") };
  assert.equal(ripeOn(winter, new Date("2028-01-02T09:00:00Z"), zone), "2028-03-01", "a leap year's");
});

test("the longest rested goes first, and none comes twice inside its days", () => {
  const posts = [
    post("lately", 30, "2027-04-01T09:00:00Z"),
    post("long ago", 30, "2026-04-01T09:00:00Z"),
    post("never", 3),
    post("resting", 90, "2027-04-01T09:00:00Z"),
    { ...post("elsewhere", 1), channelId: "town" },
  ];
  const week = slots("2027-05-03T09:00:00Z", "2027-05-04T09:00:00Z", "2027-05-05T09:00:00Z");
  const filled = fillSlots([...week, ...slots("2027-05-06T09:00:00Z", "2027-05-07T09:00:00Z")], posts);
  assert.deepEqual(
    filled.map((each) => each.postId),
    ["never", "long ago", "lately", "never", undefined],
  );
});

test("a slot names all that may go there as things stand, so that one can be exchanged for another", () => {
  const posts = [post("a", 5), post("b", 5, "2027-01-01T09:00:00Z"), post("c", 90, "2027-02-10T09:00:00Z")];
  const filled = fillSlots(slots("2027-05-03T09:00:00Z", "2027-05-12T09:00:00Z"), posts);
  assert.deepEqual(
    filled.map(({ postId, ripe }) => [postId, ...ripe]),
    [
      ["a", "a", "b"],
      ["b", "a", "b", "c"],
    ],
  );
  const many = Array.from({ length: mostOffered + 10 }, (_, n) => post(String(n).padStart(3, "0"), 30));
  const times = many.map((_, n) => new Date(Date.UTC(2027, 4, 3, 9, n)));
  const week = fillSlots(
    times.map((at) => ({ channelId: "sky", at, zone })),
    many,
  );
  assert.deepEqual(
    week.map((each) => each.postId),
    many.map((each) => each.postId),
  );
  assert.ok(week.every(({ postId, ripe }) => ripe.length === mostOffered && ripe.includes(postId ?? "")));
});

test("days are counted on the clock that the slot follows", () => {
  const said = post("a", 1, "2027-05-03T22:30:00Z");
  const at = new Date("2027-05-03T12:00:00Z");
  const inZone = (name: string) => fillSlots([{ channelId: "sky", at, zone: name }], [said])[0]?.postId;
  assert.equal(inZone("UTC"), undefined, "the same day in London");
  assert.equal(inZone(zone), "a", "the day after, in Madrid");
});

test("rest is counted from the last time before, and what was never said comes first", () => {
  const posts = [
    post("soon", 5, "2027-01-01T09:00:00Z", "2027-06-01T09:00:00Z"),
    post("old", 5, "2026-12-01T09:00:00Z"),
    post("ahead", 5, "2027-06-01T09:00:00Z"),
  ];
  const sorted = byRest(posts, new Date("2027-05-03T09:00:00Z"));
  assert.deepEqual(
    sorted.map(({ postId }) => postId),
    ["ahead", "old", "soon"],
  );
});
