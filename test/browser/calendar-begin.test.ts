/** Beginning posts in the calendar, and what it says of those that are too close, in a real browser. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarStage, dayCell, entry, zone } from "./calendar-stage.ts";
import { at, holds, looks, open } from "./person-at.ts";

const { browser, origin, owner, channelId, post, timeOf } = calendarStage();

test("a post is begun on an empty day by keys or by a click, and in a free slot by its own button", async () => {
  await owner().ask("PUT", `/channels/${channelId()}/slots`, {
    slots: ["09:00", "18:30"].map((time) => ({ weekday: "tue", time, zone })),
  });
  const person = await at(browser(), origin(), {}, owner());
  const { page, complaints } = await open(person, `${origin()}/calendar?day=2027-06-10`);
  page.setDefaultTimeout(15_000);
  const begun = async (local: string) => {
    await page.waitForURL(/\/publishing\/posts\//);
    await page.getByLabel("Day", { exact: true }).waitFor();
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    assert.deepEqual(await timeOf(id), { local, zone });
    const { variants } = await owner().ask("GET", `/posts/${id}`);
    assert.deepEqual(
      variants.map((each: { channelId: string }) => each.channelId),
      [channelId()],
    );
  };
  /** Without a word it was no draft. */
  const back = async () => {
    const dropped = page.waitForResponse((answer) => answer.request().method() === "DELETE");
    await page.goBack();
    assert.equal((await dropped).status(), 204);
  };
  await page.getByRole("button", { name: "2 free slots, Tuesday, June 15" }).waitFor();
  await page.getByRole("button", { name: /^New post: / }).focus();
  await page.getByRole("button", { name: "New post: Thursday, June 10, 09:00" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("button", { name: "New post: Wednesday, June 16, 09:00" }).waitFor();
  await holds(page, "calendar-begin");
  await page.keyboard.press("Enter");
  await begun("2027-06-16T09:00");
  await back();
  const cell = await dayCell(page, "2027-06-17").boundingBox();
  assert.ok(cell);
  await page.mouse.click(cell.x + cell.width / 2, cell.y + cell.height - 12);
  await begun("2027-06-17T09:00");
  await back();
  await page.getByRole("button", { name: "2 free slots, Tuesday, June 15" }).press("Enter");
  await page.getByRole("menuitem", { name: "18:30" }).waitFor();
  await holds(page, "calendar-free-menu");
  await page.getByRole("menuitem", { name: "18:30" }).click();
  await begun("2027-06-15T18:30");
  await page.goto(`${origin()}/calendar?day=2027-06-15&view=week`);
  await page.getByRole("button", { name: "Free slot, Tuesday, June 15, 09:00, " }).waitFor();
  await holds(page, "calendar-begin-week");
  const taken = page.getByRole("button", { name: "Free slot, Tuesday, June 15, 18:30" });
  assert.equal(await taken.count(), 0, "something stands there now");
  await page.getByRole("button", { name: /^New post: / }).focus();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("button", { name: /New post: .* 09:30/ }).waitFor();
  await page.getByRole("button", { name: "Free slot, Tuesday, June 15, 09:00, " }).press("Enter");
  await begun("2027-06-15T09:00");
  assert.deepEqual(complaints, []);
  await person.close();
});

test("a finger that rests on an entry opens its menu and not the post", async () => {
  await post("Touch me not.", "2027-07-14T09:00");
  const person = await at(browser(), origin(), { width: 390, height: 844 }, owner());
  const { page } = await open(person, `${origin()}/calendar?day=2027-07-14`);
  const found = await entry(page, "Touch me not.").boundingBox();
  assert.ok(found);
  const line = await page.context().newCDPSession(page);
  const points = [{ x: found.x + found.width / 2, y: found.y + found.height / 2 }];
  await line.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: points });
  await page.getByRole("menuitem", { name: "Move to…" }).waitFor();
  await line.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await holds(page, "calendar-touch-menu");
  await page.getByRole("menuitem", { name: "Move to…" }).click();
  await page.getByLabel("Day and time in Europe / Madrid").waitFor();
  await person.close();
});

test("posts that are too close carry a mark with words, the composer names the other, and a lead says how far", async () => {
  const first = await post("The workshop is open late on Friday, come with your bell.", "2027-08-11T09:00");
  const second = await post("The workshop is open late on Friday, come with your bike.", "2027-08-11T09:15");
  const person = await at(browser(), origin(), {}, owner());
  const { page, complaints } = await open(person, `${origin()}/calendar?day=2027-08-11`);
  page.setDefaultTimeout(15_000);
  await page
    .getByRole("link", { name: /09:15.*Close to another post on this channel, Nearly the same/ })
    .waitFor();
  await holds(page, "calendar-warnings");
  await page.getByRole("button", { name: "More of the calendar" }).click();
  await page.getByRole("menuitem", { name: "How far apart" }).click();
  await page.getByLabel("Minutes between two posts of one channel").fill("10");
  await holds(page, "calendar-spacing");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("link", { name: /09:15(?!.*Close to).*Nearly the same/ }).waitFor();
  await page.goto(`${origin()}/publishing/posts/${second}`);
  await page.getByText("Another post says nearly the same within 14 days.").waitFor();
  await holds(page, "post-too-close");
  await page
    .getByRole("link", { name: "“The workshop is open late on Friday, come with your bell.”" })
    .click();
  await page.waitForURL(new RegExp(first));
  assert.deepEqual(complaints, []);
  await person.close();
});

test("on a phone, in Spanish and in the dark: a day's free slots are buttons, and axe finds nothing", async () => {
  const person = await at(browser(), origin(), looks["phone-dark-es"] ?? {}, owner());
  const { page, complaints } = await open(person, `${origin()}/calendar?day=2027-06-22&view=day`);
  await page.getByRole("button", { name: "Hueco libre, martes, 22 de junio, 09:00, " }).waitFor();
  await page.getByRole("button", { name: /^Nueva publicación: / }).focus();
  await holds(page, "calendar-begin-phone-dark-es");
  await page.getByRole("button", { name: "Más del calendario" }).click();
  await page.getByRole("menuitem", { name: "Con cuánta distancia" }).click();
  await page.getByLabel("Minutos entre dos publicaciones de un canal").waitFor();
  await holds(page, "calendar-spacing-phone-dark-es");
  assert.deepEqual(complaints, []);
  await person.close();
});
