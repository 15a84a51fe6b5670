import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { at, open } from "./person-at.ts";
import { openProduct, type Product } from "./product.ts";

let browser: Browser;
let product: Product;
before(async () => {
  [browser, product] = await Promise.all([openBrowser(), openProduct()]);
});
after(async () => {
  await browser.close();
  await product.close();
});

/** Types into one field after another, as hands do that never leave the keyboard. */
async function typeThrough(page: Page, values: string[]): Promise<void> {
  for (const [index, value] of values.entries()) {
    if (index > 0) await page.keyboard.press("Tab");
    await page.keyboard.type(value);
  }
  await page.keyboard.press("Enter");
}
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("name"));

test("with the keyboard alone: from the first screen to a teammate who has joined", async () => {
  const owner = await at(browser, product.origin, {});
  const { page, complaints } = await open(owner, product.origin);
  await page.waitForURL("**/welcome");
  await page.getByLabel("Your name").waitFor();
  assert.equal(await focused(page), "name", "the first field waits for the first key");

  await typeThrough(page, ["Ada Prieto", "ada@juniper.test", "short"]);
  await page.getByText("A password has at least 10 characters.").waitFor();
  assert.equal(await focused(page), "password", "the fault takes the focus");
  await page.keyboard.type("er than a horse");
  await page.keyboard.press("Enter");
  await page.getByLabel("Name of the workspace").waitFor();
  assert.equal(await focused(page), "workspaceName");
  await typeThrough(page, ["Juniper Cycles"]);

  await page.waitForURL("**/channels/connect?first=true");
  await page.getByRole("heading", { name: "Where does your community speak, Ada?" }).waitFor();
  for (const key of ["g", "t"]) await page.keyboard.press(key);
  await page.getByRole("heading", { name: "Team" }).waitFor();
  await page.keyboard.press("i");
  await page.getByRole("dialog").getByLabel("E-mail (optional)").waitFor();
  assert.equal(await focused(page), "email");
  await typeThrough(page, ["noor@juniper.test"]);
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  assert.ok(link.startsWith(`${product.origin}/join/`), link);
  await page.keyboard.press("Escape");
  await page.getByText("noor@juniper.test", { exact: true }).waitFor();
  assert.deepEqual(complaints, []);

  const guest = await at(browser, product.origin, { locale: "es-ES" });
  const joining = await open(guest, link);
  await joining.page.getByRole("heading", { name: "Juniper Cycles" }).waitFor();
  assert.equal(await focused(joining.page), "name");
  await typeThrough(joining.page, ["Noor Haddad", "", "una frase muy mía"]);
  await joining.page.waitForURL("**/inbox");

  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("region", { name: "Teammates" }).getByText("Noor Haddad").waitFor();
  assert.equal(await page.getByText("Invited").count(), 0, "the invitation is taken");
  const second = await open(guest, link);
  await second.page.getByText("cada uno vale una vez").waitFor();
  await owner.close();
  await guest.close();
});
