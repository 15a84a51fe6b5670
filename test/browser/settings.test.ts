import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
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
  owner = await foundWorkspace(product);
  await joinTeam(
    owner,
    product.origin,
    { name: "Mei Lindqvist", email: "mei@juniper.test", password },
    { languages: ["sv"] },
  );
});
after(async () => {
  await browser.close();
  await product.close();
});

/** RFC 6238 with its usual 30 seconds and six digits. */
function totp(secret: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((one) => alphabet.indexOf(one).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac("sha1", key).update(counter).digest();
  const start = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

const panes = [
  "profile",
  "hours",
  "appearance",
  "security",
  "notifications",
  "workspace",
  "keys",
  "activity",
];

for (const [name, look] of Object.entries(looks)) {
  test(`settings and notifications, ${name}: axe finds nothing, nothing leaves the server`, async () => {
    const person = await at(browser, product.origin, look, owner);
    for (const path of [...panes.map((pane) => `/settings/${pane}`), "/notifications"]) {
      const { page, complaints } = await open(person, product.origin + path);
      await holds(page, `${path.slice(1).replace("/", "-")}-${name}`);
      assert.deepEqual(complaints, [], path);
      await page.close();
    }
    await person.close();
  });
}

test("a profile is saved, and the portrait shows at once and can be taken back", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page } = await open(person, `${product.origin}/settings`);
  await page.waitForURL("**/settings/profile");
  await page.getByLabel("Signature (optional)").fill("— Ada, with grease on her hands");
  await page.locator("figure").getByText("with grease on her hands").waitFor();
  await page.getByRole("button", { name: "Save the profile" }).click();
  await page.getByText("Your profile is saved.").waitFor();
  // One red pixel, as a picture.
  const png = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
    "base64",
  );
  await page.getByLabel("Portrait").setInputFiles({ name: "me.png", mimeType: "image/png", buffer: png });
  await page.getByText("Your portrait is set.").waitFor();
  assert.equal(await page.locator("#main img").count(), 2);
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByText("Your portrait was removed.").waitFor();
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.locator("#main img").first().waitFor();
  await page
    .getByLabel("Portrait")
    .setInputFiles({ name: "me.png", mimeType: "image/png", buffer: Buffer.from("no") });
  await page.getByText("This is not a picture that can be shown.").waitFor();
  await person.close();
});

test("hours: a second stretch, an overlap that is refused, a day copied, saved, undone", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page } = await open(person, `${product.origin}/settings/hours`);
  const monday = page.getByRole("group", { name: "Monday" });
  await monday.getByLabel("Monday, until (1)").fill("13:00");
  await monday.getByRole("button", { name: "Add hours on Monday" }).click();
  assert.equal(await monday.getByLabel("Monday, from (2)").inputValue(), "14:00");
  await monday.getByLabel("Monday, from (2)").fill("12:00");
  await page.getByRole("button", { name: "Save the hours" }).click();
  await page.getByText("Overlaps with the one before.").waitFor();
  await holds(page, "settings-hours-fault");
  await monday.getByLabel("Monday, from (2)").fill("15:00");
  await monday.getByLabel("Monday, until (2)").fill("19:00");
  await monday.getByRole("button", { name: "Copy Monday to the working days" }).click();
  await page.getByText("40 hours a week").waitFor();
  await page.getByRole("button", { name: "Save the hours" }).click();
  await page.getByText("Your hours are saved.").waitFor();
  const split = [
    ["09:00", "13:00"],
    ["15:00", "19:00"],
  ];
  assert.deepEqual((await owner.ask("GET", "/me")).hours.fri, split);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await monday.getByLabel("Monday, from (2)").waitFor({ state: "detached" });
  assert.deepEqual((await owner.ask("GET", "/me")).hours.fri, [["09:00", "17:00"]]);
  await person.close();
});

test("the language follows the person, the density stays on the machine", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page } = await open(person, `${product.origin}/settings/appearance`);
  await page.getByLabel("Compact").check();
  await page.getByLabel("Español").check();
  await page.getByRole("heading", { name: "Idioma y aspecto" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Idioma y aspecto" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("data-density"), "compact");
  await holds(page, "settings-appearance-compact-es");

  const elsewhere = await at(browser, product.origin, {}, owner);
  await elsewhere.addInitScript(() => localStorage.setItem("rapport-language", "en"));
  const other = await open(elsewhere, `${product.origin}/team`);
  await other.page.getByRole("heading", { name: "Equipo", exact: true }).waitFor();
  await elsewhere.close();

  await page.getByLabel("English").check();
  await page.getByRole("heading", { name: "Language and look" }).waitFor();
  await person.close();
});

