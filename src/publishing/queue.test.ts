/** What somebody meets who keeps a channel's weekly slots, and who follows the calendar from elsewhere. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { newId } from "../kernel/ids.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";
import { TestNetwork } from "./test-network.ts";

const zone = "Europe/Madrid";
const slot = (weekday: string, time: string) => ({ weekday, time, zone });

onBothEngines("the queue", (open) => {
  let brand: Brand;
  let secondId: string;
  before(async () => {
    brand = await open();
    secondId = await brand.connect(new TestNetwork());
  });
  after(() => brand?.close());

  async function begin(text: string, channelIds = [brand.channelId]): Promise<string> {
    const id = newId();
    const made = await brand.as("ana", "POST", "/posts", {
      id,
      zone,
      channelIds,
      base: { parts: [{ text, media: [] }] },
    });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    return id;
  }
  const write = (channelId: string, slots: object[], by = "ana") =>
    brand.as(by, "PUT", `/channels/${channelId}/slots`, { slots });
  const next = (id: string, body: object = {}, by = "ana") =>
    brand.as(by, "POST", `/posts/${id}/next-slot`, body);
  const timesOf = ({ variants }: Body) => variants.map((each: Body) => each.time?.local.slice(11));

  it("keeps a channel's slots in the order of the week, the same one once", async () => {
    const written = await write(brand.channelId, [
      slot("thu", "18:30"),
      slot("mon", "09:00"),
      slot("mon", "09:00"),
    ]);
    assert.equal(written.status, 200);
    const { body } = await brand.as("gus", "GET", `/channels/${brand.channelId}/slots`);
    assert.deepEqual(body.slots, [slot("mon", "09:00"), slot("thu", "18:30")]);
  });

  it("tells the slots of a stretch at which nothing stands", async () => {
    const [from, to] = ["2031-05-04T00:00:00Z", "2031-05-09T00:00:00Z"];
    const free = async (more = "", by = "gus") =>
      brand.as(by, "GET", `/free-slots?from=${from}&to=${to}${more}`);
    await write(brand.channelId, [slot("mon", "09:00"), slot("thu", "18:30")]);
    const { body } = await free();
    assert.deepEqual(
      body.rows.map((each: Body) => [each.channelId, each.time, each.at]),
      [
        [brand.channelId, { local: "2031-05-05T09:00", zone }, "2031-05-05T07:00:00.000Z"],
        [brand.channelId, { local: "2031-05-08T18:30", zone }, "2031-05-08T16:30:00.000Z"],
      ],
    );
    const id = await begin("Monday is taken.");
    await brand.as("ana", "PUT", `/posts/${id}/time`, { time: { local: "2031-05-05T09:00", zone } });
    const left = await free(`&channelId=${brand.channelId}`);
    assert.deepEqual(
      left.body.rows.map((each: Body) => each.time.local),
      ["2031-05-08T18:30"],
    );
    assert.deepEqual((await free(`&channelId=${secondId}`)).body.rows, [], "it has no slots");
    const long = await brand.as(
      "gus",
      "GET",
      "/free-slots?from=2031-05-04T00:00:00Z&to=2031-09-01T00:00:00Z",
    );
    assert.equal(long.status, 400);
    assert.equal(long.body.error.fields[0].path, "query.to");
  });

  it("refuses a slot that is none at its field, and keeps what stood", async () => {
    for (const [bad, path] of [
      [{ ...slot("mon", "25:00") }, "body.slots.0.time"],
      [{ ...slot("someday", "09:00") }, "body.slots.0.weekday"],
      [{ ...slot("mon", "09:00"), zone: "Europe/Madriz" }, "body.slots.0.zone"],
    ] as const) {
      const { status, body } = await write(brand.channelId, [bad]);
      assert.equal(status, 400);
      assert.deepEqual(
        body.error.fields.map((each: Body) => each.path),
        [path],
      );
    }
    assert.equal((await write(brand.channelId, [], "mia")).status, 403, "slots are the leads'");
    assert.equal((await write(newId(), [slot("mon", "09:00")])).status, 404);
    assert.equal(
      (await brand.as("ana", "GET", `/channels/${brand.channelId}/slots`)).body.slots.length,
      2,
      "nothing of it was written",
    );
  });

  it("gives one post after the other a slot of its own, each at its hour", async () => {
    const [one, two, three] = [await begin("One."), await begin("Two."), await begin("Three.")];
    const moments: string[] = [];
    for (const id of [one, two, three]) {
      const { status, body } = await next(id);
      assert.equal(status, 200, JSON.stringify(body));
      moments.push(body.variants[0].at);
      assert.match(body.time.local, /T(?:09:00|18:30)$/);
      assert.equal(body.time.zone, zone);
    }
    assert.deepEqual(moments, moments.toSorted());
    assert.equal(new Set(moments).size, 3, "no slot holds two");
    const again = await next(two);
    assert.equal(again.body.variants[0].at, moments[1], "its own slot is free to it");
    assert.equal((await brand.as("ana", "DELETE", `/posts/${one}`)).status, 204);
    assert.equal((await next(three)).body.variants[0].at, moments[0], "what a removed post held is free");
  });

  it("gives the next free slot to one of those who ask for it at once", async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, (_, n) => begin(`At once ${n}.`)));
    const answers = await Promise.all(ids.map((id, n) => next(id, {}, n % 2 ? "ana" : "mia")));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal(new Set(answers.map(({ body }) => body.variants[0].at)).size, 6, "no slot holds two");
    for (const id of ids) await brand.as("ana", "DELETE", `/posts/${id}`);
  });

  it("of two channels gives each its own, and one without slots goes with the others", async () => {
    const both = await begin("On both.", [brand.channelId, secondId]);
    const along = await next(both);
    assert.equal(along.body.variants[0].at, along.body.variants[1].at);
    await write(secondId, [slot("wed", "20:15")]);
    const own = await next(both);
    assert.deepEqual(timesOf(own.body).at(1), "20:15");
    assert.match(timesOf(own.body).at(0), /09:00|18:30/);
    const only = await next(await begin("Only there.", [brand.channelId, secondId]), { channelId: secondId });
    assert.deepEqual(timesOf(only.body), [undefined, "20:15"]);
  });

  it("says so where there is no slot", async () => {
    const bare = await begin("Nowhere to go.", [await brand.connect(new TestNetwork())]);
    assert.equal((await next(bare)).status, 409);
    assert.equal((await next(newId())).status, 404);
    assert.equal((await next(bare, {}, "gus")).status, 403);
  });

  it("lists drafts that stand nowhere in the calendar", async () => {
    const [with_, without] = [await begin("With."), await begin("Without.")];
    await brand.as("ana", "PUT", `/posts/${with_}/time`, { time: { local: "2030-05-02T09:00", zone } });
    const { body } = await brand.as("gus", "GET", "/posts?timeless=true");
    const ids = body.rows.map((each: Body) => each.id);
    assert.deepEqual([ids.includes(with_), ids.includes(without)], [false, true]);
  });

  it("can be followed from another calendar by a link, until the link ends", async () => {
    const local = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    const id = await begin("Follow; me, please.");
    await brand.as("ana", "PUT", `/posts/${id}/time`, { time: { local: `${local}T09:00`, zone: "UTC" } });
    const me = "/me/calendar-feed";
    assert.equal((await brand.as("gus", "GET", me)).body.since, null);
    const { link } = (await brand.as("gus", "POST", me)).body;
    const path = link.replace("http://rapport.test/api", "");
    const read = async (): Promise<[number, string]> => {
      const { status, body } = await brand.as("nobody", "GET", path, undefined, { "rapport-workspace": "" });
      return [status, String(body)];
    };
    const [status, text] = await read();
    assert.equal(status, 200);
    assert.ok(text.startsWith("BEGIN:VCALENDAR\r\n"), text.slice(0, 80));
    assert.ok(text.includes(`DTSTART:${local.replaceAll("-", "")}T090000Z`), text);
    assert.ok(text.includes("SUMMARY:Follow\\; me\\, please."), "as RFC 5545 writes text");
    assert.ok(text.includes("STATUS:TENTATIVE"));
    const first = path;
    const renewed = (await brand.as("gus", "POST", me)).body.link;
    assert.notEqual(renewed, link);
    assert.equal((await brand.as("nobody", "GET", first)).status, 404, "a new link ends the old one");
    assert.equal((await brand.as("gus", "DELETE", me)).status, 204);
    const last = renewed.replace("http://rapport.test/api", "");
    assert.equal((await brand.as("nobody", "GET", last)).status, 404);
    assert.equal((await brand.as("nobody", "GET", "/calendar-feeds/nothing.ics")).status, 404);
  });
});
