/** What somebody may rely on whose posts come again by a rule. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { DateTime } from "luxon";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { keepAllSeries } from "./keep-series.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";
import { daily, gate, seriesOf, zone } from "./test-series.ts";

onBothEngines("a series", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());

  it("refuses a rule at its field, with what to do, and keeps what stood", async () => {
    const { nine, good, draft, repeat, read } = seriesOf(brand);
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
    const { nine, good } = seriesOf(brand);
    const time = { local: nine(1), zone };
    const { next } = good(await brand.as("mia", "POST", "/series/check", { ...daily, time }));
    assert.deepEqual(
      next.map((each: Body) => each.local),
      [1, 2, 3, 4, 5].map(nine),
    );
  });

  it("begins when the first is planned, and makes each occurrence once, also under two workers", async () => {
    const { nine, good, draft, repeat, plan, read, keep, occurrences } = seriesOf(brand);
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
    const shown = good(
      await brand.as(
        "gus",
        "GET",
        `/calendar?from=${encodeURIComponent(day(0))}&to=${encodeURIComponent(day(8))}`,
      ),
    );
    assert.equal(shown.series.length, 7, "each stands in the calendar, with its sign");
    good(await brand.as("mia", "DELETE", `/posts/${id}/series`));
  });

  it("goes out at its time, each by itself", async () => {
    const { nine, occurrences, begun } = seriesOf(brand);
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

  it("leaves as drafts what may not go out by then, and says so", async () => {
    const { nine, occurrences, begun } = seriesOf(brand);
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
    const { good, draft, repeat, plan, read, keep, occurrences } = seriesOf(brand);
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
