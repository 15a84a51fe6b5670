/** The calendar in a real browser, against the whole product: what is planned is seen, moved, and stays at its hour. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarStage, dayCell, entry, zone } from "./calendar-stage.ts";
import { at, drag, holds, looks, open } from "./person-at.ts";

const { browser, origin, owner, post, timeOf } = calendarStage();

/** Drags as a hand does: press, a few small moves, let go. */
test("a planned post that is dragged over the change of the clocks stays at nine in the morning", async () => {
  const id = await post("Spring ride.", "2027-03-26T09:00");
  const person = await at(browser(), origin(), {}, owner());
  const { page, complaints } = await open(person, `${origin()}/calendar?day=2027-03-15`);
  page.setDefaultTimeout(15_000);
  await entry(page, "Spring ride.").waitFor();
  assert.match((await entry(page, "Spring ride.").textContent()) ?? "", /09:00/);
  await drag(page, entry(page, "Spring ride."), dayCell(page, "2027-03-29"));
  await page.getByText("Moved to Monday, March 29, 09:00.").first().waitFor();
  assert.deepEqual(await timeOf(id), { local: "2027-03-29T09:00", zone });
  const { variants } = await owner().ask("GET", `/posts/${id}`);
  assert.equal(
    variants[0].at,
    "2027-03-29T07:00:00.000Z",
    "an hour earlier for the world, the same for Madrid",
  );
  assert.equal(variants[0].deliveries[0].status, "scheduled");
  await dayCell(page, "2027-03-29").locator("[data-entry]", { hasText: "09:00" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await dayCell(page, "2027-03-26").locator("[data-entry]").waitFor();
  assert.deepEqual(await timeOf(id), { local: "2027-03-26T09:00", zone });
  assert.deepEqual(complaints, []);
  await person.close();
});

for (const [name, look] of Object.entries(looks)) {
  test(`the calendar, ${name}: axe finds nothing, nothing leaves the server`, async () => {
    const person = await at(browser(), origin(), look, owner());
    for (const view of ["month", "week", "day", "list"]) {
      const { page, complaints } = await open(person, `${origin()}/calendar?day=2027-03-26&view=${view}`);
      await entry(page, "Spring ride.").first().waitFor();
      await holds(page, `calendar-${view}-${name}`);
      assert.deepEqual(complaints, [], view);
      await page.close();
    }
    const empty = await open(person, `${origin()}/calendar?day=2031-03-26&view=day`);
    await empty.page.locator("[role=rowheader][tabindex], [role=cell][tabindex]").first().waitFor();
    await holds(empty.page, `calendar-empty-${name}`);
    await person.close();
  });
}

test("a post is moved by the keyboard alone, and an hour that does not exist is asked about", async () => {
  const id = await post("Night ride.", "2027-03-20T21:00");
  const person = await at(browser(), origin(), {}, owner());
  const { page } = await open(person, `${origin()}/calendar?day=2027-03-15`);
  await entry(page, "Night ride.").waitFor();
  await page.locator("a", { has: page.locator("[data-entry]", { hasText: "Night ride." }) }).focus();
  await page.keyboard.press("m");
  await page.getByRole("menuitem", { name: "Open" }).waitFor();
  await holds(page, "calendar-menu");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByLabel("Day and time in Europe / Madrid").fill("2027-03-28T02:30");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Which time do you mean?" }).waitFor();
  assert.deepEqual(await timeOf(id), { local: "2027-03-20T21:00", zone }, "nothing is guessed");
  await holds(page, "calendar-which-time");
  await page.getByRole("button", { name: "03:00" }).click();
  await page.getByText("Moved to Sunday, March 28, 03:00.").first().waitFor();
  assert.deepEqual(await timeOf(id), { local: "2027-03-28T03:00", zone });
  await person.close();
});

test("a draft is dragged from the tray to a day; a planned post does not go into the past, and says why", async () => {
  const id = await post("A thought about saddles.");
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const planned = await post("Soon.", `${soon}T23:30`);
  const person = await at(browser(), origin(), {}, owner());
  const { page } = await open(person, `${origin()}/calendar?day=2027-04-15`);
  const draft = page.locator("[data-draft]", { hasText: "saddles" });
  await draft.waitFor();
  await drag(page, draft, dayCell(page, "2027-04-13"));
  await dayCell(page, "2027-04-13").locator("[data-entry]", { hasText: "09:00" }).waitFor();
  assert.deepEqual(await timeOf(id), { local: "2027-04-13T09:00", zone });
  await draft.waitFor({ state: "detached" });
  const long = new Date(Date.now() - 4 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`${origin()}/calendar?day=${soon}&view=list`);
  await entry(page, "Soon.").waitFor();
  await page.locator("a", { has: page.locator("[data-entry]", { hasText: "Soon." }) }).focus();
  await page.keyboard.press("m");
  await page.getByRole("menuitem", { name: "Move to…" }).click();
  await page.getByLabel("Day and time in Europe / Madrid").fill(`${long}T09:00`);
  await page.keyboard.press("Enter");
  await page.getByText("This time has passed.").first().waitFor();
  assert.deepEqual(await timeOf(planned), { local: `${soon}T23:30`, zone });
  await person.close();
});

test("slots are set, and the next free one is taken; pillars are made; a link to follow is shown once", async () => {
  const person = await at(browser(), origin(), {}, owner());
  const { page, complaints } = await open(person, `${origin()}/calendar?day=2027-03-15`);
  const choose = async (name: string) => {
    await page.getByRole("button", { name: "More of the calendar" }).click();
    await page.getByRole("menuitem", { name }).click();
    await page.getByRole("dialog", { name }).waitFor();
  };
  await choose("Weekly slots");
  await page.getByRole("button", { name: "Add a slot on Thursday" }).click();
  await page.getByLabel("Time on Thursday").fill("18:30");
  await holds(page, "calendar-slots");
  await page.getByRole("button", { name: "Save the slots" }).click();
  await page.getByText("The weekly slots are saved.").waitFor();
  const id = await post("Into the queue.");
  await page.getByRole("button", { name: "Give “Into the queue.” a time" }).click();
  await page.getByRole("menuitem", { name: "Next free slot" }).click();
  await page.getByText("Next free slot: Thursday").first().waitFor();
  assert.match((await timeOf(id)).local, /T18:30$/);
  await choose("Pillars");
  await page.getByLabel("Name of the new pillar").fill("Repairs");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Name of Repairs").waitFor();
  await holds(page, "calendar-pillars");
  await page.keyboard.press("Escape");
  await choose("Follow in another calendar");
  await page.getByRole("button", { name: "Make a link" }).click();
  const link = await page.getByLabel("Your link").inputValue();
  await holds(page, "calendar-feed");
  assert.match(await (await fetch(link)).text(), /^BEGIN:VCALENDAR/);
  assert.deepEqual(complaints, []);
  await person.close();
});

test("a sheet is looked through row by row, its good rows are made, and the others come back with the reason", async () => {
  const csv = [
    "text,channels,date,time",
    "Night lights are in.,@juniper,2027-05-12,18:30",
    "Helmets.,@nobody,12/05/2027,18:30",
  ].join("\n");
  for (const [name, look] of Object.entries(looks)) {
    if (name === "light") continue;
    const person = await at(browser(), origin(), look, owner());
    const { page } = await open(person, `${origin()}/calendar?day=2027-05-10`);
    await page.getByRole("button", { name: /More of the calendar|Más del calendario/ }).click();
    await page.getByRole("menuitem", { name: /from a sheet|desde una hoja/ }).click();
    await page.getByRole("dialog").waitFor();
    await holds(page, `calendar-import-begin-${name}`);
    await page.setInputFiles("input[type=file]", {
      name: "may.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(csv),
    });
    await page.getByText("Helmets.").waitFor();
    await holds(page, `calendar-import-report-${name}`);
    await person.close();
  }
  const person = await at(browser(), origin(), {}, owner());
  const { page, complaints } = await open(person, `${origin()}/calendar?day=2027-05-10`);
  page.setDefaultTimeout(15_000);
  await page.getByRole("button", { name: "More of the calendar" }).click();
  await page.getByRole("menuitem", { name: "Bring posts in from a sheet" }).click();
  await page.setInputFiles("input[type=file]", {
    name: "may.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(csv),
  });
  await page.getByText("There is no channel called “@nobody”.").waitFor();
  await holds(page, "calendar-import-report");
  const left = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save the rows that need a look" }).click();
  assert.equal((await left).suggestedFilename(), "may-2.csv");
  await page.getByRole("button", { name: "Make 1 post" }).click();
  await page.getByText("1 post was made.").waitFor();
  await page.getByRole("button", { name: "Done" }).click();
  await entry(page, "Night lights are in.").waitFor();
  await page.getByRole("button", { name: "More of the calendar" }).click();
  const sheet = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Save what is shown as a sheet" }).click();
  assert.equal((await sheet).suggestedFilename(), "posts.csv");
  assert.deepEqual(complaints, []);
  await person.close();
});
