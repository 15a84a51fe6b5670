/** What somebody meets who writes a post with others and plans it. */
import assert from "node:assert/strict";
import { after, afterEach, before, it } from "node:test";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { localTimeOf } from "./local-time.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";
import { TestNetwork } from "./test-network.ts";

const zone = "Europe/Madrid";
const part = (text: string) => ({ text, media: [] });

onBothEngines("a post", (open) => {
  let brand: Brand;
  let second: TestNetwork;
  let secondId: string;
  before(async () => {
    brand = await open();
    second = new TestNetwork();
    secondId = await brand.connect(second);
  });
  after(() => brand?.close());
  afterEach(() => brand.rest());

  async function begin(text: string, channelIds = [brand.channelId], more: object = {}): Promise<Body> {
    const id = newId();
    const { status, body } = await brand.as("mia", "POST", "/posts", {
      id,
      zone,
      channelIds,
      base: { parts: [part(text)], ...more },
    });
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }
  const soon = (seconds: number) => localTimeOf(new Date(now().getTime() + seconds * 1000 + 60_000), zone);
  const time = (id: string, value: unknown, channelId?: string) =>
    brand.as("mia", "PUT", `/posts/${id}/time`, { time: value, channelId });
  const plan = (id: string, at = "written", by = "mia") => brand.as(by, "POST", `/posts/${id}/plan`, { at });
  const read = async (id: string): Promise<Body> => (await brand.as("mia", "GET", `/posts/${id}`)).body;
  async function until(id: string, good: (post: Body) => boolean): Promise<Body> {
    for (let n = 0; n < 400; n += 1) {
      const post = await read(id);
      if (good(post)) return post;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`it never stood as wished: ${JSON.stringify(await read(id), null, 1)}`);
  }
  const statuses = (post: Body) => post.variants.map((each: Body) => each.status);

  it("is written by two at once, and nobody loses a word", async () => {
    const { id } = await begin("Ride with us.");
    const save = (by: string, changes: unknown[]) => brand.as(by, "PATCH", `/posts/${id}`, { changes });
    const was = [part("Ride with us.")];
    await save("mia", [{ what: "base", field: "parts", was, now: [part("Ride with us on Saturday.")] }]);
    const late = await save("leo", [
      { what: "base", field: "parts", was, now: [part("Come and ride.")] },
      { what: "base", field: "language", was: null, now: "en" },
    ]);
    assert.equal(late.status, 200);
    assert.deepEqual(late.body.conflicts, [{ change: 0, stands: [part("Ride with us on Saturday.")] }]);
    assert.equal(late.body.post.base.language, "en", "what nobody else touched is written");
    assert.equal((await read(id)).base.parts[0].text, "Ride with us on Saturday.");
  });

  it("is written by two in different places of one text, and both stand", async () => {
    const { id } = await begin("Ride with us.");
    const save = (by: string, was: string, to: string) =>
      brand.as(by, "PATCH", `/posts/${id}`, {
        changes: [{ what: "base", field: "parts", was: [part(was)], now: [part(to)] }],
      });
    await save("mia", "Ride with us.", "Come and ride with us.");
    const late = await save("leo", "Ride with us.", "Ride with us. Bring a friend");
    assert.deepEqual(late.body.conflicts, []);
    assert.equal((await read(id)).base.parts[0].text, "Come and ride with us. Bring a friend");
  });

  it("shows who has it open and where, until they leave or fall silent", async () => {
    const { id } = await begin("Ride with us.");
    const be = (by: string, place: string | null) =>
      brand.as(by, "PUT", `/posts/${id}/presence`, { tab: `tab-${by}`, place });
    const here = async () => (await brand.as("mia", "GET", `/posts/${id}/presence`)).body.rows;
    assert.equal((await be("mia", "base/parts/0")).status, 204);
    await be("leo", null);
    await be("tom", null);
    const [mia, leo] = [brand.user("mia"), brand.user("leo")];
    assert.deepEqual((await here()).slice(0, 2), [
      { userId: mia, place: "base/parts/0" },
      { userId: leo, place: null },
    ]);
    await brand.as("tom", "DELETE", `/posts/${id}/presence?tab=tab-tom`);
    assert.equal((await here()).length, 2);
    brand.pass(31);
    await be("leo", "base/parts/0");
    assert.deepEqual(await here(), [{ userId: leo, place: "base/parts/0" }]);
    assert.equal((await be("leo", "<b>")).status, 400);
    assert.equal((await brand.as("mia", "GET", `/posts/${newId()}/presence`)).status, 404);
  });

  it("keeps every version, and goes back to one", async () => {
    const { id } = await begin("First words.");
    const save = (by: string, from: string, to: string) =>
      brand.as(by, "PATCH", `/posts/${id}`, {
        changes: [{ what: "base", field: "parts", was: [part(from)], now: [part(to)] }],
      });
    await save("mia", "First words.", "Second words.");
    await save("mia", "Second words.", "Third words.");
    await save("leo", "Third words.", "Leo's words.");
    const { body } = await brand.as("gus", "GET", `/posts/${id}/versions`);
    const words = body.rows.map((each: Body) => each.base.parts[0].text);
    assert.deepEqual(words, ["Leo's words.", "Third words.", "First words."], "one sitting is one version");
    const number = body.rows.at(-1).number;
    const back = await brand.as("mia", "POST", `/posts/${id}/versions/${number}/restoration`);
    assert.equal(back.body.base.parts[0].text, "First words.");
    assert.equal(back.body.version, 5);
  });

  it("says on one channel what it says on all, until it says otherwise", async () => {
    const { id } = await begin("For all.", [brand.channelId, secondId], { contentWarning: "Hills" });
    await brand.as("mia", "PATCH", `/posts/${id}`, {
      changes: [
        {
          what: "own",
          channelId: secondId,
          field: "parts",
          was: { follow: true },
          now: { value: [part("For the second.")] },
        },
        {
          what: "own",
          channelId: secondId,
          field: "contentWarning",
          was: { follow: true },
          now: { value: null },
        },
      ],
    });
    assert.equal((await plan(id, "now")).status, 200);
    await brand.work();
    await until(id, (post) => statuses(post).every((each: string) => each === "sent"));
    assert.deepEqual(
      brand.network.said.filter(({ act }) => act.text === "For all.").map(({ act }) => act.contentWarning),
      ["Hills"],
    );
    assert.deepEqual(
      second.said.filter(({ act }) => act.text === "For the second.").map(({ act }) => act.contentWarning),
      [undefined],
    );
  });

  it("goes out at its time, once, and a thread in its order, each part under the one before", async () => {
    const post = await begin("One.", [brand.channelId], {
      parts: [part("One."), part("Two."), part("Three.")],
      firstComment: part("And a link."),
    });
    assert.equal((await time(post.id, soon(60))).status, 200);
    assert.equal((await plan(post.id)).status, 200);
    await brand.work();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(brand.times("One."), 0, "not before its time");
    brand.pass(121);
    const sent = await until(post.id, (each) => statuses(each)[0] === "sent");
    const said = brand.network.said.filter(({ act }) =>
      ["One.", "Two.", "Three.", "And a link."].includes(act.text),
    );
    assert.deepEqual(
      said.map(({ act }) => act.text),
      ["One.", "Two.", "Three.", "And a link."],
    );
    assert.deepEqual(
      said.map(({ act }) => [act.thread?.root.externalId, act.thread?.parent.externalId]),
      [
        [undefined, undefined],
        [said[0]?.externalId, said[0]?.externalId],
        [said[0]?.externalId, said[1]?.externalId],
        [said[0]?.externalId, said[2]?.externalId],
      ],
    );
    assert.equal(sent.variants[0].deliveries.length, 4);
  });

  it("whose thread broke off goes on where it stopped when somebody tries again", async () => {
    const post = await begin("Part one.", [brand.channelId], {
      parts: [part("Part one."), part("Part two."), part("Part three.")],
    });
    await plan(post.id, "now");
    brand.network.sends.push(
      { delay: 1 },
      { fault: { tag: "refused", message: { en: "Not today.", es: "Hoy no." } } },
    );
    await brand.work();
    const broken = await until(post.id, (each) => statuses(each)[0] === "partly");
    const failed = broken.variants[0].deliveries.find((each: Body) => each.status === "failed");
    assert.equal((await brand.as("mia", "POST", `/deliveries/${failed.id}/retry`)).status, 200);
    await until(post.id, (each) => statuses(each)[0] === "sent");
    for (const text of ["Part one.", "Part two.", "Part three."]) assert.equal(brand.times(text), 1);
  });

  it("that was moved goes out at the new time alone", async () => {
    const post = await begin("Moved.");
    await time(post.id, soon(60));
    await plan(post.id);
    assert.equal((await time(post.id, soon(7200))).status, 200);
    await brand.work();
    brand.pass(600);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(brand.times("Moved."), 0);
    brand.pass(7000);
    await until(post.id, (each) => statuses(each)[0] === "sent");
    assert.equal(brand.times("Moved."), 1);
  });

  it("that was taken off the plan goes nowhere, and is a draft again", async () => {
    const post = await begin("Never mind.");
    await time(post.id, soon(60));
    await plan(post.id);
    const off = await brand.as("mia", "DELETE", `/posts/${post.id}/plan`);
    assert.equal(off.body.state, "draft");
    await brand.work();
    brand.pass(600);
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(brand.times("Never mind."), 0);
  });

  it("at a time that the clock leaps over, or shows twice, is asked about", async () => {
    const post = await begin("Night ride.");
    const leap = await time(post.id, { local: "2027-03-28T02:30", zone });
    assert.equal(leap.status, 400);
    assert.deepEqual(leap.body.error.data.skipped, { before: "2027-03-28T01:59", after: "2027-03-28T03:00" });
    const twice = await time(post.id, { local: "2027-10-31T02:30", zone });
    assert.equal(twice.status, 400);
    assert.equal(twice.body.error.data.twice.first, "2027-10-31T00:30:00.000Z");
    assert.equal((await time(post.id, { local: "2027-10-31T02:30", zone, second: true })).status, 200);
    assert.equal((await read(post.id)).variants[0].at, "2027-10-31T01:30:00.000Z");
    assert.equal((await time(post.id, { local: "2027-10-31T02:30", zone: "Europe/Madriz" })).status, 400);
  });

  it("that cannot go out says why on which channel, and nothing of it is planned", async () => {
    const post = await begin("x".repeat(501), [brand.channelId, secondId]);
    await brand.as("mia", "PATCH", `/posts/${post.id}`, {
      changes: [
        {
          what: "own",
          channelId: secondId,
          field: "parts",
          was: { follow: true },
          now: { value: [part("Short.")] },
        },
      ],
    });
    const { status, body } = await plan(post.id, "now");
    assert.equal(status, 409);
    assert.deepEqual(
      body.error.data.reasons.map((each: Body) => [each.channelId, each.rule]),
      [[brand.channelId, "network-limits"]],
    );
    assert.deepEqual(statuses(await read(post.id)), ["draft", "draft"]);
    const past = await time(post.id, localTimeOf(new Date(now().getTime() - 3_600_000), zone));
    assert.equal(past.status, 200, "a draft may think of yesterday");
    assert.equal((await plan(post.id)).status, 400);
    assert.equal((await plan(post.id, "now", "gus")).status, 403, "guests read along");
  });

  it("stands in the calendar at its moment", async () => {
    const post = await begin("In the calendar.");
    await time(post.id, { local: "2030-05-02T09:00", zone });
    await plan(post.id);
    const { body } = await brand.as(
      "gus",
      "GET",
      "/calendar?from=2030-05-01T00:00:00Z&to=2030-06-01T00:00:00Z",
    );
    const { channels, statuses, posts } = body;
    assert.deepEqual(posts, [
      {
        id: post.id,
        brief: "In the calendar.",
        on: [[0, Date.parse("2030-05-02T07:00:00Z") / 1000, statuses.indexOf("scheduled")]],
      },
    ]);
    assert.deepEqual(channels, [brand.channelId]);
    assert.equal((await brand.as("mia", "DELETE", `/posts/${post.id}`)).status, 204);
    assert.deepEqual(
      (await brand.as("gus", "GET", "/calendar?from=2030-05-01T00:00:00Z&to=2030-06-01T00:00:00Z")).body
        .posts,
      [],
    );
    assert.equal((await brand.as("gus", "GET", `/posts/${post.id}`)).status, 404);
  });
});
