/** What a team meets that reads each other's posts, asks somebody from outside, and stops everything in a crisis. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, BrowserContext } from "playwright-core";
import { type StandIn, startStandIn } from "../peers/mastodon-stand-in.ts";
import { type Look, openBrowser } from "./browser.ts";
import { at, holds, looks, open } from "./person-at.ts";
import { foundWorkspace, joinTeam, openProduct, type Person, type Product } from "./product.ts";

let browser: Browser;
let product: Product;
let mastodon: StandIn;
let ada: Person;
let teo: Person;
let channelId: string;

before(async () => {
  [browser, product, mastodon] = await Promise.all([openBrowser(), openProduct(), startStandIn()]);
  ada = await foundWorkspace(product);
  teo = await joinTeam(
    ada,
    product.origin,
    { name: "Teo Marin", email: "teo@juniper.test", password: "correct horse battery" },
    { timeZone: "Europe/Madrid" },
  );
  const input = { server: mastodon.url, accessToken: mastodon.token };
  channelId = (await ada.ask("POST", "/channels", { network: "mastodon", input })).channel.id;
});
after(async () => {
  await browser?.close();
  await product?.close();
  await mastodon?.stop();
});

const personAt = (who: Person | undefined, look: Look = {}): Promise<BrowserContext> =>
  at(browser, product.origin, look, who);
async function begun(words: string, when?: string): Promise<{ id: string; version: number }> {
  const id = crypto.randomUUID();
  await teo.ask("POST", "/posts", {
    id,
    zone: "Europe/Madrid",
    channelIds: [channelId],
    base: { parts: [{ text: words, media: [] }] },
  });
  if (when) await teo.ask("PUT", `/posts/${id}/time`, { time: { local: when, zone: "Europe/Madrid" } });
  return teo.ask("POST", `/posts/${id}/plan`, { at: when ? "written" : "now" });
}
const toots = () =>
  mastodon.asked
    .filter(({ method, path, status }) => method === "POST" && path === "/api/v1/statuses" && status === 200)
    .map(({ json }) => (json as { status: string }).status);
const policy = (steps: object[]) =>
  ada.ask("PUT", "/approval-policies", { channelId: null, pillarId: null, steps });

test("a lead says who has to agree, step by step; the steps are put in order with the keyboard alone", async () => {
  const person = await personAt(ada);
  const { page, complaints } = await open(person, `${product.origin}/settings/approvals`);
  await page.getByRole("button", { name: "Add a policy" }).click();
  await page.getByRole("button", { name: "Add a step" }).click();
  await page.getByRole("menuitem", { name: "Somebody from outside" }).click();
  const second = page.getByRole("button", { name: "Step 2: move with the arrow keys" });
  await second.focus();
  await page.keyboard.press("ArrowUp");
  await page.getByRole("listitem").filter({ hasText: "Somebody from outside" }).getByText("1").waitFor();
  assert.equal(
    await page.evaluate(() => document.activeElement?.getAttribute("aria-label")),
    "Step 1: move with the arrow keys",
    "the focus goes along",
  );
  await page.keyboard.press("ArrowDown");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });
  await holds(page, "approvals-policies");
  const { rows } = await ada.ask("GET", "/approval-policies");
  assert.deepEqual(
    rows.map(({ steps }: { steps: object }) => steps),
    [[{ kind: "lead" }, { kind: "outside" }]],
  );
  assert.deepEqual(complaints, []);
  await person.close();
});

test("what waits for me is counted, read and approved; then somebody from outside has a word, and it goes out", async () => {
  const post = await begun("The summer route opens on Saturday.");
  const person = await personAt(ada);
  const { page, complaints } = await open(person, `${product.origin}/publishing`);
  await page.getByRole("link", { name: /Publishing.*1 wait for you/ }).waitFor();
  await page.getByRole("button", { name: "Waits for me 1" }).click();
  await holds(page, "approvals-waits-for-me");
  await page.getByRole("link", { name: "The summer route opens on Saturday." }).click();
  await page.getByText("It waits for you.").waitFor();
  await page.getByRole("link", { name: "Whose word it waits for" }).waitFor();
  await holds(page, "approvals-bar");
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByText("It waits for somebody from outside.").waitFor();
  await page.getByRole("button", { name: "Show it to somebody from outside" }).click();
  await page.getByRole("textbox", { name: "For whom" }).fill("Nora, the bank");
  await page.getByRole("button", { name: "Make the link" }).click();
  const field = page.getByRole("textbox", { name: "The link for Nora, the bank" });
  const link = await field.inputValue();
  await holds(page, "approvals-links");

  const outside = await personAt(undefined, looks.phone);
  const review = await open(outside, link);
  await review.page.getByRole("region", { name: /^On Mastodon/ }).waitFor();
  await review.page.getByText("The summer route opens on Saturday.").waitFor();
  await holds(review.page, "review-phone");
  await review.page.getByText("Yes, it may go out").click();
  await review.page.getByRole("textbox", { name: "Your name" }).fill("Nora Gil");
  await review.page.getByRole("button", { name: "Send your answer" }).click();
  await review.page.getByRole("heading", { name: "You have answered" }).waitFor();
  await holds(review.page, "review-answered");
  assert.deepEqual(review.complaints, []);

  await page.getByRole("link", { name: "See it on Mastodon" }).waitFor();
  assert.deepEqual(
    toots().filter((one) => one.startsWith("The summer route")),
    ["The summer route opens on Saturday."],
  );
  const { rows } = await ada.ask("GET", `/posts/${post.id}/approvals`);
  assert.deepEqual(
    rows.map(({ reviewer, version }: { reviewer: string | null; version: number }) => [reviewer, version]),
    [
      [null, post.version],
      ["Nora Gil", post.version],
    ],
  );
  const [{ id }] = (await ada.ask("GET", `/posts/${post.id}/review-links`)).rows;
  await ada.ask("DELETE", `/review-links/${id}`);
  await review.page.reload();
  await review.page.getByText("Ask Ada Prieto for a new one.").waitFor();
  assert.deepEqual(complaints, []);
  await person.close();
  await outside.close();
});

test("a later edit takes agreement away, and who asks for changes says which", async () => {
  await policy([{ kind: "lead" }]);
  const { id, version } = await begun("Half price on Friday.", "2027-06-15T09:00");
  await ada.ask("POST", `/posts/${id}/approvals`, { version, verdict: "approve" });
  await teo.ask("PATCH", `/posts/${id}`, {
    changes: [
      {
        what: "base",
        field: "parts",
        was: [{ text: "Half price on Friday.", media: [] }],
        now: [{ text: "Half price on Sunday.", media: [] }],
      },
    ],
  });
  await teo.ask("POST", `/posts/${id}/plan`, { at: "written" });
  const person = await personAt(ada);
  const { page } = await open(person, `${product.origin}/publishing/posts/${id}`);
  await page.getByText("It was approved, and then it was changed.").waitFor();
  await page.getByRole("button", { name: "Ask for changes…" }).click();
  await page.getByRole("textbox", { name: "What should change?" }).fill("Friday was right.");
  await page.getByRole("button", { name: "Ask for changes" }).click();
  await page.getByText("Friday was right.").waitFor();
  await page.getByRole("heading", { name: "Draft", level: 1 }).waitFor();
  await page.getByRole("link", { name: "Publishing" }).first().click();
  await page.getByText("Changes asked for").waitFor();
  await person.close();
});

test("one click stops everything; afterwards each thing that was kept back is asked about", async () => {
  await policy([]);
  const person = await personAt(ada);
  const { page, complaints } = await open(person, `${product.origin}/inbox`);
  await page.getByRole("button", { name: "Pause everything" }).click();
  await page.getByRole("textbox", { name: "Why" }).fill("A recall of the brakes");
  await holds(page, "pause-begin");
  await page.getByRole("dialog").getByRole("button", { name: "Pause everything" }).click();
  await page.getByText("Everything is paused").waitFor();
  for (const words of ["Buy our brakes.", "Brakes for everyone.", "Ride on."]) await begun(words);
  assert.deepEqual(
    toots().filter((one) => /brakes|Ride on/i.test(one)),
    [],
  );
  await page.reload();
  await page.getByRole("button", { name: /3 kept back/ }).click();
  await page.getByText("Brakes for everyone.").waitFor();
  await holds(page, "pause-kept");
  await page.getByRole("button", { name: "End the pause" }).click();
  const row = (words: string) => page.getByRole("listitem").filter({ hasText: words });
  await row("Buy our brakes.").getByRole("button", { name: "Drop" }).click();
  await row("Buy our brakes.").waitFor({ state: "detached" });
  await row("Brakes for everyone.").getByRole("button", { name: "Move…" }).click();
  await row("Brakes for everyone.")
    .getByLabel(/Day and time/)
    .fill("2027-06-20T10:00");
  await holds(page, "pause-decide");
  await row("Brakes for everyone.").getByRole("button", { name: "Move", exact: true }).click();
  await row("Brakes for everyone.").waitFor({ state: "detached" });
  await row("Ride on.").getByRole("button", { name: "Send now" }).click();
  await page.getByText("All is decided.").waitFor();
  await page.keyboard.press("Escape");
  for (let n = 0; n < 200 && !toots().includes("Ride on."); n += 1) await page.waitForTimeout(25);
  assert.deepEqual(
    toots().filter((one) => /brakes|Ride on/i.test(one)),
    ["Ride on."],
  );
  assert.deepEqual(complaints, []);
  await person.close();
});

test("these screens hold in the dark, on a phone, in Spanish", async () => {
  await policy([{ kind: "people", userIds: [(await ada.ask("GET", "/session")).user.id] }, { kind: "lead" }]);
  const { id } = await begun(
    "A line that says rather a lot about the route of Saturday, and where we meet.",
    "2027-06-16T09:00",
  );
  const { link } = await ada.ask("POST", `/posts/${id}/review-links`, { name: "Nora", days: 3 });
  await ada.ask("POST", "/pauses", { reason: "Una retirada de producto", channelId });
  for (const name of ["dark", "phone-dark-es"]) {
    const person = await personAt(ada, looks[name]);
    const paths = { policies: "/settings/approvals", drafts: "/publishing", bar: `/publishing/posts/${id}` };
    for (const [what, path] of Object.entries(paths)) {
      const { page, complaints } = await open(person, `${product.origin}${path}`);
      await holds(page, `approvals-${what}-${name}`);
      assert.deepEqual(complaints, []);
      await page.close();
    }
    const { page } = await open(person, link);
    await holds(page, `review-${name}`);
    await person.close();
  }
});
