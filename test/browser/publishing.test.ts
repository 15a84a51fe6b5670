/** What somebody meets who writes a post for two networks: a real Bluesky server, and a server that keeps to Mastodon's letter. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { type BlueskyPeer, startBluesky } from "../peers/bluesky.ts";
import type { BlueskyAgent } from "../peers/bluesky-agent.ts";
import { type StandIn, startStandIn } from "../peers/mastodon-stand-in.ts";
import { type Look, openBrowser } from "./browser.ts";
import { at, holds, looks, open } from "./person-at.ts";
import { foundWorkspace, joinTeam, openProduct, type Person, type Product } from "./product.ts";

let browser: Browser;
let product: Product;
let owner: Person;
let teo: Person;
let bluesky: BlueskyPeer;
let skies: BlueskyAgent;
let mastodon: StandIn;
let brandDid: string;
let channelIds: string[];

before(async () => {
  [browser, product, bluesky, mastodon] = await Promise.all([
    openBrowser(),
    openProduct(),
    startBluesky(),
    startStandIn(),
  ]);
  owner = await foundWorkspace(product);
  teo = await joinTeam(
    owner,
    product.origin,
    { name: "Teo Marin", email: "teo@juniper.test", password: "correct horse battery" },
    { timeZone: "Europe/Madrid" },
  );
  const account = await bluesky.createAccount("juniper");
  brandDid = account.did;
  skies = await bluesky.agent(account);
  const connect = async (network: string, input: Record<string, string>): Promise<string> =>
    (await owner.ask("POST", "/channels", { network, input })).channel.id;
  channelIds = [
    await connect("bluesky", {
      handle: account.handle,
      appPassword: account.appPassword,
      service: bluesky.pdsUrl,
    }),
    await connect("mastodon", { server: mastodon.url, accessToken: mastodon.token }),
  ];
});
after(async () => {
  await browser?.close();
  await product?.close();
  await Promise.all([bluesky?.stop(), mastodon?.stop()]);
});

interface Said {
  text: string;
  reply?: { parent: { uri: string }; root: { uri: string } };
  embed?: { images?: { alt: string }[] };
}
/** What stands on the brand's own Bluesky account, the oldest first. */
async function skySaid(): Promise<{ uri: string; value: Said }[]> {
  const { records } = await skies.call<{ records: { uri: string; value: Said }[] }>(
    "com.atproto.repo.listRecords",
    { params: { repo: brandDid, collection: "app.bsky.feed.post", limit: 100 } },
  );
  return records.reverse();
}
/** The stand-in names a face that it does not have. */
const face = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#3d6a47" } })
  .png()
  .toBuffer();
const personAt = async (look: Look = {}): Promise<BrowserContext> => {
  const person = await at(browser, product.origin, look, owner);
  await person.route("**/api/channels/*/avatar*", (route) =>
    route.fulfill({ contentType: "image/png", body: face }),
  );
  return person;
};
const tootsSaid = () =>
  mastodon.asked
    .filter(({ method, path, status }) => method === "POST" && path === "/api/v1/statuses" && status === 200)
    .map(({ json }) => json as { status: string; spoiler_text?: string; in_reply_to_id?: string });

const text = (page: Page, name = "Text") => page.getByRole("textbox", { name, exact: true });
const kept = (page: Page) => page.getByText("Kept", { exact: true }).waitFor();
const begin = (by: Person, words: string, ids = channelIds): Promise<{ id: string }> =>
  by.ask("POST", "/posts", {
    id: crypto.randomUUID(),
    zone: "Europe/Madrid",
    channelIds: ids,
    base: { parts: [{ text: words, media: [] }] },
  });
const postAt = async (context: BrowserContext, id: string) => {
  const opened = await open(context, `${product.origin}/publishing/posts/${id}`);
  await opened.page
    .getByRole("heading", { name: "How it will look" })
    .or(opened.page.locator("h1"))
    .first()
    .waitFor();
  return opened;
};