test("a key: its secret is shown once and works, its scopes limit it, revoked it is dead", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page } = await open(person, `${product.origin}/settings/keys`);
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What is it for?").fill("Newsletter");
  await dialog.getByLabel("read conversations").uncheck();
  await dialog.getByRole("button", { name: "Make the key" }).click();
  await dialog.getByText("Choose at least one.").waitFor();
  await dialog.getByLabel("see the team").check();
  await holds(page, "settings-key-dialog");
  await dialog.getByRole("button", { name: "Make the key" }).click();
  const secret = await dialog.getByLabel("Secret").inputValue();
  await holds(page, "settings-key-secret");
  const ask = (path: string) =>
    fetch(`${product.origin}/api${path}`, { headers: { authorization: `Bearer ${secret}` } }).then(
      (r) => r.status,
    );
  assert.equal(await ask("/teammates"), 200);
  assert.equal(await ask("/channels"), 403);
  await dialog.getByRole("button", { name: "Done" }).click();
  assert.equal(await page.getByText(secret).count(), 0);
  await page.getByRole("button", { name: "Revoke the key Newsletter" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("revoked", { exact: true }).waitFor();
  assert.equal(await ask("/teammates"), 401);
  await person.close();
});

test("the activity says who did what, and filters by who and what", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page } = await open(person, `${product.origin}/settings/activity`);
  await page.getByText("revoked the API key Newsletter").waitFor();
  await page.getByText("set the workspace up").waitFor();
  await page.getByRole("combobox", { name: "Who" }).click();
  await page.getByRole("option", { name: "Mei Lindqvist" }).click();
  await page.getByText("revoked the API key Newsletter").waitFor({ state: "detached" });
  await page.getByText("joined the team").waitFor();
  assert.match(page.url(), /teammate=/);
  await person.close();
});

test("notifications: chosen per kind and way; the bell opens the newest and reads them", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page } = await open(person, `${product.origin}/settings/notifications`);
  await page.getByLabel("somebody joins the team: E-mail").check();
  await page.getByText("Saved.").waitFor();
  const { choices } = await owner.ask("GET", "/me/notification-choices");
  assert.equal(choices.find(({ kind }: { kind: string }) => kind === "joined").email, true);
  await page.getByRole("link", { name: /Notifications.*1 unread/ }).click();
  const bell = page.getByRole("dialog", { name: "Notifications" });
  await bell.getByText("has joined the team").waitFor();
  await holds(page, "bell");
  await bell.getByRole("link", { name: /Mei Lindqvist/ }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByRole("link", { name: /1 unread/ }).waitFor({ state: "detached" });
  assert.equal((await owner.ask("GET", "/notifications")).unread, 0);
  await person.close();
});

test("the second factor is set up by its key, asked for at the door, and a backup code opens it too", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page, complaints } = await open(person, `${product.origin}/settings/security`);
  await page.getByRole("button", { name: "Set it up" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your password").fill("wrong password");
  await page.keyboard.press("Enter");
  await dialog.getByText("This is not your present password.").waitFor();
  await dialog.getByLabel("Your password").fill(password);
  await page.keyboard.press("Enter");
  await dialog.getByRole("img", { name: "The code to scan with the app" }).waitFor();
  await holds(page, "settings-second-factor");
  const secret = await dialog.getByLabel("Or type this key into the app").inputValue();
  await dialog.getByLabel("Code", { exact: true }).fill(totp(secret));
  await page.keyboard.press("Enter");
  await dialog.getByText("They are not shown again.").waitFor();
  await holds(page, "settings-backup-codes");
  const codes = await dialog.locator("code").allTextContents();
  assert.ok(codes.length >= 8);
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  await page.getByRole("button", { name: "New backup codes" }).waitFor();
  assert.ok(!complaints.some((one) => one.includes("asked http")), "the QR code is drawn here");

  for (const way of ["app", "backup"] as const) {
    const later = await at(browser, product.origin, {});
    const door = await open(later, `${product.origin}/sign-in?next=/settings/security`);
    await door.page.getByLabel("E-mail").fill("ada@juniper.test");
    await door.page.getByLabel("Password", { exact: true }).fill(password);
    await door.page.keyboard.press("Enter");
    await door.page.getByRole("heading", { name: "One more thing" }).waitFor();
    await holds(door.page, "door-second-factor");
    if (way === "app") {
      await door.page.getByLabel("Code").fill("000000");
      await door.page.keyboard.press("Enter");
      await door.page.getByText("This code is not right, or not any more.").waitFor();
      await door.page.getByLabel("Code").fill(totp(secret));
    } else {
      await door.page.getByRole("button", { name: "I do not have the app at hand" }).click();
      await holds(door.page, "door-backup-code");
      await door.page.getByLabel("Backup code").fill(codes[0] ?? "");
    }
    await door.page.keyboard.press("Enter");
    await door.page.getByRole("heading", { name: "Security" }).waitFor();
    await later.close();
  }
  await page.reload();
  await page
    .getByRole("button", { name: /End the session in Chrome/ })
    .first()
    .click();
  await page.getByText("That session has ended.").waitFor();
  await person.close();
});
