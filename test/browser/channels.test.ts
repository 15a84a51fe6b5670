import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { at, holds, looks, open } from "./person-at.ts";
import { foundWorkspace, openProduct, type Person, type Product } from "./product.ts";

let browser: Browser;
let product: Product;
let owner: Person;
let press: Server;
let feed: string;
let working = true;

const day = 86_400_000;
const items = Array.from(
  { length: 12 },
  (_, index) => `<item><title>Ride ${index + 1}</title><guid>ride-${index}</guid>
    <link>https://valley.test/ride/${index}</link><description>Through the valley.</description>
    <pubDate>${new Date(Date.now() - (index + 1) * day).toUTCString()}</pubDate></item>`,
).join("");

before(async () => {
  press = createServer((_, response) => {
    if (!working) return response.writeHead(503).end();
    response.writeHead(200, { "content-type": "application/rss+xml" });
    response.end(
      `<?xml version="1.0"?><rss version="2.0"><channel><title>The Valley Post</title>
        <link>https://valley.test</link><description>News</description>${items}</channel></rss>`,
    );
  });
  await new Promise<void>((listening) => press.listen(0, "127.0.0.1", listening));
  feed = `http://127.0.0.1:${(press.address() as AddressInfo).port}/feed.xml`;
  [browser, product] = await Promise.all([openBrowser(), openProduct()]);
  owner = await foundWorkspace(product);
});
after(async () => {
  await browser.close();
  await product.close();
  press.close();
});

test("before anything is connected there is one thing to do, in every look", async () => {
  for (const [name, look] of Object.entries(looks)) {
    const person = await at(browser, product.origin, look, owner);
    for (const path of [
      "",
      "/connect",
      "/connect?first=true",
      "/connect/bluesky",
      "/connect/mastodon",
      "/connect/email",
    ]) {
      const { page, complaints } = await open(person, `${product.origin}/channels${path}`);
      await holds(page, `channels${path.replace(/\W+/g, "-")}-${name}`);
      assert.deepEqual(complaints, []);
      await page.close();
    }
    await person.close();
  }
});

test("a form says under each field what is wrong, unfolds what is folded, and offers no stored passwords", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page } = await open(person, `${product.origin}/channels/connect/email`);
  const secret = page.locator("input[type=password]").first();
  assert.equal(await secret.getAttribute("autocomplete"), "new-password");
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByText("This is needed.").first().waitFor();
  await page.getByLabel("E-mail address").fill("hello@juniper.test");
  await secret.fill("x");
  await page.getByRole("button", { name: "More settings" }).click();
  await page.locator("[name=imapPort]").fill("99999999");
  await page.getByRole("button", { name: "Fewer settings" }).click();
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByText("A port is a number from 1 to 65535.").waitFor();
  assert.ok(await page.locator("[name=imapPort]").isVisible(), "the fault unfolds what hid it");
  await holds(page, "channels-form-faults");
  await person.close();
});

test("a feed is connected by its address, its past is read, and everything can be seen and done", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page, complaints } = await open(person, `${product.origin}/channels`);
  await page.keyboard.press("c");
  await page.getByRole("link", { name: "RSS, Atom, JSON Feed" }).click();
  await page.locator("[name=address]").fill(feed);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "The Valley Post" }).waitFor();
  await page.getByText("Complete up to").first().waitFor();
  await page.getByRole("status").getByText("The past has been read").waitFor();
  assert.equal(
    await page
      .getByRole("row", { name: /Articles/ })
      .getByRole("cell")
      .last()
      .textContent(),
    "12",
  );
  assert.deepEqual(complaints, []);

  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await page.getByText("Nothing comes in and nothing goes out").waitFor();
  await holds(page, "channel-paused");
  await page.keyboard.press("z");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();

  working = false;
  await page.getByRole("button", { name: "Check" }).click();
  await page
    .getByRole("status")
    .getByText(/did not answer as it should/)
    .waitFor();
  working = true;
  await page.getByRole("button", { name: "Check" }).click();
  await page
    .getByRole("status")
    .getByText(/answers as it should/)
    .waitFor();

  await page.getByRole("link", { name: "What was asked and received" }).click();
  await page.getByRole("cell", { name: "12" }).first().waitFor();
  await person.close();
});

