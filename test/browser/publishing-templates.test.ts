/** What the composer has ready for whoever writes: templates, and what it offers behind # and @. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { holds, looks, open } from "./person-at.ts";
import { publishingStage, text } from "./publishing-stage.ts";

const stage = publishingStage();

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
