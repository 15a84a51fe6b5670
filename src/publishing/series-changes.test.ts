/** What somebody may rely on who changes one, some or all of a series, and who agrees to it. */
import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { addWall } from "./series.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";
import { seriesOf, zone } from "./test-series.ts";

onBothEngines("a change of a series", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());

  it("lets one be changed, moved or taken away by itself, and stops without touching those", async () => {
    const { nine, good, plan, read, say, keep, occurrences, begun } = seriesOf(brand);
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
    const { nine, good, say, keep, occurrences, begun } = seriesOf(brand);
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
    const { nine, good, repeat, say, keep, occurrences, begun } = seriesOf(brand);
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
    const { good, plan, read, say, keep, occurrences, begun } = seriesOf(brand);
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
});