/** The real answer, changed into states that a real network gives only on bad days. */
async function pretend(page: Page, change: Record<string, unknown>): Promise<void> {
  await page.route(/\/api\/channels(\/[0-9a-f-]{36})?$/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    const changed = body.rows
      ? { rows: body.rows.map((row: object) => ({ ...row, ...change })) }
      : { ...body, ...change };
    await route.fulfill({ response: answer, json: changed });
  });
}
const stream = {
  name: "notifications",
  completeTo: null,
  reached: new Date(Date.now() - 30 * day).toISOString(),
  progress: { done: 340, of: 1200 },
  arrived: 340,
  firstPassDone: false,
  failures: 0,
  failingSince: null,
  fault: null,
};
const states: Record<string, Record<string, unknown>> = {
  importing: { completeTo: null, streams: [stream, { ...stream, name: "posts", progress: null }] },
  broken: {
    status: "needs-you",
    fault: {
      tag: "authorisation",
      message: "Bluesky no longer accepts the app password.",
      advice: "Make a new app password in Bluesky, then connect again with it.",
      since: new Date(Date.now() - day / 4).toISOString(),
    },
  },
  failing: {
    streams: [
      {
        ...stream,
        completeTo: new Date(Date.now() - day / 12).toISOString(),
        firstPassDone: true,
        failures: 4,
        failingSince: new Date(Date.now() - day / 12).toISOString(),
        fault: { tag: "unavailable", message: "The server answered 503." },
      },
    ],
    gaps: [
      {
        id: "0192f0c1-0000-7000-8000-00000000000a",
        stream: "notifications",
        since: new Date(Date.now() - 3 * day).toISOString(),
        until: new Date(Date.now() - 2 * day).toISOString(),
        why: "The network no longer gives out this stretch.",
        filledAt: null,
      },
    ],
    arrivals: { waiting: 3, failed: 1 },
  },
};
const says: Record<string, RegExp> = {
  importing: /340 of 1,200 read|340 de 1200 leídos/,
  broken: /then connect again with it/,
  failing: /no longer gives out this stretch/,
};

for (const [state, change] of Object.entries(states)) {
  test(`a channel that is ${state} says so on the list and exactly what to do on its own screen`, async () => {
    const { rows } = await owner.ask("GET", "/channels");
    for (const [name, look] of Object.entries(looks)) {
      const person = await at(browser, product.origin, look, owner);
      for (const path of ["", `/${rows[0].id}`]) {
        const page = await person.newPage();
        await pretend(page, change);
        await page.goto(`${product.origin}/channels${path}`);
        await page.locator("h2").first().waitFor();
        if (path)
          await page
            .getByText(says[state] ?? /./)
            .first()
            .waitFor();
        await holds(page, `channel${path ? "" : "s"}-${state}-${name}`);
        await page.close();
      }
      await person.close();
    }
  });
}

test("new keys, the ledger and a failed return hold in every look", async () => {
  const { rows } = await owner.ask("GET", "/channels");
  for (const [name, look] of Object.entries(looks)) {
    const person = await at(browser, product.origin, look, owner);
    for (const path of [
      `/${rows[0].id}`,
      `/${rows[0].id}/reconnect`,
      `/${rows[0].id}/ledger`,
      "?problem=It%20was%20refused.",
    ]) {
      const { page } = await open(person, `${product.origin}/channels${path}`);
      await holds(page, `channel${path.replace(/[0-9a-f-]{36}/, "").replace(/\W+/g, "-")}-${name}`);
      await page.close();
    }
    await person.close();
  }
});

test("disconnecting asks first, says what stays, and then the channel is gone from the list", async () => {
  const person = await at(browser, product.origin, {}, owner);
  const { page } = await open(person, `${product.origin}/channels`);
  await page.getByRole("link", { name: "The Valley Post" }).click();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("dialog").getByText("history stay").waitFor();
  await holds(page, "channel-disconnect");
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await page.getByText("No channel yet").waitFor();
  await person.close();
});
