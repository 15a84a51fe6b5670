/** What may be said again, in a real browser: marked, listed, put into free slots, planned once, and told of. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { calendarStage, zone } from "./calendar-stage.ts";
import { at, holds, looks, open } from "./person-at.ts";

const { browser, origin, owner, channelId, post } = calendarStage();

const words = ["How to true a wheel.", "How to patch a tube.", "How to oil a chain.", "How to fit a saddle."];
const ids = new Map<string, string>();
const briefs = (page: Page) => page.getByRole("dialog").locator("li p:first-child").allTextContents();

test("a post is marked by the keyboard alone to be said again after forty days; one without words is refused", async () => {
  const person = await at(browser(), origin(), {}, owner());
  const empty = await open(person, `${origin()}/publishing/posts/${await post("")}`);
  empty.page.setDefaultTimeout(15_000);
  const no = empty.page.getByRole("switch", { name: "May be said again" });
  await no.focus();
  await empty.page.keyboard.press("Space");
  await empty.page.getByText("It says nothing on this channel that could be said again.").waitFor();
  assert.ok(!(await no.isChecked()), "it does not look as though it were kept");
  await empty.page.close();
  for (const each of words) ids.set(each, await post(each));
  const [first = ""] = ids.values();
  const { page, complaints } = await open(person, `${origin()}/publishing/posts/${first}`);
  page.setDefaultTimeout(15_000);
  const kept = async (days: number[], press: () => Promise<void>) => {
    const [answer] = await Promise.all([
      page.waitForResponse((each) => each.request().method() === "PUT" && each.url().endsWith("/evergreen")),
      press(),
    ]);
    const { channels } = await answer.json();
    assert.deepEqual(
      channels.map((each: { days: number }) => each.days),
      days,
    );
  };
  const may = page.getByRole("switch", { name: "May be said again" });
  await may.focus();
  await kept([90], () => page.keyboard.press("Space"));
  await page.getByLabel("Days from one time to the next on @juniper").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ControlOrMeta+a");
  await kept([40], () => page.keyboard.type("40"));
  await holds(page, "evergreen-mark");
  await may.focus();
  await kept([], () => page.keyboard.press("Space"));
  await kept([40], () => page.keyboard.press("Space"));
  assert.deepEqual(complaints, []);
  await person.close();
});

test("nothing ripe, no free slot: the fill says so, and leads to the slots", async () => {
  const person = await at(browser(), origin(), {}, owner());
  const { page } = await open(person, `${origin()}/publishing/evergreen`);
  page.setDefaultTimeout(15_000);
  await page.getByRole("button", { name: "Fill free slots" }).click();
  await page.getByText("No slot is free in this week").waitFor();
  await holds(page, "evergreen-no-slot");
  await page.getByRole("dialog").getByRole("button", { name: "Weekly slots" }).click();
  await page.getByRole("button", { name: "Add a slot on Thursday" }).click();
  await page.getByRole("button", { name: "Save the slots" }).click();
  await page.getByRole("button", { name: "Plan this one" }).waitFor();
  await person.close();
});

test("free slots are filled, a post is exchanged, a slot left free; planned once though the answer was lost", async () => {
  for (const id of [...ids.values()].slice(1))
    await owner().ask("PUT", `/posts/${id}/evergreen`, { channels: [{ channelId: channelId(), days: 40 }] });
  await owner().ask("PUT", `/channels/${channelId()}/slots`, {
    slots: ["tue", "wed", "thu"].map((weekday) => ({ weekday, time: "09:00", zone })),
  });
  for (const [name, look] of Object.entries(looks)) {
    const person = await at(browser(), origin(), look, owner());
    const { page, complaints } = await open(person, `${origin()}/publishing/evergreen`);
    page.setDefaultTimeout(15_000);
    await page.getByRole("link", { name: words[0] ?? "" }).waitFor();
    await holds(page, `evergreen-${name}`);
    await page.getByRole("button", { name: /Fill free slots|Llenar/ }).click();
    await page.getByRole("button", { name: /Plan these 3|Planificar estas 3/ }).waitFor();
    await holds(page, `evergreen-fill-${name}`);
    if (name === "phone-dark-es") {
      await page.goto(`${origin()}/publishing/posts/${ids.get(words[0] ?? "")}`);
      await page.getByRole("switch", { name: "Puede repetirse" }).scrollIntoViewIfNeeded();
      await holds(page, `evergreen-mark-${name}`);
    }
    assert.deepEqual(complaints, []);
    await person.close();
  }
  const person = await at(browser(), origin(), {}, owner());
  const { page } = await open(person, `${origin()}/publishing/evergreen`);
  page.setDefaultTimeout(15_000);
  await page.getByRole("link", { name: words[0] ?? "" }).waitFor();
  await page.keyboard.press("f");
  await page.getByRole("button", { name: "Plan these 3" }).waitFor();
  const [one, two, three] = await briefs(page);
  const fourth = words.find((each) => each !== one && each !== two && each !== three) ?? "";
  const exchange = page.getByRole("button", { name: /^Exchange what goes out at 09:00/ });
  await exchange.first().press("Enter");
  await page.getByRole("menuitem").first().waitFor();
  assert.deepEqual(await page.getByRole("menuitem").allTextContents(), [fourth]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await exchange.nth(1).press("Enter");
  await page.getByRole("menuitem").first().waitFor();
  assert.deepEqual(
    await page.getByRole("menuitem").allTextContents(),
    [one],
    "what went into the first row is not offered here, and what left it is",
  );
  await holds(page, "evergreen-exchange");
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: /^Take out what goes out/ })
    .nth(2)
    .press("Enter");
  await page.getByRole("button", { name: "Plan these 2" }).waitFor();
  await page.locator(":focus", { hasText: "Put one in" }).waitFor();
  assert.deepEqual(await briefs(page), [fourth, two, "Stays free"]);
  // Meanwhile somebody takes the second slot.
  const times = await page
    .getByRole("dialog")
    .locator("li time")
    .evaluateAll((all) => all.map((each) => each.getAttribute("datetime") ?? ""));
  const day = (times[1] ?? "").slice(0, 10);
  await post("Closed for the holiday.", `${day}T09:00`);
  // The server plans, and the line breaks before it says so.
  await page.route(
    "**/evergreen/fills",
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await page.getByRole("button", { name: "Plan these 2" }).click();
  await page.getByText("No answer came").waitFor();
  assert.ok(await exchange.first().isDisabled(), "the same rows are sent again");
  await holds(page, "evergreen-again");
  await page.getByRole("button", { name: "Send it again" }).click();
  await page.getByText("1 post is planned. 1 was not planned.").waitFor();
  await page.getByText("Not planned: Something stands there now.").waitFor();
  await holds(page, "evergreen-done");
  const { repeats } = await owner().ask("GET", `/posts/${ids.get(fourth)}`);
  assert.equal(repeats.length, 1, "once, though it was sent twice");
  await page.getByRole("dialog").getByRole("link", { name: fourth }).click();
  await page.getByText("Repeat of").waitFor();
  await holds(page, "evergreen-repeat");
  await page.getByRole("link", { name: fourth }).click();
  await page.getByRole("heading", { name: "Said again" }).waitFor();
  await holds(page, "evergreen-repeats");
  await page.getByLabel("Day", { exact: true }).fill(day);
  await page.getByLabel("Time", { exact: true }).fill("17:00");
  await page.getByText(/The same words stand on @juniper on .* They rest there until/).waitFor();
  await person.close();
});
