/** What somebody meets whose post is still being written, with others and for a day to come. */
import assert from "node:assert/strict";
import { test } from "node:test";
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

test("a post is kept as a template; one is begun from it with its blanks filled in, and it is named and removed", async () => {
  const { id } = await stage.begin(stage.owner, "Ride with {{who}} on {{day}}.");
  const person = await stage.personAt();
  const { page, complaints } = await stage.postAt(person, id);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Keep as a template" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Weekly ride");
  await holds(page, "template-keep");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByText("Kept as the template Weekly ride.").waitFor();
  await page.getByRole("link", { name: "Publishing", exact: true }).first().click();
  const row = page.getByRole("region", { name: "Templates" }).getByRole("listitem");
  await row.getByText("2 blanks").waitFor();
  await holds(page, "templates");
  await row.getByRole("button", { name: "Begin a post from Weekly ride" }).click();
  await page.getByRole("textbox", { name: "who" }).fill("Ada");
  await page.getByRole("button", { name: "Begin the post" }).click();
  await page.getByText("Fill this in, or leave it for later.").waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "blanks.day");
  await holds(page, "template-begin");
  await page.getByRole("checkbox", { name: "Leave what is empty for later" }).check();
  await page.getByRole("button", { name: "Begin the post" }).click();
  await page.getByRole("heading", { name: "Draft", level: 1 }).waitFor();
  assert.equal(await text(page).inputValue(), "Ride with Ada on {{day}}.");
  await page.getByText("Blanks of the template are not filled in: {{day}}.").first().waitFor();
  await page.getByRole("link", { name: "Weekly ride" }).click();
  await row.getByRole("button", { name: "More about Weekly ride" }).click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Saturday ride");
  await page.getByRole("button", { name: "Save" }).click();
  await row.getByText("Saturday ride").waitFor();
  const phone = await stage.personAt(looks["phone-dark-es"]);
  const there = await open(phone, `${stage.product.origin}/publishing`);
  await there.page.getByText("Saturday ride").waitFor();
  await holds(there.page, "templates-phone-dark-es");
  await phone.close();
  await row.getByRole("button", { name: "More about Saturday ride" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await row.getByText("Saturday ride").waitFor({ state: "detached" });
  assert.deepEqual(
    complaints.filter((one) => !one.includes("400")),
    [],
  );
  await person.close();
});

test("behind # and @ the field offers what it knows: by the keyboard, in the dark, on a phone", async () => {
  const used = await stage.begin(stage.owner, "On Saturday. #winterroute #wintertyres");
  await stage.owner.ask("PUT", `/posts/${used.id}/time`, {
    time: { local: "2027-06-15T09:00", zone: "Europe/Madrid" },
  });
  await stage.owner.ask("POST", `/posts/${used.id}/plan`, { at: "written" });
  const { id } = await stage.begin(stage.owner, "");
  const person = await stage.personAt({ theme: "dark", width: 390, height: 844 });
  const nora = { network: "mastodon", handle: "nora@pedals.test" };
  const account = { ...nora, identityId: crypto.randomUUID(), name: "Nora Gil", avatar: null };
  await person.route("**/api/mentions*", (route) =>
    route.fulfill({ json: { rows: [{ ...account, accounts: [nora] }] } }),
  );
  const { page, complaints } = await stage.postAt(person, id);
  const field = text(page);
  await field.pressSequentially("Ride #win");
  const tags = page.getByRole("listbox", { name: "Hashtags" });
  await tags.getByRole("option", { name: "#wintertyres" }).waitFor();
  await page.keyboard.press("ArrowDown");
  const chosen = tags.getByRole("option", { selected: true });
  assert.equal(await field.getAttribute("aria-activedescendant"), await chosen.getAttribute("id"));
  await holds(page, "offered-tags-phone-dark");
  const tag = await chosen.textContent();
  await page.keyboard.press("Enter");
  assert.equal(await field.inputValue(), `Ride ${tag} `);
  await field.pressSequentially("with @nor");
  await page
    .getByRole("listbox", { name: "People" })
    .getByRole("option", { name: /Nora Gil/ })
    .waitFor();
  await holds(page, "offered-people-phone-dark");
  await page.keyboard.press("Tab");
  assert.equal(await field.inputValue(), `Ride ${tag} with @nora@pedals.test `);
  await field.pressSequentially("and @n");
  await page.getByRole("listbox", { name: "People" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("listbox").waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Comment", exact: true }).click();
  const note = page.getByRole("textbox", { name: "Your comment, for the team alone" });
  await note.pressSequentially("@te");
  await page.getByRole("listbox", { name: "Teammates" }).getByRole("option", { name: "Teo Marin" }).waitFor();
  await holds(page, "offered-teammates-phone-dark");
  await page.keyboard.press("Tab");
  assert.equal(await note.inputValue(), "@Teo Marin ");
  assert.deepEqual(complaints, []);
  await person.close();
});
