/** What somebody may rely on whose posts come again by a rule. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { DateTime } from "luxon";
import { openGate } from "../gate/index.ts";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { publishingRules } from "./index.ts";
import { keepAllSeries, keepSeries } from "./keep-series.ts";
import { addWall } from "./series.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

const zone = "Europe/Madrid";
const gate = openGate(publishingRules);
const part = (text: string) => ({ text, media: [] });
const daily = { rule: "FREQ=DAILY", untilStopped: true };

onBothEngines("a series", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());

  /** Nine o'clock, so many days ahead. */
  const nine = (days: number): string =>
    `${DateTime.fromJSDate(now(), { zone }).plus({ days }).toFormat("yyyy-MM-dd")}T09:00`;
  const good = ({ status, body }: { status: number; body: Body }): Body => {
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  async function draft(text: string, local: string): Promise<string> {
    const id = newId();
    good(
      await brand.as("mia", "POST", "/posts", {
        id,
        zone,
        channelIds: [brand.channelId],
        base: { parts: [part(text)] },
      }),
    );
    good(await brand.as("mia", "PUT", `/posts/${id}/time`, { time: { local, zone } }));
    return id;
  }
  const repeat = (id: string, wish: object) => brand.as("mia", "PUT", `/posts/${id}/series`, wish);
  const plan = (id: string) => brand.as("mia", "POST", `/posts/${id}/plan`, {});
  const read = async (id: string): Promise<Body> => good(await brand.as("mia", "GET", `/posts/${id}`));
  const say = async (id: string, text: string) => {
    const was = (await read(id)).base.parts;
    good(
      await brand.as("mia", "PATCH", `/posts/${id}`, {
        changes: [{ what: "base", field: "parts", was, now: [part(text)] }],
      }),
    );
  };
  const keep = (series: string, approved = false) =>
    keepSeries(brand.database, gate, { workspace: brand.workspace, series, approved });
  /** What stands of a series, by its time: the time it goes out, its words, and how it stands. */
  async function occurrences(
    series: string,
  ): Promise<Array<{ id: string; local: string; text: string; state: string }>> {
    const rows = await brand.inside(() =>
      db()
        .selectFrom("post")
        .where("series_id", "=", series)
        .where("state", "<>", "removed")
        .selectAll()
        .orderBy("series_at")
        .execute(),
    );
    return rows.map(({ id, local_time, base, state }) => ({
      id,
      local: local_time ?? "",
      text: base.parts[0]?.text ?? "",
      state,
    }));
  }
  async function begun(text: string, wish: object, local = nine(1)): Promise<{ id: string; series: string }> {
    const id = await draft(text, local);
    good(await repeat(id, wish));
    const { series } = good(await plan(id));
    await keep(series.id);
    return { id, series: series.id };
  }

  it("refuses a rule at its field, with what to do, and keeps what stood", async () => {
    const id = await draft("Not so.", nine(1));
    for (const [wish, path] of [
      [{ rule: "every monday", untilStopped: true }, "body.rule"],
      [{ rule: "FREQ=HOURLY", untilStopped: true }, "body.rule"],
      [{ rule: "FREQ=DAILY" }, "body.untilStopped"],
      [{ rule: "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31", untilStopped: true }, "body.rule"],
      [{ rule: `FREQ=DAILY;UNTIL=${nine(-2).slice(0, 10).replaceAll("-", "")}` }, "body.rule"],
      [{ rule: "FREQ=DAILY;BYHOUR=10", untilStopped: true }, "body.rule"],
    ] as const) {
      const { status, body } = await repeat(id, wish);
      assert.equal(status, 400, wish.rule);
      assert.deepEqual(
        body.error.fields.map((each: Body) => each.path),
        [path],
        wish.rule,
      );
    }
    assert.equal((await read(id)).series, null);
    const bad = await brand.as("mia", "POST", "/series/check", {
      ...daily,
      time: { local: nine(1), zone: "Europe/Madriz" },
    });
    assert.deepEqual(
      bad.body.error.fields.map((each: Body) => each.path),
      ["body.time.zone"],
    );
    const timeless = newId();
    good(await brand.as("mia", "POST", "/posts", { id: timeless, zone }));
    assert.equal((await repeat(timeless, daily)).status, 400, "it has no first time");
    assert.equal((await brand.as("gus", "PUT", `/posts/${id}/series`, daily)).status, 403);
  });

  it("shows the next five before anything is made", async () => {
    const time = { local: nine(1), zone };
    const { next } = good(await brand.as("mia", "POST", "/series/check", { ...daily, time }));
    assert.deepEqual(
      next.map((each: Body) => each.local),
      [1, 2, 3, 4, 5].map(nine),
    );
  });

  it("begins when the first is planned, and makes each occurrence once, also under two workers", async () => {
    const id = await draft("Good morning.", nine(1));
    good(await repeat(id, daily));
    assert.equal((await read(id)).series.begun, false);
    const { series } = good(await plan(id));
    assert.deepEqual([series.begun, series.same], [true, true]);
    assert.equal((await occurrences(series.id)).length, 6, "the next ones stand at once");
    await Promise.all([keep(series.id), keep(series.id)]);
    await keepAllSeries(brand.database, gate);
    const made = await occurrences(series.id);
    assert.deepEqual(
      made.map(({ local }) => local),
      Array.from({ length: made.length }, (_, n) => nine(1 + n)),
    );
    assert.ok(made.length >= 59 && made.length <= 61, `${made.length} in sixty days`);
    assert.ok(made.every(({ state, text }) => state === "planned" && text === "Good morning."));
    const day = (days: number) => DateTime.fromISO(nine(days), { zone }).toISO() ?? "";
    const { posts } = good(
      await brand.as(
        "gus",
        "GET",
        `/calendar?from=${encodeURIComponent(day(0))}&to=${encodeURIComponent(day(8))}`,
      ),
    );
    assert.equal(
      posts.filter((each: Body) => each.series).length,
      7,
      "each stands in the calendar, with its sign",
    );
    good(await brand.as("mia", "DELETE", `/posts/${id}/series`));
  });

  it("goes out at its time, each by itself", async () => {
    const { series } = await begun("Every day.", { rule: "FREQ=DAILY;COUNT=3" });
    const posts = await occurrences(series);
    assert.equal(posts.length, 3);
    await brand.work();
    const first = DateTime.fromISO(nine(1), { zone }).toMillis();
    for (const day of [1, 2]) {
      brand.pass(Math.ceil((first - now().getTime()) / 1000) + (day - 1) * 86_400 + 60);
      await brand.nudge();
      for (let n = 0; n < 200 && brand.times("Every day.") < day; n += 1)
        await new Promise((r) => setTimeout(r, 25));
      assert.equal(brand.times("Every day."), day);
    }
    await brand.rest();
    assert.equal(
      (await brand.as("mia", "POST", `/posts/${posts[0]?.id}/series/changes`, { of: "all" })).status,
      409,
      "what is out is not changed",
    );
  });

  it("lets one be changed, moved or taken away by itself, and stops without touching those", async () => {
    const { series } = await begun("As ever.", { rule: "FREQ=DAILY;COUNT=6" });
    const [, two, three, four] = (await occurrences(series)).map(({ id }) => id) as [
      string,
      string,
      string,
      string,
    ];
    await say(two, "Only this one.");
    good(await plan(two));
    good(
      await brand.as("mia", "PUT", `/posts/${three}/time`, {
        time: { local: nine(3).replace("09:00", "18:00"), zone },
      }),
    );
    assert.equal((await brand.as("mia", "DELETE", `/posts/${four}`)).status, 204);
    await keep(series);
    const now = await occurrences(series);
    assert.equal(now.length, 5, "what was taken away is not made again");
    assert.deepEqual(now.map(({ text }) => text).filter((text) => text === "As ever.").length, 4);
    assert.equal(now.find(({ id }) => id === three)?.local.slice(11), "18:00");
    const { withdrawn, stay } = good(await brand.as("mia", "DELETE", `/posts/${two}/series`));
    assert.equal(withdrawn, 3);
    assert.deepEqual(
      stay.map(({ id, why }: Body) => [id, why]),
      [
        [two, "changed"],
        [three, "changed"],
      ],
    );
    await keep(series);
    assert.equal((await occurrences(series)).length, 2);
    assert.equal((await read(two)).variants[0].status, "scheduled", "what stays goes out");
    assert.equal((await brand.as("mia", "DELETE", `/posts/${two}/series`)).status, 409);
  });

  it("gives words and hour to those that follow, and leaves what was before and what was changed", async () => {
    const { id, series } = await begun("Before.", { rule: "FREQ=DAILY;COUNT=6" });
    const [, two, three, four, five] = (await occurrences(series)).map((each) => each.id) as string[];
    assert.equal((await brand.as("mia", "DELETE", `/posts/${five}`)).status, 204);
    await say(four ?? "", "My own.");
    await say(three ?? "", "After.");
    good(
      await brand.as("mia", "PUT", `/posts/${three}/time`, {
        time: { local: nine(3).replace("09:00", "10:30"), zone },
      }),
    );
    const changed = good(
      await brand.as("mia", "POST", `/posts/${three}/series/changes`, { of: "following" }),
    );
    assert.deepEqual(
      changed.stay.map((each: Body) => each.id),
      [four],
    );
    assert.equal(changed.post.series.rule, "FREQ=DAILY;COUNT=4");
    await keep(changed.post.series.id);
    assert.deepEqual(
      (await occurrences(series)).map((each) => [each.id, each.text, each.local]),
      [
        [id, "Before.", nine(1)],
        [two, "Before.", nine(2)],
      ],
    );
    assert.deepEqual(
      (await occurrences(changed.post.series.id)).map((each) => [each.text, each.local]),
      [
        ["After.", addWall(nine(3), 90)],
        ["My own.", nine(4)],
        ["After.", addWall(nine(6), 90)],
      ],
      "the fifth stays taken away",
    );
    const other = await brand.as("mia", "PUT", `/posts/${three}/time`, { time: { local: nine(9), zone } });
    good(other);
    const refused = await brand.as("mia", "POST", `/posts/${three}/series/changes`, { of: "all" });
    assert.equal(refused.status, 409, "another day of one says nothing about the days of all");
  });

  it("gives them to all that are not out; and another rule from one on", async () => {
    const { id, series } = await begun("Old.", { rule: "FREQ=DAILY;COUNT=4" });
    const three = (await occurrences(series))[2]?.id ?? "";
    await say(three, "New.");
    const all = good(await brand.as("mia", "POST", `/posts/${three}/series/changes`, { of: "all" })).post
      .series;
    await keep(all.id);
    assert.deepEqual(
      (await occurrences(all.id)).map(({ text, local }) => [text, local]),
      [1, 2, 3, 4].map((day) => ["New.", nine(day)]),
    );
    assert.equal((await brand.as("mia", "GET", `/posts/${id}`)).status, 404, "the old words are withdrawn");
    const ruled = good(await repeat(three, { rule: "FREQ=DAILY;INTERVAL=2;COUNT=3" })).post.series;
    await keep(ruled.id);
    assert.deepEqual(
      (await occurrences(all.id)).map(({ local }) => local),
      [nine(1), nine(2)],
    );
    assert.deepEqual(
      (await occurrences(ruled.id)).map(({ local }) => local),
      [nine(3), nine(5), nine(7)],
    );
  });

  it("counts an approval for every one that says exactly what was read, and for none that does not", async () => {
    const policy = good(
      await brand.as("leo", "PUT", "/approval-policies", {
        channelId: brand.channelId,
        pillarId: null,
        steps: [{ kind: "lead" }],
      }),
    );
    const { id, series } = await begun("Please read.", { rule: "FREQ=DAILY;COUNT=4" });
    const posts = (await occurrences(series)).map((each) => each.id);
    const statuses = async () =>
      Promise.all(posts.map(async (each) => (await read(each)).variants[0].status));
    assert.deepEqual(new Set(await statuses()), new Set(["held"]));
    const waiting = async () =>
      (await brand.as("leo", "GET", "/approvals")).body.rows.map((each: Body) => each.id);
    assert.deepEqual(await waiting(), [id], "the first stands for all");
    const mine = posts[1] ?? "";
    await say(mine, "Something else.");
    good(await plan(mine));
    const approve = (by: string, post: Body) =>
      brand.as(by, "POST", `/posts/${post.id}/approvals`, { version: post.version, verdict: "approve" });
    assert.equal((await approve("mia", await read(id))).status, 403, "nobody agrees with themself");
    good(await approve("leo", await read(id)));
    await keep(series, true);
    assert.deepEqual(await statuses(), ["scheduled", "held", "scheduled", "scheduled"]);
    assert.deepEqual(await waiting(), [mine], "other words are read by themselves");
    good(await approve("leo", await read(mine)));
    await say(posts[2] ?? "", "Changed after.");
    good(await plan(posts[2] ?? ""));
    assert.equal((await read(posts[2] ?? "")).variants[0].status, "held");
    const later = (await brand.as("gus", "GET", `/posts/${posts[3]}/approvals`)).body;
    assert.deepEqual(
      later.rows.map((each: Body) => each.verdict),
      ["approve"],
      "it says whose word lets it out",
    );
    await brand.as("leo", "DELETE", `/approval-policies/${policy.id}`);
    await brand.as("mia", "DELETE", `/posts/${id}/series`);
  });

  it("leaves as drafts what may not go out by then, and says so", async () => {
    const { series } = await begun("By Tom.", { rule: "FREQ=DAILY;COUNT=2" }, nine(80));
    assert.equal((await occurrences(series)).length, 1, "beyond what is made ahead");
    await brand.inside(() =>
      db().updateTable("teammate").set({ left_at: now() }).where("user_id", "=", brand.user("mia")).execute(),
    );
    brand.pass(30 * 86_400);
    await keepAllSeries(brand.database, gate);
    assert.deepEqual(
      (await occurrences(series)).map(({ state }) => state),
      ["planned", "draft"],
    );
    await brand.inside(() =>
      db().updateTable("teammate").set({ left_at: null }).where("user_id", "=", brand.user("mia")).execute(),
    );
  });

  it("asks about nights in which the clock leaps, and does as was chosen", async () => {
    const year = DateTime.fromJSDate(now(), { zone }).year + 1;
    const march = DateTime.fromObject({ year, month: 3, day: 31 }, { zone });
    const sunday = march.minus({ days: march.weekday % 7 });
    brand.pass(Math.round((sunday.minus({ days: 3 }).toMillis() - now().getTime()) / 1000));
    const at = (days: number) => `${sunday.plus({ days }).toFormat("yyyy-MM-dd")}T02:30`;
    const id = await draft("At night.", at(-1));
    const wish = { rule: "FREQ=DAILY;COUNT=4" };
    const asked = await repeat(id, wish);
    assert.equal(asked.status, 400);
    assert.deepEqual(
      asked.body.error.fields.map((each: Body) => each.path),
      ["body.skipped"],
    );
    assert.equal(asked.body.error.data.questions.skipped.after.slice(11), "03:00");
    good(await repeat(id, { ...wish, skipped: "after" }));
    const { series } = good(await plan(id));
    await keep(series.id);
    const made = await occurrences(series.id);
    assert.deepEqual(
      made.map(({ local }) => local),
      [at(-1), at(0).replace("02:30", "03:00"), at(1), at(2)],
    );
    assert.deepEqual((await read(made[1]?.id ?? "")).series.moved, "skipped", "its story says so");
  });
});