test("one idea goes to two networks, on one of them in other words, with its pictures, once", async () => {
  const person = await personAt();
  const { page, complaints } = await open(person, `${product.origin}/inbox`);
  for (const key of ["g", "p"]) await page.keyboard.press(key);
  await page.getByRole("heading", { name: "Publishing", level: 1 }).waitFor();
  await page.keyboard.press("n");
  await page.waitForURL("**/publishing/posts/**");
  const words = "Ride with us on Saturday: https://juniper.test/rides/through-the-valley #cycling";
  await text(page).fill(words);
  for (const name of ["juniper.test Bluesky", /Mastodon/])
    await page.getByRole("checkbox", { name }).check({ force: true });
  await page.getByRole("tab", { name: "Every channel" }).waitFor();

  const left = (network: string) => page.getByText(new RegExp(`^${network}: -?\\d+ (left|too many)$`));
  await page.getByText(`Bluesky: ${300 - words.length} left`).waitFor();
  // Mastodon counts every link as twenty-three.
  const link = "https://juniper.test/rides/through-the-valley".length;
  await page.getByText(`Mastodon: ${500 - words.length + link - 23} left`).waitFor();

  const [picker] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Add a picture" }).click(),
  ]);
  const picture = await sharp({ create: { width: 640, height: 400, channels: 3, background: "#ae4a2b" } })
    .png()
    .toBuffer();
  await picker.setFiles({ name: "valley.png", mimeType: "image/png", buffer: picture });
  await page.getByRole("textbox", { name: "Description of valley.png" }).fill("The valley at dusk");
  await page.locator("li[aria-busy=false] img").waitFor();

  await page
    .getByRole("tab", { name: /brand|Mastodon/i })
    .last()
    .click();
  await page.getByText("Follows the base").waitFor();
  await page.getByRole("textbox", { name: "Content warning" }).fill("Hills");
  await text(page).fill("Fediverse, ride with us on Saturday.");
  await page.getByText("Written for this channel:").waitFor();
  const look = page.getByRole("region", { name: /^On Mastodon/ });
  await look.getByText("Fediverse, ride with us on Saturday.").waitFor();
  await look.getByText("Hills").waitFor();
  assert.equal(
    await look.getByRole("img", { name: "The valley at dusk" }).count(),
    1,
    "its picture still follows",
  );
  await page.getByRole("tab", { name: "Every channel" }).click();
  assert.equal(await text(page).inputValue(), words, "the base is as it was");
  assert.equal(await left("Mastodon").count(), 0, "the base counts for those alone that follow it");
  await kept(page);
  await holds(page, "publishing-composer");

  await page.getByRole("button", { name: "Publish now" }).click();
  await page.getByRole("link", { name: "See it on Bluesky" }).waitFor();
  await page.getByRole("link", { name: "See it on Mastodon" }).waitFor();
  await holds(page, "publishing-sent");
  assert.equal(await text(page).getAttribute("readonly"), "", "what is out is no longer ours to change");
  const sky = (await skySaid()).filter(({ value }) => value.text.startsWith("Ride with us"));
  assert.equal(sky.length, 1);
  assert.deepEqual(
    sky[0]?.value.embed?.images?.map(({ alt }) => alt),
    ["The valley at dusk"],
  );
  const toots = tootsSaid().filter(({ status }) => status.startsWith("Fediverse"));
  assert.deepEqual(
    toots.map(({ spoiler_text }) => spoiler_text),
    ["Hills"],
  );
  assert.deepEqual(complaints, []);
  await person.close();
});

test("a long text is split at its blank lines and goes out as a thread, part under part", async () => {
  const { id } = await begin(owner, "");
  const person = await personAt();
  const { page } = await postAt(person, id);
  await text(page).fill(`${"Long. ".repeat(30)}One.\n\n${"Long. ".repeat(30)}Two.`);
  await page.getByText(/^Bluesky: \d+ too many$/).waitFor();
  await page
    .getByText(/too many for Bluesky/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Split at blank lines" }).click();
  await text(page, "Part 2 of 2").waitFor();
  await page.getByRole("button", { name: "Add a part" }).click();
  await page.keyboard.type("And three.");
  await page.getByRole("button", { name: "First comment" }).click();
  await text(page, "First comment").fill("The map is on our site.");
  await kept(page);
  await page
    .getByText(/too many for Bluesky/)
    .first()
    .waitFor({ state: "detached" });
  await page.keyboard.press("Control+Enter");
  await page.getByRole("link", { name: "See it on Bluesky" }).nth(3).waitFor();
  await page.getByRole("link", { name: "See it on Mastodon" }).nth(3).waitFor();
  const sky = (await skySaid()).slice(-4);
  assert.deepEqual(
    sky.map(({ value }) => value.text.match(/(One|Two|three|our site)\./)?.[1]),
    ["One", "Two", "three", "our site"],
  );
  assert.deepEqual(
    sky.map(({ value }) => value.reply?.parent.uri),
    [undefined, sky[0]?.uri, sky[1]?.uri, sky[2]?.uri],
  );
  await person.close();
});

test("two write in one field: both texts are shown, and neither is lost until somebody chooses", async () => {
  const { id } = await begin(owner, "Saturday.");
  const person = await personAt();
  const { page } = await postAt(person, id);
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
  await save(teo, "Saturday.", "Saturday at ten.");
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
  await save(teo, "Saturday at ten.", "Sunday at ten.");
  mine();
  await page.getByText("Teo Marin wrote meanwhile").waitFor();
  await page.getByText("Sunday at ten.").waitFor();
  assert.equal(await text(page).inputValue(), "Saturday at noon.");
  await page.unroute(`**/api/posts/${id}`);
  await holds(page, "publishing-conflict");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await kept(page);
  const stands = async () => (await owner.ask("GET", `/posts/${id}`)).base.parts[0].text;
  assert.equal(await stands(), "Saturday at noon.");

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Earlier versions" }).click();
  const drawer = page.getByRole("dialog", { name: "Earlier versions" });
  await drawer.getByText("Sunday at ten.").waitFor();
  await holds(page, "publishing-versions");
  await drawer
    .getByRole("listitem")
    .filter({ hasText: "Sunday at ten." })
    .getByRole("button", { name: "Restore" })
    .click();
  await drawer.waitFor({ state: "hidden" });
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "Sunday at ten.");
  assert.equal(await stands(), "Sunday at ten.");
  await person.close();
});

