import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { at, holds, looks, open } from "./person-at.ts";
import { foundWorkspace, joinTeam, openProduct, type Person, type Product } from "./product.ts";

const password = "correct horse battery";
let browser: Browser;
let product: Product;
let owner: Person;
before(async () => {
  [browser, product] = await Promise.all([openBrowser(), openProduct()]);
});
after(async () => {
  await browser.close();
  await product.close();
});

test("the first screen holds in every look, both of its steps", async () => {
  for (const [name, look] of Object.entries(looks)) {
    const person = await at(browser, product.origin, look);
    const { page, complaints } = await open(person, `${product.origin}/welcome`);
    await holds(page, `welcome-${name}`);
    await page.locator("[name=name]").fill("Ada Prieto");
    await page.locator("[name=email]").fill("ada@juniper.test");
    await page.locator("[name=password]").fill(password);
    await page.keyboard.press("Enter");
    await page.locator("[name=workspaceName]").waitFor();
    await holds(page, `welcome-brand-${name}`);
    assert.deepEqual(complaints, [], "nothing is asked of another server");
    await person.close();
  }
});

test("the doors hold in every look, with their faults", async () => {
  owner = await foundWorkspace(product);
  const { link } = await owner.ask("POST", "/invitations", { role: "member", email: "noor@juniper.test" });
  for (const [name, look] of Object.entries(looks)) {
    const person = await at(browser, product.origin, look);
    for (const path of [
      "/sign-in?out=true",
      "/forgot-password",
      "/reset-password",
      "/reset-password?token=x",
      "/join/cut-short",
    ]) {
      const { page } = await open(person, product.origin + path);
      await holds(page, `door${path.replace(/\W+/g, "-")}-${name}`);
      await page.close();
    }
    const join = await open(person, link);
    await holds(join.page, `door-join-${name}`);
    await person.close();
  }
});

test("signing in says what is wrong, then leads to where one was going and nowhere else", async () => {
  const person = await at(browser, product.origin, {});
  const { page } = await open(person, `${product.origin}/team`);
  await page.waitForURL("**/sign-in?next=*");
  await page.getByLabel("E-mail").fill("ada@juniper.test");
  await page.getByLabel("Password", { exact: true }).fill("not my password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The e-mail address or the password is not right.").waitFor();
  await holds(page, "door-sign-in-wrong");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Team" }).waitFor();
  await person.close();

  const baited = await at(browser, product.origin, {});
  const bait = await open(
    baited,
    `${product.origin}/sign-in?next=${encodeURIComponent("//elsewhere.test/")}`,
  );
  await bait.page.getByLabel("E-mail").fill("ada@juniper.test");
  await bait.page.getByLabel("Password", { exact: true }).fill(password);
  await bait.page.getByRole("button", { name: "Sign in" }).click();
  await bait.page.waitForURL(`${product.origin}/inbox`);
  await baited.close();
});

test("without mail, who forgot a password is told so and what helps", async () => {
  const person = await at(browser, product.origin, {});
  const { page } = await open(person, `${product.origin}/forgot-password`);
  await page.getByLabel("E-mail").fill("ada@juniper.test");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "No e-mail from here" }).waitFor();
  await page.getByText("SMTP_URL").waitFor();
  await holds(page, "door-forgot-no-mail");
  await person.close();
});

test("the team's screen holds in every look, with its dialogs; changes can be undone", async () => {
  await joinTeam(
    owner,
    product.origin,
    { name: "Tomás Echeverría", email: "tomas@juniper.test", password, language: "es" },
    { languages: ["es", "ca"], timeZone: "America/Mexico_City", hours: { mon: [["10:00", "14:00"]] } },
  );
  for (const [name, look] of Object.entries(looks)) {
    const person = await at(browser, product.origin, look, owner);
    const { page, complaints } = await open(person, `${product.origin}/team`);
    await page.getByText("Tomás Echeverría").first().waitFor();
    await holds(page, `team-${name}`);
    assert.deepEqual(complaints, []);
    await page.keyboard.press("i");
    await page.getByRole("dialog").waitFor();
    await holds(page, `team-invite-${name}`);
    await person.close();
  }
  const person = await at(browser, product.origin, {}, owner);
  const { page } = await open(person, `${product.origin}/team`);
  await page.getByRole("button", { name: "Actions for Tomás Echeverría" }).click();
  await page.getByRole("menuitem", { name: "Role and desks" }).click();
  await page.getByRole("dialog").getByLabel("lead", { exact: true }).check();
  await page.getByRole("dialog").getByLabel("Support").check();
  await holds(page, "team-membership");
  await page.getByRole("button", { name: "Save" }).click();
  const row = page.getByRole("listitem").filter({ hasText: "tomas@juniper.test" });
  await row.getByText("lead", { exact: true }).waitFor();
  await page.keyboard.press("z");
  await row.getByText("member", { exact: true }).waitFor();

  await page.getByRole("button", { name: "Actions for Support" }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await page.getByText("The desk Support was archived.").waitFor();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.getByRole("button", { name: "Actions for Support" }).waitFor();

  await page.getByRole("button", { name: "Actions for Tomás Echeverría" }).click();
  await page.getByRole("menuitem", { name: "End membership" }).click();
  await page.getByRole("dialog").getByText("they need a new invitation").waitFor();
  await holds(page, "team-departure");
  await page.getByRole("button", { name: "End membership" }).click();
  await row.waitFor({ state: "detached" });
  await person.close();
});
