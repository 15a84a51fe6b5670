/** What somebody meets who says a good post again: it is marked, and rests as long as it was told to. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";
import { TestNetwork } from "./test-network.ts";

onBothEngines("an evergreen post", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());

  const zone = "Europe/Madrid";
  const part = (text: string) => ({ text, media: [] });
  async function write(text: string, repeatOf?: string, channelIds = [brand.channelId]): Promise<string> {
    const id = newId();
    await brand.as("ana", "POST", "/posts", { id, zone, channelIds, base: { parts: [part(text)] } });
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
    const left = await brand.as("gus", "GET", `/posts/${taken}`);
    assert.deepEqual(left.body.evergreen, [], "a channel that the post has no more is not named");
    assert.deepEqual((await brand.as("gus", "GET", `/posts/${id}`)).body.evergreen, [
      { channelId, days: 30 },
    ]);
    assert.deepEqual((await mark(id, [])).body, { channels: [] });
    assert.deepEqual((await brand.as("gus", "GET", `/posts/${id}`)).body.evergreen, []);
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

  it("is told while it is written that its words rest, and says nothing of being too like itself", async () => {
    const id = await write("How to keep a sourdough starter alive for years.");
    await mark(id, [{ channelId: brand.channelId, days: 10 }]);
    await at(id, "2030-06-03T09:00");
    await plan(id);
    const repeat = await write("How to keep a sourdough starter alive for years.", id);
    const check = async (): Promise<string[]> =>
      (await brand.as("mia", "POST", `/posts/${repeat}/check`, {})).body.reasons
        .filter(({ rule }: Body) => rule === "evergreen" || rule === "spacing")
        .map(({ rule, verdict, message }: Body) => `${rule} ${verdict} ${message}`);
    await at(repeat, "2030-06-12T09:00");
    assert.deepEqual(await check(), [
      "evergreen deny The same words stand on @brand on 3 June 2030. They rest there until 13 June 2030.",
    ]);
    await at(repeat, "2030-06-13T09:00");
    assert.deepEqual(await check(), []);
    await mark(id, []);
    assert.deepEqual(await check(), ["spacing allow Another post says nearly the same within 14 days."]);
  });

  /** A channel of its own, with a slot at nine on some weekdays. */
  async function slotted(...weekdays: string[]) {
    const channelId = await brand.connect(new TestNetwork());
    const slots = weekdays.map((weekday) => ({ weekday, time: "09:00", zone }));
    assert.equal((await brand.as("leo", "PUT", `/channels/${channelId}/slots`, { slots })).status, 200);
    const marked = async (text: string, days = 90): Promise<string> => {
      const id = await write(text, undefined, [channelId]);
      assert.equal((await mark(id, [{ channelId, days }])).status, 200);
      return id;
    };
    const proposed = async (from = "2030-05-06", to = "2030-05-12"): Promise<Body> => {
      const query = new URLSearchParams({ from, to, zone, channelId });
      return (await brand.as("gus", "GET", `/evergreen/fill?${query}`)).body;
    };
    const fill = async (rows: object[], id = newId(), who = "mia"): Promise<Body[]> => {
      const sent = await brand.as(who, "POST", "/evergreen/fills", { id, rows });
      assert.equal(sent.status, 200, JSON.stringify(sent.body));
      return sent.body.rows;
    };
    const row = (postId: string, local: string) => ({ postId, channelId, time: { local, zone } });
    const repeatsOf = async (id: string): Promise<Body[]> =>
      (await brand.as("gus", "GET", `/posts/${id}`)).body.repeats;
    return { channelId, marked, proposed, fill, row, repeatsOf };
  }
  const shown = ({ state, reason, status }: Body): string => `${state} ${reason ?? status}`;

  it("stands in the library, the longest rested first, with the day on which it is ripe", async () => {
    const { channelId, marked } = await slotted();
    const later = await marked("How to bake rye bread.", 30);
    await at(later, "2030-03-20T09:00");
    assert.equal((await plan(later)).status, 200);
    const draft = await marked("How to bake a bun.");
    const library = async (query: string): Promise<Body> => brand.as("gus", "GET", `/evergreen?${query}`);
    const { body } = await library(`channelId=${channelId}&zone=${zone}`);
    const today = new Intl.DateTimeFormat("sv", { timeZone: zone }).format(now());
    const row = (id: string, brief: string, more: object) => ({
      id,
      brief,
      pillarId: null,
      channels: [{ channelId, last: null, next: null, ripeOn: today, ...more }],
    });
    const both = [
      row(later, "How to bake rye bread.", { days: 30, next: "2030-03-20T08:00:00.000Z" }),
      row(draft, "How to bake a bun.", { days: 90 }),
    ].toSorted((one, other) => (one.id < other.id ? -1 : 1));
    assert.deepEqual(body, { zone, posts: both }, "neither was said yet: always in the same order");
    await mark(await write("How to bake elsewhere."), [{ channelId: brand.channelId }]);
    assert.equal((await library(`zone=${zone}`)).body.posts.length, 3, "all channels together");
    assert.equal((await library("zone=Nowhere/Else")).status, 400);
    await brand.as("ana", "DELETE", `/posts/${draft}`);
    const left = (await library(`channelId=${channelId}&zone=${zone}`)).body.posts;
    assert.deepEqual(
      left.map(({ id }: Body) => id),
      [later],
      "what was taken away is not listed",
    );
  });

  it("goes into the free slots of a week, is planned once, and knows what it repeats", async () => {
    const { channelId, marked, proposed, fill, row, repeatsOf } = await slotted("mon", "wed", "fri");
    const soup = await marked("How to cook a soup.");
    const stew = await marked("How to cook a stew.");
    await at(stew, "2030-04-29T09:00");
    await plan(stew);
    const first = await proposed();
    assert.deepEqual(
      first.slots.map(({ time, postId, ripe }: Body) => [time.local, postId, ripe]),
      [
        ["2030-05-06T09:00", soup, [soup]],
        ["2030-05-08T09:00", null, [soup]],
        ["2030-05-10T09:00", null, [soup]],
      ],
    );
    assert.deepEqual(first.posts, [
      { id: soup, brief: "How to cook a soup.", channels: [{ channelId, days: 90 }] },
    ]);
    const id = newId();
    const rows = [
      row(soup, "2030-05-10T09:00"),
      row(soup, "2030-05-06T09:00"),
      row(stew, "2030-05-07T09:00"),
    ];
    const planned = await fill(rows, id);
    assert.deepEqual(planned.map(shown), ["left rests", "planned scheduled", "left no-slot"]);
    assert.match(planned[0].words, /The same words stand on @brand on 6 May 2030/);
    const again = await fill(rows, id);
    assert.deepEqual(again, planned, "sent twice, planned once");
    const repeats = await repeatsOf(soup);
    assert.deepEqual(repeats, [
      {
        id: planned[1].postId,
        brief: "How to cook a soup.",
        at: "2030-05-06T07:00:00.000Z",
        status: "scheduled",
      },
    ]);
    const { body } = await brand.as("gus", "GET", `/posts/${planned[1].postId}`);
    assert.deepEqual(
      [body.repeatOf, body.evergreen, body.repeats],
      [{ id: soup, brief: "How to cook a soup.", removed: false }, [], []],
    );
    assert.deepEqual(
      (await proposed()).slots.map(({ postId }: Body) => postId),
      [null, null],
    );
    const [taken] = await fill([row(soup, "2030-05-06T09:00")]);
    assert.equal(shown(taken), "left taken");
    await brand.as("mia", "DELETE", `/posts/${planned[1].postId}`);
    assert.deepEqual((await fill(rows, id)).map(shown), [
      "planned scheduled",
      "left removed",
      "left no-slot",
    ]);
    assert.deepEqual((await fill([row(soup, "2020-05-04T09:00")])).map(shown), ["left past"]);
    await mark(soup, []);
    assert.deepEqual((await fill([row(soup, "2030-05-08T09:00")])).map(shown), ["left unmarked"]);
    const late = await brand.as("gus", "GET", `/evergreen/fill?from=2030-05-06&to=2030-06-06&zone=${zone}`);
    assert.deepEqual([late.status, late.body.error.fields[0].path], [400, "query.to"]);
  });

  it("says what the first says now on that channel, and with what hangs on it", async () => {
    const { channelId, marked, fill, row } = await slotted("mon");
    const pillar = await brand.as("leo", "POST", "/pillars", { name: "Kitchen", color: "#2f7d6d" });
    const id = await marked("How to boil an egg.");
    const own = { value: [part("How to boil an egg, here."), part("Ten minutes.")] };
    const changed = await brand.as("mia", "PATCH", `/posts/${id}`, {
      changes: [
        { what: "base", field: "firstComment", was: null, now: part("Salt helps.") },
        { what: "own", channelId, field: "parts", was: { follow: true }, now: own },
        { what: "pillar", was: null, now: pillar.body.id },
      ],
    });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    const [planned] = await fill([row(id, "2030-05-06T09:00")]);
    const { body } = await brand.as("gus", "GET", `/posts/${planned.postId}`);
    assert.deepEqual(body.base.firstComment, part("Salt helps."));
    assert.deepEqual(body.variants[0].own.parts, own.value);
    assert.deepEqual([body.pillarId, body.time], [pillar.body.id, { local: "2030-05-06T09:00", zone }]);
    await brand.as("mia", "DELETE", `/posts/${id}`);
    const orphan = await brand.as("gus", "GET", `/posts/${planned.postId}`);
    assert.deepEqual(
      [orphan.status, orphan.body.repeatOf.removed, orphan.body.state],
      [200, true, "planned"],
    );
  });

  it("waits for approval as any post does, and leaves nothing where the gate refuses it", async () => {
    const { channelId, marked, fill, row, repeatsOf } = await slotted("mon", "tue");
    const policy = { channelId, pillarId: null, steps: [{ kind: "people", userIds: [brand.user("leo")] }] };
    assert.equal((await brand.as("leo", "PUT", "/approval-policies", policy)).status, 200);
    const id = await marked("How to fry a fish.");
    const [held] = await fill([row(id, "2030-05-06T09:00")]);
    assert.equal(shown(held), "planned held");
    assert.deepEqual(
      held.reasons.map(({ rule }: Body) => rule),
      ["approvals"],
    );
    const long = await marked(`How to fry a fish, ${"at length, ".repeat(50)}`);
    const [denied] = await fill([row(long, "2030-05-07T09:00")]);
    assert.equal(shown(denied), "left denied", JSON.stringify(denied));
    assert.ok(denied.words.length > 10);
    assert.deepEqual(await repeatsOf(long), [], "no draft stays behind");
  });

  it("takes no slot twice where two fill the week at one moment", async () => {
    const { marked, proposed, fill, row, repeatsOf } = await slotted("mon", "tue", "wed", "thu");
    const ids = [await marked("One."), await marked("Two."), await marked("Three."), await marked("Four.")];
    const { slots } = await proposed();
    const rows = slots.map(({ postId, time }: Body) => row(postId, time.local));
    assert.equal(rows.length, 4);
    const both = await Promise.all([fill(rows), fill(rows.toReversed(), newId(), "tom")]);
    assert.deepEqual(both.flat().map(shown).toSorted(), [
      ...Array(4).fill("left taken"),
      ...Array(4).fill("planned scheduled"),
    ]);
    for (const id of ids) assert.equal((await repeatsOf(id)).length, 1);
    const id = newId();
    const elsewhere = (await proposed("2030-09-02", "2030-09-08")).slots.map(({ postId, time }: Body) =>
      row(postId, time.local),
    );
    const [one, two] = await Promise.all([fill(elsewhere, id), fill(elsewhere, id)]);
    assert.deepEqual(one, two, "one fill sent twice at once is one");
    for (const each of ids) assert.equal((await repeatsOf(each)).length, 2);
  });
});
