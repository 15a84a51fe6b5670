/**
 * The life of a post, from the first word to the answer of a stranger: three channels, a second person, somebody from
 * outside, a change of the clocks, the right second, the figures, and the inbox. On real servers.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { now, useClock as setClock } from "../../src/kernel/clock.ts";
import { Client, eventually } from "../client.ts";
import { type MastodonStage, startMastodonStage } from "../networks/mastodon.ts";
import { type BlueskyPeer, startBluesky } from "../peers/bluesky.ts";
import { openBrowser } from "./browser.ts";
import { at, drag, looks, open } from "./person-at.ts";
import { foundWorkspace, joinTeam, openProduct, type Person, type Product } from "./product.ts";
import { kept, text } from "./publishing-stage.ts";

const zone = "Europe/Madrid";
let ahead = 0;
let restoreClock: () => void;
let browser: Browser;
let product: Product;
let bluesky: BlueskyPeer;
let fediverse: MastodonStage;
let fan: Awaited<ReturnType<MastodonStage["pair"]["second"]["agent"]>>;
let brandHandle: string;
let ada: Person;
let teo: Person;

before(async () => {
  restoreClock = setClock(() => new Date(Date.now() + ahead));
  [browser, product, bluesky, fediverse] = await Promise.all([
    openBrowser(),
    openProduct(),
    startBluesky(),
    startMastodonStage(),
  ]);
  ada = await foundWorkspace(product);
  teo = await joinTeam(
    ada,
    product.origin,
    { name: "Teo Marin", email: "teo@juniper.test", password: "correct horse battery" },
    { timeZone: zone },
  );
  for (const name of ["juniper", "juniper-madrid"]) {
    const { handle, appPassword } = await bluesky.createAccount(name);
    const input = { handle, appPassword, service: bluesky.pdsUrl };
    await ada.ask("POST", "/channels", { network: "bluesky", input });
  }
  const brand = await fediverse.brand("juniper");
  const client = new Client(product.origin, "Ada");
  for (const [name, value] of ada.cookies) client.cookies.set(name, value);
  client.workspace = (await ada.ask("GET", "/session")).workspace.id;
  await brand.connect(client);
  brandHandle = brand.handle;
  fan = await fediverse.pair.second.agent(await fediverse.pair.second.addUser("nora"));
  await fan.follow(brandHandle);
  const { user } = await teo.ask("GET", "/session");
  await ada.ask("PUT", "/approval-policies", {
    channelId: null,
    pillarId: null,
    steps: [{ kind: "people", userIds: [user.id] }, { kind: "outside" }],
  });
});
after(async () => {
  restoreClock();
  await browser?.close();
  await product?.close();
  await Promise.all([bluesky?.stop(), fediverse?.stop()]);
});

/** The Saturday before the next change of the clocks in Madrid, and the Monday after it, as days. */
function aroundTheChange(): { saturday: string; monday: string } {
  const offset = (time: number) =>
    new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
      .formatToParts(time)
      .find(({ type }) => type === "timeZoneName")?.value;
  const noon = new Date();
  noon.setUTCHours(12, 0, 0, 0);
  let time = noon.getTime() + 7 * 86_400_000;
  while (offset(time) === offset(time + 86_400_000)) time += 86_400_000;
  const day = (add: number) => new Date(time + add * 86_400_000).toISOString().slice(0, 10);
  return { saturday: day(0), monday: day(2) };
}

