/** The media library at a browser: what comes in by every way, how it is described, and how a post takes it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { aFilm } from "../../src/publishing/test-film.ts";
import { type StandIn, startStandIn } from "../peers/mastodon-stand-in.ts";
import { openBrowser } from "./browser.ts";
import { at, holds, looks, open } from "./person-at.ts";
import { foundWorkspace, openProduct, type Person, type Product } from "./product.ts";
import { kept, picture } from "./publishing-stage.ts";

let browser: Browser;
let product: Product;
let mastodon: StandIn;
let owner: Person;

before(async () => {
  [browser, product, mastodon] = await Promise.all([openBrowser(), openProduct(), startStandIn()]);
  owner = await foundWorkspace(product);
  const input = { server: mastodon.url, accessToken: mastodon.token };
  await owner.ask("POST", "/channels", { network: "mastodon", input });
});
after(async () => {
  await browser?.close();
  await product?.close();
  await mastodon?.stop();
});

const tile = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${name}|${name}`) });

test("files come in, are described, are found again, and go into a post with their description", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page, complaints } = await open(person, `${product.origin}/media`);
  await page.getByText("Nothing is kept here yet").waitFor();
  await holds(page, "media-empty");

  // A large film: the line breaks in the middle, and goes on.
  let broken = 0;
  await page.route("**/api/uploads/*", (route) => {
    const second = route.request().headers()["upload-offset"] === "4000000";
    if (second && broken++ === 0) return route.abort();
    return route.continue();
  });
  const film = await aFilm({ weight: 300_000, seconds: 2, rate: 10 });
  const loaf = await picture(900, 600, "#a4572d");
  await page.locator('input[type="file"]').setInputFiles([
    { name: "dough rising.mp4", mimeType: "video/mp4", buffer: film },
    { name: "loaf.png", mimeType: "image/png", buffer: loaf },
  ]);
  // What nobody has described asks for it.
  const detail = page.getByRole("dialog", { name: "loaf.png" });
  await detail.getByLabel("Description").fill("A round loaf on a wooden board");
  const point = detail.getByRole("button", { name: /^Stays in view: 50 % from the left/ });
  await point.focus();
  for (const key of ["ArrowLeft", "ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
  await detail.getByRole("button", { name: /^Stays in view: 40 % from the left, 45 %/ }).waitFor();
  await holds(page, "media-detail");
  await detail.getByRole("button", { name: "Save" }).click();
  await detail.waitFor({ state: "hidden" });
  await tile(page, "dough rising.mp4").waitFor();
  assert.equal(broken, 2, "the piece that was lost was sent again");

  await page.getByLabel("Search by name or description").fill("wooden");
  await tile(page, "dough rising.mp4").waitFor({ state: "detached" });
  await tile(page, "loaf.png").waitFor();
  await page.getByLabel("Search by name or description").fill("");

  const { page: post } = await open(person, `${product.origin}/publishing/new`);
  await post.waitForURL("**/publishing/posts/**");
  await post.getByRole("textbox", { name: "Text", exact: true }).fill("Fresh from the oven.");
  await post.getByRole("button", { name: "Take from the library" }).click();
  const picker = post.getByRole("dialog", { name: "From the library" });
  for (const name of ["loaf.png", "dough rising.mp4"]) await picker.getByRole("button", { name }).click();
  await holds(post, "media-picker");
  await picker.getByRole("button", { name: "Take 2 files" }).click();
  const described = post.getByLabel("Description of loaf.png");
  await described.waitFor();
  assert.equal(await described.inputValue(), "A round loaf on a wooden board");
  await kept(post);
  await post.reload();
  const films = post.locator('fieldset video[src*="/api/media/"]');
  await films.waitFor();
  await post.getByLabel("Description of dough rising.mp4").fill("Dough that rises in a bowl");
  await kept(post);
  await post.locator("section video[controls]").first().waitFor();
  await holds(post, "media-composer");
  await post.close();

  // What is used says where, and is not removed.
  await page.reload();
  await tile(page, "loaf.png").click();
  await detail.getByRole("link", { name: "Fresh from the oven." }).waitFor();
  assert.ok(await detail.getByRole("button", { name: "Remove", exact: true }).isDisabled());
  // The one complaint is the line that was broken here.
  assert.ok(
    complaints.every((each) => each.includes("ERR_FAILED")),
    complaints.join("\n"),
  );
  await person.close();
});

for (const [name, look] of Object.entries(looks).slice(1))
  test(`the library holds in ${name}`, async () => {
    const person = await at(browser, product.origin, look, owner);
    const { page } = await open(person, `${product.origin}/media`);
    await tile(page, "loaf.png").waitFor();
    await page.locator("img[src*=preview]").first().waitFor();
    await holds(page, `media-${name}`);
    await tile(page, "loaf.png").click();
    await page.getByRole("dialog").getByRole("textbox").first().waitFor();
    await holds(page, `media-detail-${name}`);
    await person.close();
  });