test("a time is kept on the clock of its place; one that the clock leaps over or shows twice is asked about", async () => {
  const { id } = await begin(owner, "Night ride.");
  const person = await personAt();
  const { page } = await postAt(person, id);
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
  await page.getByRole("button", { name: "Plan", exact: true }).click();
  await page.getByRole("button", { name: "Take off the plan" }).waitFor();
  const post = await owner.ask("GET", `/posts/${id}`);
  assert.equal(post.state, "planned");
  assert.equal(post.variants[0].at, "2027-10-31T01:30:00.000Z");
  await page.getByLabel("Day", { exact: true }).fill("2027-11-01");
  await when.getByText(/November 1, 2027 at 02:30/).waitFor();
  await page.getByRole("button", { name: "Take off the plan" }).click();
  await page.getByRole("button", { name: "Plan", exact: true }).waitFor();
  assert.equal((await owner.ask("GET", `/posts/${id}`)).state, "draft");

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await page.getByRole("heading", { name: "Publishing", level: 1 }).waitFor();
  await page.getByText("Night ride.").waitFor({ state: "detached" });
  await person.close();
});

test("what a network refuses says so on its channel alone, and can be tried again", async () => {
  const { id } = await begin(owner, "Trouble ahead.");
  const body = JSON.stringify({ error: "Validation failed: not today" });
  mastodon.instead.set("/api/v1/statuses", { status: 422, body });
  const person = await personAt();
  const { page } = await postAt(person, id);
  await page.getByRole("button", { name: "Publish now" }).click();
  await page.getByRole("link", { name: "See it on Bluesky" }).waitFor();
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await holds(page, "publishing-failed");
  mastodon.instead.delete("/api/v1/statuses");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("link", { name: "See it on Mastodon" }).waitFor();
  assert.equal((await skySaid()).filter(({ value }) => value.text.startsWith("Trouble")).length, 1);
  await person.close();
});

test("a draft in which nobody wrote a word is gone when one leaves it", async () => {
  const person = await personAt();
  const { page } = await open(person, `${product.origin}/publishing`);
  await page.getByRole("button", { name: "New post" }).first().click();
  await page.waitForURL("**/publishing/posts/**");
  const id = page.url().split("/").at(-1);
  await text(page).waitFor();
  await page.getByRole("link", { name: "Publishing", exact: true }).first().click();
  await page.getByRole("heading", { name: "Publishing", level: 1 }).waitFor();
  const stands = async () =>
    (await owner.ask("GET", "/posts?limit=100")).rows.some((row: { id: string }) => row.id === id);
  for (let n = 0; (await stands()) && n < 100; n += 1) await new Promise((later) => setTimeout(later, 50));
  assert.equal(await stands(), false);
  await person.close();
});

test("drafts and composer hold in every look", async () => {
  await begin(
    owner,
    "A draft that nobody has given a time yet, and that says rather a lot in its first line.",
  );
  const { id } = await begin(owner, "First part of it, with https://juniper.test and #cycling.");
  await owner.ask("PUT", `/posts/${id}/time`, { time: { local: "2027-01-15T09:00", zone: "Europe/Madrid" } });
  await owner.ask("PATCH", `/posts/${id}`, {
    changes: [
      {
        what: "own",
        channelId: channelIds[1],
        field: "contentWarning",
        was: { follow: true },
        now: { value: "Hills" },
      },
    ],
  });
  await owner.ask("POST", `/posts/${id}/plan`, { at: "written" });
  for (const [name, look] of Object.entries(looks)) {
    const person = await personAt(look);
    for (const [what, path] of Object.entries({ drafts: "", post: `/posts/${id}` })) {
      const { page, complaints } = await open(person, `${product.origin}/publishing${path}`);
      if (what === "post") await page.getByRole("tab").last().click();
      await holds(page, `publishing-${what}-${name}`);
      assert.deepEqual(complaints, []);
      await page.close();
    }
    await person.close();
  }
});