test("a post for three channels is agreed on, moved over the change of the clocks, out at its second, counted and answered", async () => {
  const { saturday, monday } = aroundTheChange();
  const words = "The winter route is open: who rides along?";
  const person = await at(browser, product.origin, {}, ada);
  const { page, complaints } = await open(person, `${product.origin}/publishing`);
  page.setDefaultTimeout(20_000);
  await page.keyboard.press("n");
  await page.waitForURL("**/publishing/posts/**");
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await text(page).fill(words);
  for (const name of [/^juniper\.test/, /^juniper-madrid/, /Mastodon/])
    await page.getByRole("checkbox", { name }).check({ force: true });
  await kept(page);
  await ada.ask("PUT", `/posts/${id}/time`, { time: { local: `${saturday}T09:00`, zone } });
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  await page.getByText("It waits for Teo Marin.").waitFor();

  // The second person, in a browser of his own.
  const second = await at(browser, product.origin, {}, teo);
  const his = await open(second, `${product.origin}/publishing/posts/${id}`);
  await his.page.getByText("It waits for you.").waitFor();
  await his.page.getByRole("button", { name: "Approve", exact: true }).click();
  await his.page.getByText("It waits for somebody from outside.").waitFor();
  await second.close();

  // Somebody from outside, on a phone, without an account.
  await page.getByText("It waits for somebody from outside.").waitFor();
  await page.getByRole("button", { name: "Show it to somebody from outside" }).click();
  await page.getByRole("textbox", { name: "For whom" }).fill("Nora, the town hall");
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByRole("textbox", { name: "The link for Nora, the town hall" }).inputValue();
  const outside = await at(browser, product.origin, looks.phone ?? {});
  const review = await open(outside, link);
  assert.equal(await review.page.getByText(words).count(), 3, "as it will look on each of the three");
  await review.page.getByText("Yes, it may go out").click();
  await review.page.getByRole("textbox", { name: "Your name" }).fill("Nora Gil");
  await review.page.getByRole("button", { name: "Send your answer" }).click();
  await review.page.getByRole("heading", { name: "You have answered" }).waitFor();
  await outside.close();

  // Dragged from before the change to after it: nine o'clock stays nine o'clock.
  const momentsOf = async (): Promise<string[]> =>
    (await ada.ask("GET", `/posts/${id}`)).variants.map(({ at: when }: { at: string }) => when);
  const before = await momentsOf();
  await page.goto(`${product.origin}/calendar?day=${saturday}`);
  const entry = page.locator("[data-entry]", { hasText: "The winter route" }).first();
  await entry.waitFor();
  await drag(page, entry, page.locator(`[role=cell][data-date="${monday}"]`));
  await page
    .getByText(/^Moved to Monday, .* 09:00\.$/)
    .first()
    .waitFor();
  const moved = await eventually(async () => {
    const moments = await momentsOf();
    return moments.every((each, n) => each !== before[n]) && moments;
  }, "all three channels moved");
  const hours = moved.map((each, n) => (Date.parse(each) - Date.parse(before[n] ?? "")) / 3_600_000);
  assert.equal(new Set(hours).size, 1);
  assert.ok([47, 49].includes(hours[0] ?? 0), `two days and the hour of the change: ${hours[0]}`);
  assert.equal((await ada.ask("GET", `/posts/${id}`)).time.local, `${monday}T09:00`);

  // Wanted after all at the next whole minute, which the product's clock is set to shortly before.
  const minute = Math.ceil((Date.now() + 5_000) / 60_000) * 60_000;
  ahead = minute - 5_000 - Date.now();
  const clock = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  await ada.ask("PUT", `/posts/${id}/time`, {
    time: { local: clock.format(minute).replace(" ", "T"), zone },
  });
  await page.goto(`${product.origin}/publishing/posts/${id}`);
  await page.getByRole("link", { name: "See it on Mastodon" }).waitFor();
  await page.getByRole("link", { name: "See it on Bluesky" }).nth(1).waitFor();
  const { variants } = await ada.ask("GET", `/posts/${id}`);
  for (const { deliveries } of variants)
    for (const { attempts } of deliveries) {
      assert.equal(attempts.length, 1);
      const late = Date.parse(attempts[0].beganAt) - minute;
      assert.ok(late >= 0 && late < 3_000, `the network was called ${late} ms after its minute`);
    }

  // A stranger likes it and answers; the figures appear in its story, and the answer in the inbox, under the post.
  const seen = await eventually(async () => {
    const home = await fan.call<Array<{ id: string; content: string }>>("GET", "/api/v1/timelines/home");
    return home.find(({ content }) => content.includes("The winter route"));
  }, "the post in a stranger's timeline");
  await fan.favourite(seen.id);
  await fan.reply(seen.id, `${brandHandle} I ride along, with my daughter!`);
  await eventually(async () => {
    ahead += 30_000;
    const { variants: all } = await ada.ask("GET", `/posts/${id}`);
    return all.some(({ deliveries }: { deliveries: Array<{ figures: unknown[] }> }) =>
      deliveries.some(({ figures }) => figures.length > 0),
    );
  }, "the figures of the post");
  await page.locator("dt", { hasText: "Likes" }).first().waitFor();
  await eventually(async () => {
    ahead += 10_000;
    const { rows } = await ada.ask("GET", "/conversations");
    return rows.some(({ preview }: { preview: string }) => preview.includes("with my daughter"));
  }, "the answer in the inbox");
  await page.goto(`${product.origin}/inbox`);
  await page.getByText("with my daughter").first().click();
  await page.getByRole("link", { name: /^Under our post “The winter route/ }).click();
  await page.waitForURL(`**/publishing/posts/${id}`);
  assert.ok(now() >= new Date(minute));
  assert.deepEqual(complaints, []);
  await person.close();
});
