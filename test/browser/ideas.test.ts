/** What a team meets that keeps ideas: a question of the inbox on its way to the draft that answers it. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { type FeedPeer, startFeed } from "../peers/feed.ts";
import { openBrowser } from "./browser.ts";
import { at, holds, looks, open } from "./person-at.ts";
import { foundWorkspace, joinTeam, openProduct, type Person, type Product } from "./product.ts";

let browser: Browser;
let product: Product;
let feed: FeedPeer;
let owner: Person;
let teo: Person;
let conversationId: string;

before(async () => {
  [browser, product, feed] = await Promise.all([openBrowser(), openProduct(), startFeed("The Valley Post")]);
  owner = await foundWorkspace(product);
  teo = await joinTeam(
    owner,
    product.origin,
    { name: "Teo Marin", email: "teo@juniper.test", password: "correct horse battery" },
    { timeZone: "Europe/Madrid" },
  );
  feed.add({
    title: "Who rides in the rain?",
    html: "<p>Does anybody here ride when it pours?</p>",
    author: "Nora",
  });
  const { channel } = await owner.ask("POST", "/channels", { network: "feed", input: { address: feed.url } });
  for (let n = 0; n < 200 && !conversationId; n += 1) {
    await owner.ask("POST", `/channels/${channel.id}/wake`);
    conversationId = (await owner.ask("GET", `/conversations?status=any&channel=${channel.id}`)).rows[0]?.id;
    if (!conversationId) await new Promise((later) => setTimeout(later, 50));
  }
  assert.ok(conversationId, "the article never arrived");
});
after(async () => {
  await browser?.close();
  await product?.close();
  await feed?.stop();
});

const lane = (name: string) => ({ name: new RegExp(`^${name}`) });

test("what somebody asks becomes an idea by one key, is moved, and the draft of it shows who asked", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page, complaints } = await open(person, `${product.origin}/inbox/c/${conversationId}`);
  await page.getByText("ride when it pours").last().waitFor();
  await page.keyboard.press("i");
  await page.getByText("It is on the idea board.").waitFor();
  await page.goto(`${product.origin}/publishing/ideas`);
  const field = page.getByRole("textbox", { name: "A new idea" });
  await page.getByRole("article", { name: /ride when it pours/ }).waitFor();
  await page.keyboard.press("n");
  await page.keyboard.type("Dawn rides, as the others do https://rides.test/dawn");
  await page.keyboard.press("Enter");
  await page.getByRole("article", { name: /Dawn rides/ }).waitFor();
  await field.fill("Show how a tyre is mended");
  await field.press("Enter");
  const tyre = page.getByRole("article", { name: /tyre is mended/ });
  await tyre.waitFor();

  const board = page.getByRole("main");
  const inLane = (name: string) => board.getByRole("region", lane(name)).getByRole("article");
  await tyre.press("Shift+ArrowRight");
  await inLane("Worth trying").waitFor();
  await page.getByRole("article", { name: /Dawn rides/ }).dragTo(inLane("Worth trying"));
  await page.waitForFunction(() => document.querySelectorAll("#lane-trying article").length === 2);
  assert.match((await inLane("Worth trying").first().textContent()) ?? "", /Dawn rides/);
  await holds(page, "ideas");
  await page.getByRole("searchbox", { name: "Search the ideas" }).fill("nora");
  await page.waitForFunction(() => document.querySelectorAll("article").length === 1);
  await page.getByRole("searchbox", { name: "Search the ideas" }).fill("");

  await tyre.getByRole("button", { name: /^More/ }).click();
  await page.getByRole("menuitem", { name: "Put away" }).click();
  await tyre.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).last().click();
  await tyre.waitFor();

  await page.getByRole("button", { name: /^Make a draft of it: Does anybody/ }).click();
  await page.waitForURL("**/publishing/posts/**");
  const beside = page.getByRole("region", { name: "Begun from" });
  await beside.getByText("ride when it pours").waitFor();
  await beside.getByText("Nora").waitFor();
  await holds(page, "ideas-draft");
  await beside.getByRole("link", { name: "See the conversation" }).click();
  await page.waitForURL(`**/inbox/c/${conversationId}**`);
  assert.deepEqual(complaints, []);
  await person.close();
});

test("two in one draft see each other, and write together without losing a word or their place", async () => {
  const post = await owner.ask("POST", "/posts", {
    id: crypto.randomUUID(),
    zone: "Europe/Madrid",
    base: { parts: [{ text: "We ride on Saturday.", media: [] }] },
  });
  const address = `${product.origin}/publishing/posts/${post.id}`;
  const [ada, other] = await Promise.all([
    at(browser, product.origin, {}, owner),
    at(browser, product.origin, { theme: "dark" }, teo),
  ]);
  const [{ page }, { page: theirs }] = await Promise.all([open(ada, address), open(other, address)]);
  await page.getByRole("list", { name: "Also in this post" }).getByText("Teo Marin is reading").waitFor();
  const field = theirs.getByRole("textbox", { name: "Text", exact: true });
  await field.focus();
  await theirs.keyboard.press("Control+End");
  await page.getByRole("list", { name: "Writing here too" }).getByText("Teo Marin is writing").waitFor();

  // Both write before either hears of the other.
  await page.getByRole("textbox", { name: "Text", exact: true }).focus();
  await page.keyboard.press("Control+Home");
  await Promise.all([page.keyboard.type("Sun or rain: "), theirs.keyboard.type(" Bring a friend.")]);
  const whole = "Sun or rain: We ride on Saturday. Bring a friend.";
  for (const each of [page, theirs])
    await each.waitForFunction((text) => document.querySelector("textarea")?.value === text, whole);
  // What is typed next goes where each of them was.
  await Promise.all([page.keyboard.type("always, "), theirs.keyboard.type(" Or two.")]);
  const more = "Sun or rain: always, We ride on Saturday. Bring a friend. Or two.";
  for (const each of [page, theirs])
    await each.waitForFunction((text) => document.querySelector("textarea")?.value === text, more);
  await holds(page, "draft-together");
  await holds(theirs, "draft-together-dark");
  await theirs.getByRole("link", { name: "Publishing", exact: true }).first().click();
  await page.getByRole("list", { name: "Also in this post" }).waitFor({ state: "detached" });
  await other.close();
  await ada.close();
});

test("on a phone one lane stands at a time, in the dark as in the light, in Spanish too", async () => {
  const person = await at(browser, product.origin, looks["phone-dark-es"] ?? {}, teo);
  const { page } = await open(person, `${product.origin}/publishing/ideas`);
  await page.getByRole("tab", { name: /^Por probar/ }).click();
  await page.getByRole("article", { name: /Dawn rides/ }).waitFor();
  await holds(page, "ideas-phone-dark-es");
  await person.close();
});
