/** What somebody meets whose post is still being written, with others and for a day to come. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DateTime } from "luxon";
import { holds, looks, open } from "./person-at.ts";
import type { Person } from "./product.ts";
import { kept, publishingStage, text } from "./publishing-stage.ts";

const stage = publishingStage();

test("two write in one field: both texts are shown, and neither is lost until somebody chooses", async () => {
  const { id } = await stage.begin(stage.owner, "Saturday.");
  const person = await stage.personAt();
  const { page } = await stage.postAt(person, id);
  // What the other writes arrives where nobody writes here.
  const save = (by: Person, was: string, now: string) =>
    by.ask("PATCH", `/posts/${id}`, {
      changes: [
        {
          what: "base",
          field: "parts",
          was: [{ text: was, media: [] }],
          now: [{ text: now, media: [] }],
        },
      ],
    });
  await save(stage.teo, "Saturday.", "Saturday at ten.");
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "Saturday at ten.");

  // The line to the server is slow, and both write.
  let mine = () => {};
  const typed = new Promise<void>((resolve) => {
    mine = resolve;
  });
  await page.route(`**/api/posts/${id}`, async (route) => {
    if (route.request().method() === "GET") return route.abort();
    await typed;
    await route.continue();
  });
  await text(page).fill("Saturday at noon.");
  await save(stage.teo, "Saturday at ten.", "Saturday at eleven.");
  mine();
  await page.getByText("Teo Marin wrote meanwhile").waitFor();
  await page.getByText("Saturday at eleven.").waitFor();
  assert.equal(await text(page).inputValue(), "Saturday at noon.");
  await page.unroute(`**/api/posts/${id}`);
  await holds(page, "publishing-conflict");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await kept(page);
  const stands = async () => (await stage.owner.ask("GET", `/posts/${id}`)).base.parts[0].text;
  assert.equal(await stands(), "Saturday at noon.");

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Earlier versions" }).click();
  const drawer = page.getByRole("dialog", { name: "Earlier versions" });
  await drawer.getByText("Saturday at eleven.").waitFor();
  await holds(page, "publishing-versions");
  await drawer
    .getByRole("listitem")
    .filter({ hasText: "Saturday at eleven." })
    .getByRole("button", { name: "Restore" })
    .click();
  await drawer.waitFor({ state: "hidden" });
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "Saturday at eleven.");
  assert.equal(await stands(), "Saturday at eleven.");
  await person.close();
});

test("a time is kept on the clock of its place; one that the clock leaps over or shows twice is asked about", async () => {
  const { id } = await stage.begin(stage.owner, "Night ride.");
  const person = await stage.personAt();
  const { page } = await stage.postAt(person, id);
  const when = page.getByRole("region", { name: "When" });
  await page.getByLabel("Day", { exact: true }).fill("2027-03-28");
  await page.getByLabel("Time", { exact: true }).fill("02:30");
  await page.getByText("The clock leaps over this time").waitFor();
  await holds(page, "publishing-time");
  await page.getByRole("button", { name: "03:00" }).click();
  await when.getByText(/March 28, 2027 at 03:00/).waitFor();
  await page.getByLabel("Day", { exact: true }).fill("2027-10-31");
  await page.getByLabel("Time", { exact: true }).fill("02:30");
  await page.getByRole("button", { name: /^The second/ }).click();
  await when.getByText(/October 31, 2027 at 02:30/).waitFor();
  await page.getByRole("tab").last().click();
  const there = page.getByRole("region", { name: "When, on this channel" });
  await there.getByLabel("Time", { exact: true }).fill("10:15");
  await there.getByText(/October 31, 2027 at 10:15/).waitFor();
  await there.getByRole("button", { name: "Back to the time of the post" }).waitFor();
  await holds(page, "publishing-own-time");
  await page.getByRole("tab", { name: "Every channel" }).click();
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  await page.getByRole("button", { name: "Take off the plan" }).waitFor();
  const post = await stage.owner.ask("GET", `/posts/${id}`);
  assert.equal(post.state, "planned");
  assert.deepEqual(
    post.variants.map(({ at }: { at: string }) => at),
    ["2027-10-31T01:30:00.000Z", "2027-10-31T09:15:00.000Z"],
  );
  await page.getByLabel("Day", { exact: true }).fill("2027-11-01");
  await when.getByText(/November 1, 2027 at 02:30/).waitFor();
  await page.getByRole("button", { name: "Take off the plan" }).click();
  await page.getByRole("button", { name: "Plan", exact: true }).waitFor();
  assert.equal((await stage.owner.ask("GET", `/posts/${id}`)).state, "draft");

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("heading", { name: "Publishing", level: 1 }).waitFor();
  await page.getByText("Night ride.").waitFor({ state: "detached" });
  await person.close();
});

test("a draft in which nobody wrote a word is gone when one leaves it", async () => {
  const person = await stage.personAt();
  const { page } = await open(person, `${stage.product.origin}/publishing`);
  await page.getByRole("button", { name: "New post" }).first().click();
  await page.waitForURL("**/publishing/posts/**");
  const id = page.url().split("/").at(-1);
  await text(page).waitFor();
  await page.getByRole("link", { name: "Publishing", exact: true }).first().click();
  await page.getByRole("heading", { name: "Publishing", level: 1 }).waitFor();
  const stands = async () =>
    (await stage.owner.ask("GET", "/posts?limit=100")).rows.some((row: { id: string }) => row.id === id);
  for (let n = 0; (await stands()) && n < 100; n += 1) await new Promise((later) => setTimeout(later, 50));
  assert.equal(await stands(), false);
  await person.close();
});

test("two talk about words of a draft: called, answered, resolved, and seen in the list", async () => {
  const { id } = await stage.begin(stage.owner, "Half price on Friday, for a friend too.");
  const [ada, teo] = [await stage.personAt(), await stage.personAt(looks.phone, stage.teo)];
  const { page, complaints } = await stage.postAt(ada, id);
  const beside = () =>
    page.locator("#preview, #comments-title").evaluateAll((found) => found.map(({ id }) => id));
  assert.deepEqual(await beside(), ["preview", "comments-title"], "nobody has said anything of it yet");
  await text(page).evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(14, 20));
  await page.getByRole("button", { name: "Comment for the team: Text" }).click();
  const field = page.getByRole("textbox", { name: "Your comment, for the team alone" });
  await field.pressSequentially("@Te");
  await page.getByRole("option", { name: "Teo Marin" }).waitFor();
  await page.keyboard.press("Enter");
  await field.pressSequentially("was it not Saturday?");
  await page.keyboard.press("Control+Enter");
  const thread = page.getByRole("region", { name: "Internal comments" }).getByRole("listitem").first();
  await thread.getByText("Friday", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Comment for the team: Text, 1 open" }).waitFor();
  assert.deepEqual(await beside(), ["comments-title", "preview"]);
  await holds(page, "comments");

  const other = await open(teo, `${stage.product.origin}/notifications`);
  await other.page.getByRole("link", { name: /Ada Prieto mentioned you beside a post/ }).click();
  const called = other.page.locator("[id^=comment-]").first();
  await called.getByText("was it not Saturday?").waitFor();
  await other.page.waitForFunction(() => document.activeElement?.id.startsWith("comment-"));
  await other.page.getByRole("button", { name: "Answer" }).click();
  await other.page.getByRole("textbox", { name: "Your answer, for the team alone" }).fill("Saturday, yes.");
  await other.page.getByRole("button", { name: "Answer" }).click();
  await other.page.getByRole("button", { name: "Resolve" }).waitFor();
  await holds(other.page, "comments-phone");
  await thread.getByText("Saturday, yes.").waitFor();

  await text(page).fill("Half price on Saturday, for a friend too.");
  await kept(page);
  await thread.getByText("The words have changed.").waitFor();
  await page.getByRole("link", { name: "Publishing", exact: true }).first().click();
  await page
    .getByRole("listitem")
    .filter({ hasText: "Half price on Saturday" })
    .getByText("1 open comment")
    .waitFor();
  await holds(page, "comments-list");
  await other.page.getByRole("button", { name: "Resolve" }).click();
  await other.page.getByText("Resolved: 1").waitFor();
  await page.getByText("1 open comment").waitFor({ state: "detached" });
  assert.deepEqual([...complaints, ...other.complaints], []);
  await Promise.all([ada.close(), teo.close()]);
});

test("a post comes again by a rule; a change of one is asked about, and given to those that follow", async () => {
  const { id } = await stage.begin(stage.owner, "Bread on the counter.");
  const first = DateTime.now().setZone("Europe/Madrid").plus({ days: 2 }).toFormat("yyyy-MM-dd");
  await stage.owner.ask("PUT", `/posts/${id}/time`, {
    time: { local: `${first}T09:00`, zone: "Europe/Madrid" },
  });
  const person = await stage.personAt();
  const { page } = await stage.postAt(person, id);
  const again = page.getByRole("region", { name: "Again" });
  const often = again.getByRole("combobox", { name: "How often" });
  await often.click();
  await page.getByRole("option", { name: "By a rule of your own" }).click();
  await again.getByLabel("Rule").fill("every monday");
  await again.getByText("This cannot be read as a rule").waitFor();
  await often.click();
  await page.getByRole("option", { name: "Every week" }).click();
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]) {
    const button = again.getByRole("button", { name: day });
    if ((await button.getAttribute("aria-pressed")) === "false") await button.click();
  }
  await again.getByText("The next ones").waitFor();
  await holds(page, "publishing-repeat");
  await again.getByRole("button", { name: "Repeat so" }).click();
  await again.getByText("The others are made when this one is planned.").waitFor();
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  await again.getByText("One of a series").waitFor();
  const from = `${first}T00:00:00.000Z`;
  const to = `${DateTime.fromISO(first).plus({ days: 12 }).toFormat("yyyy-MM-dd")}T00:00:00.000Z`;
  const standing = async () => {
    const { posts, series } = await stage.owner.ask("GET", `/calendar?from=${from}&to=${to}`);
    return series.map((place: number) => posts[place]);
  };
  for (let n = 0; (await standing()).length < 10 && n < 200; n += 1)
    await new Promise((later) => setTimeout(later, 50));
  const posts = await standing();
  assert.equal(posts.length, 10);

  await page.goto(`${stage.product.origin}/publishing/posts/${posts[3].id}`);
  await text(page).fill("Rolls on the counter.");
  await kept(page);
  await page.getByRole("button", { name: "Plan it as it stands" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^This one and those that follow/ }).waitFor();
  await holds(page, "publishing-series-whom");
  await dialog.getByRole("button", { name: /^This one and those that follow/ }).click();
  await page.getByRole("button", { name: "Plan it as it stands" }).waitFor({ state: "detached" });
  await holds(page, "publishing-series");
  for (let n = 0; (await standing()).length < 10 && n < 200; n += 1)
    await new Promise((later) => setTimeout(later, 50));
  assert.deepEqual(
    (await standing()).map(({ brief }: { brief: string }) => brief.split(" ")[0]),
    ["Bread", "Bread", "Bread", "Rolls", "Rolls", "Rolls", "Rolls", "Rolls", "Rolls", "Rolls"],
  );
  await page.goto(`${stage.product.origin}/calendar`);
  await page.getByText("one of a series").first().waitFor({ state: "attached" });
  await person.close();
});
