/** What somebody meets who says one thing on two networks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../client.ts";
import { holds, looks, open } from "./person-at.ts";
import { kept, picture, publishingStage, text } from "./publishing-stage.ts";

const stage = publishingStage();

test("one idea goes to two networks, on one of them in other words, with its pictures, once", async () => {
  const person = await stage.personAt();
  const { page, complaints } = await open(person, `${stage.product.origin}/inbox`);
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
  await picker.setFiles({
    name: "valley.png",
    mimeType: "image/png",
    buffer: await picture(640, 400, "#ae4a2b"),
  });
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
  const sky = (await stage.skySaid()).filter(({ value }) => value.text.startsWith("Ride with us"));
  assert.equal(sky.length, 1);
  assert.deepEqual(
    sky[0]?.value.embed?.images?.map(({ alt }) => alt),
    ["The valley at dusk"],
  );
  const toots = stage.tootsSaid().filter(({ status }) => status.startsWith("Fediverse"));
  assert.deepEqual(
    toots.map(({ spoiler_text }) => spoiler_text),
    ["Hills"],
  );
  assert.deepEqual(complaints, []);
  await person.close();
});

test("a long text is split at its blank lines and goes out as a thread, part under part", async () => {
  const { id } = await stage.begin(stage.owner, "");
  const person = await stage.personAt();
  const { page } = await stage.postAt(person, id);
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
  const sky = (await stage.skySaid()).slice(-4);
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

test("a link's card, a quote and a poll stand where their network has them, and people see it before", async () => {
  const body =
    '<meta property="og:title" content="Rides of the valley"><meta property="og:description" content="All.">';
  stage.mastodon.instead.set("/rides", { status: 200, body });
  const link = `${stage.mastodon.url}/rides`;
  const before = await stage.begin(stage.owner, "Every Saturday we ride.");
  await stage.owner.ask("POST", `/posts/${before.id}/plan`, { at: "now" });
  const said = async () => (await stage.skySaid()).find(({ value }) => value.text.startsWith("Every"))?.uri;
  const quote = await eventually(said, "the post that is quoted");
  const { id } = await stage.begin(stage.owner, "");
  const person = await stage.personAt();
  const { page, complaints } = await stage.postAt(person, id);
  await text(page).fill(`Choose with us: ${link}`);
  await page.getByRole("button", { name: /^Card for 127/ }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("Rides of our valley");
  const look = page.getByRole("region", { name: /^On Bluesky/ });
  await look.getByText("Rides of our valley").waitFor();
  await page.getByRole("button", { name: "Quote a message" }).click();
  await page.getByRole("textbox", { name: "Address of the message" }).fill(quote);
  await look.getByText("The quoted message stands here").waitFor();
  await page.getByRole("tab").last().click();
  await page.getByRole("button", { name: "Remove the quote" }).click();
  await page.getByRole("button", { name: "Poll" }).click();
  for (const [number, option] of ["The valley ", "The coast"].entries())
    await page.getByRole("textbox", { name: `Option ${number + 1}` }).fill(option);
  const other = page.getByRole("region", { name: /^On Mastodon/ });
  await other.getByText("The coast").waitFor();
  await kept(page);
  await holds(page, "publishing-carried");
  await page.setViewportSize({ width: 390, height: 844 });
  await holds(page, "publishing-carried-phone");
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.getByRole("button", { name: "Publish now" }).click();
  await page.getByRole("link", { name: "See it on Bluesky" }).waitFor();
  await page.getByRole("link", { name: "See it on Mastodon" }).waitFor();
  const sky = (await stage.skySaid()).at(-1)?.value;
  assert.equal(sky?.embed?.record?.record?.uri, quote);
  assert.equal(sky?.embed?.media?.external?.title, "Rides of our valley");
  const toot = stage.tootsSaid().at(-1);
  assert.deepEqual(toot?.poll?.options, ["The valley", "The coast"]);
  stage.mastodon.instead.delete("/rides");
  assert.deepEqual(complaints, []);
  await person.close();
});

test("what is out is changed where its network lets one, and deleted everywhere; its figures stand beside it", async () => {
  const { id } = await stage.begin(stage.owner, "Opne on Sunday.");
  await stage.owner.ask("POST", `/posts/${id}/plan`, { at: "now" });
  const person = await stage.personAt();
  // The first figures come after a minute.
  const counts = [0, 3, 4, 9].map((likes, hour) => ({
    at: `2026-11-23T1${hour}:00:00.000Z`,
    likes,
    reposts: hour,
    replies: 1,
    quotes: null,
    views: null,
  }));
  await person.route(`**/api/posts/${id}`, async (route) => {
    const response = await route.fetch();
    const post = await response.json();
    if (route.request().method() === "GET")
      for (const { deliveries } of post.variants) for (const one of deliveries) one.figures = counts;
    await route.fulfill({ response, json: post });
  });
  const { page, complaints } = await stage.postAt(person, id);
  await page.getByRole("button", { name: "Delete everywhere" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Change on Bluesky" }).count(), 0);
  await page.getByRole("button", { name: "Change on Mastodon" }).click();
  await page.getByRole("textbox", { name: "What shall stand there" }).fill("Open on Sunday.");
  await holds(page, "publishing-change");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByText("Changed once").waitFor();
  assert.ok(stage.mastodon.statuses.some(({ content }) => content === "<p>Open on Sunday.</p>"));
  await page
    .getByRole("img", { name: /together, since it went out/ })
    .first()
    .waitFor();
  await holds(page, "publishing-figures");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByText("Changed once").scrollIntoViewIfNeeded();
  await holds(page, "publishing-figures-phone");
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.getByRole("button", { name: "Delete everywhere" }).click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page
    .getByText(/^Deleted there/)
    .nth(1)
    .waitFor();
  assert.equal((await stage.skySaid()).filter(({ value }) => /on Sunday/.test(value.text)).length, 0);
  assert.ok(!stage.mastodon.statuses.some(({ content }) => content === "<p>Open on Sunday.</p>"));
  assert.deepEqual(complaints, []);
  await person.close();
});

test("what a network refuses says so on its channel alone, and can be tried again", async () => {
  const { id } = await stage.begin(stage.owner, "Trouble ahead.");
  const body = JSON.stringify({ error: "Validation failed: not today" });
  stage.mastodon.instead.set("/api/v1/statuses", { status: 422, body });
  const person = await stage.personAt();
  const { page } = await stage.postAt(person, id);
  await page.getByRole("button", { name: "Publish now" }).click();
  await page.getByRole("link", { name: "See it on Bluesky" }).waitFor();
  await page.getByRole("button", { name: "Try again" }).waitFor();
  await holds(page, "publishing-failed");
  stage.mastodon.instead.delete("/api/v1/statuses");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("link", { name: "See it on Mastodon" }).waitFor();
  assert.equal((await stage.skySaid()).filter(({ value }) => value.text.startsWith("Trouble")).length, 1);
  await person.close();
});

test("drafts and composer hold in every look", async () => {
  await stage.begin(
    stage.owner,
    "A draft that nobody has given a time yet, and that says rather a lot in its first line.",
  );
  const { id } = await stage.begin(stage.owner, "First part of it, with https://juniper.test and #cycling.");
  await stage.owner.ask("PUT", `/posts/${id}/time`, {
    time: { local: "2027-01-15T09:00", zone: "Europe/Madrid" },
  });
  await stage.owner.ask("PATCH", `/posts/${id}`, {
    changes: [
      {
        what: "own",
        channelId: stage.channelIds[1],
        field: "contentWarning",
        was: { follow: true },
        now: { value: "Hills" },
      },
    ],
  });
  await stage.owner.ask("POST", `/posts/${id}/plan`, { at: "written" });
  for (const [name, look] of Object.entries(looks)) {
    const person = await stage.personAt(look);
    for (const [what, path] of Object.entries({ drafts: "", post: `/posts/${id}` })) {
      const { page, complaints } = await open(person, `${stage.product.origin}/publishing${path}`);
      if (what === "post") await page.getByRole("tab").last().click();
      await holds(page, `publishing-${what}-${name}`);
      assert.deepEqual(complaints, []);
      await page.close();
    }
    await person.close();
  }
});
