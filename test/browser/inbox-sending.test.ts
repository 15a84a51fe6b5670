import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, shoot } from "./browser.ts";
import { answerTo } from "./inbox-answers.ts";
import { conversation, ids, message } from "./inbox-people.ts";
import { inboxStage, until } from "./inbox-stage.ts";

const { open } = inboxStage();
const first = conversation(0).id;
const reply = (page: import("playwright-core").Page) => page.getByRole("textbox", { name: "Your reply" });

test("a reply whose answer got lost is asked about under the same id, and goes out once", async () => {
  let cut = true;
  const { page, world, close } = await open(`/inbox/c/${first}`, undefined, (made) => {
    made.before = (call) => {
      if (!call.path.endsWith("/replies") || !cut) return undefined;
      // The server took it; only its answer is lost.
      answerTo(made, call, new URLSearchParams());
      return "cut";
    };
  });
  await page.getByRole("button", { name: "Write a reply…" }).click();
  await reply(page).fill("Come at ten.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("No answer came back").waitFor();
  assert.deepEqual(await axe(page), []);
  await shoot(page, "inbox-lost-light");
  assert.equal(
    await reply(page).evaluate((one: HTMLTextAreaElement) => one.readOnly),
    true,
    "another text cannot slip in",
  );
  cut = false;
  await page.getByRole("button", { name: "Ask again" }).click();
  await page.getByText("See it on Bluesky").last().waitFor();
  const asked = world.calls.filter((call) => call.path.endsWith("/replies")).map((call) => call.body.id);
  assert.ok(asked.length >= 2);
  assert.equal(new Set(asked).size, 1, "the same id every time");
  assert.equal(world.sent.length, 1);
  await close();
});

test("the gate's reasons stand beside the text while one types, and a denied reply cannot be sent", async () => {
  const { page, world, close } = await open(`/inbox/c/${first}`, undefined, (made) => {
    made.verdict = {
      verdict: "deny",
      reasons: [
        { rule: "role-and-desk", verdict: "deny", message: "You may not speak on this channel yet." },
        {
          rule: "sameness",
          verdict: "hold",
          message: "Nearly the same text went to 3 other people lately.",
          data: {
            earlier: [
              {
                conversationId: conversation(3).id,
                person: "Priya Nair",
                by: "Ana",
                text: "Come at ten.",
                at: "2026-11-20T10:00:00Z",
              },
            ],
          },
        },
      ],
    };
  });
  await page.getByRole("button", { name: "Write a reply…" }).click();
  await reply(page).pressSequentially("Come at ten, all of you", { delay: 8 });
  await page.getByText("You may not speak on this channel yet.").waitFor();
  await page.getByRole("link", { name: /Come at ten\./ }).waitFor();
  await shoot(page, "inbox-denied-light");
  assert.deepEqual(await axe(page), []);
  const checks = world.calls.filter((call) => call.path.endsWith("/reply-check"));
  assert.ok(checks.length <= 3, `${checks.length} questions for one sentence`);
  await page.keyboard.press("Control+Enter");
  assert.equal(world.sent.length, 0);
  await close();
});

test("what is being written survives news, and the news arrive without a reload", async () => {
  const { page, world, close } = await open(`/inbox/c/${first}`);
  await page.getByRole("button", { name: "Write a reply…" }).click();
  await reply(page).fill("Half a sent");
  const row = world.rows[0];
  if (!row) throw new Error("The world has no conversations.");
  const news = "And the cello comes too!";
  world.rows = world.rows.map((one) =>
    one === row ? { ...one, preview: news, version: 2, lastAt: new Date().toISOString() } : one,
  );
  world.messages.set(first, [
    ...(world.messages.get(first) ?? []),
    message(50, row, { text: news, at: new Date().toISOString() }),
  ]);
  world.tell("messages", [first]);
  world.tell("conversations", [first]);
  await page.getByRole("log").getByText(news).waitFor();
  await page.getByRole("option", { name: new RegExp(news) }).waitFor();
  await page.locator("[aria-live=polite]", { hasText: news }).waitFor({ state: "attached" });
  assert.equal(await reply(page).inputValue(), "Half a sent");
  assert.ok(await reply(page).evaluate((one) => one === document.activeElement), "and the caret stays");
  await until(() => world.drafts.get(first)?.text === "Half a sent", "and it is kept as a draft");
  await close();
});

test("what was sent from another window is no longer here as a draft; what was written since stays", async () => {
  const { page, world, close } = await open(`/inbox/c/${first}`, undefined, (made) => {
    const targetId =
      made.messages.get(first)?.findLast(({ own, addressed }) => addressed && !own)?.id ?? null;
    const content = { targetId, visibility: null, contentWarning: null, media: [] };
    made.drafts.set(first, { ...content, text: "Come at ten.", updatedAt: "2026-11-20T10:00:00.000Z" });
  });
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "Come at ten.");
  world.drafts.delete(first);
  world.tell("drafts", [first]);
  await page.waitForFunction(() => document.querySelector("textarea")?.value === "");
  await reply(page).fill("Bring the cello.");
  await page.getByText("Draft kept").waitFor();
  await reply(page).pressSequentially(" Both of you");
  world.drafts.delete(first);
  world.tell("drafts", [first]);
  await page.waitForTimeout(1500);
  assert.equal(await reply(page).inputValue(), "Bring the cello. Both of you");
  assert.equal(world.drafts.get(first)?.text, "Bring the cello. Both of you");
  await close();
});

test("when another teammate was faster, their state is shown and they are named", async () => {
  const { page, world, close } = await open(`/inbox/c/${first}`, undefined, (made) => {
    made.before = (call) => {
      if (!call.path.endsWith("/priority")) return undefined;
      made.rows = made.rows.map((row) => (row.id === first ? { ...row, priority: 1, version: 9 } : row));
      made.history.set(first, [
        {
          id: "x",
          kind: "conversation.prioritised",
          at: new Date().toISOString(),
          actor: { kind: "user", id: ids.teo },
          data: { to: 1 },
        },
      ]);
      return {
        status: 409,
        body: { error: { tag: "conflict", message: "It changed.", data: { conversations: [made.rows[0]] } } },
      };
    };
  });
  await page.getByRole("button", { name: "Write a reply…" }).waitFor();
  await page.keyboard.press("p");
  await page.getByRole("combobox").waitFor();
  await page.keyboard.type("low");
  await page.keyboard.press("Enter");
  await page.getByText("Teo Lindqvist changed this first.").waitFor();
  await page.getByRole("article", { name: "Conversation" }).getByText("High", { exact: true }).waitFor();
  assert.equal(world.rows[0]?.priority, 1);
  await close();
});

test("offline the inbox stays readable, changes are refused in words, and it catches up", async () => {
  const { page, world, close } = await open("/inbox");
  await page.getByRole("option").first().waitFor();
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes("dialog-host")),
  );
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  await page.getByText("You are offline. What").waitFor();
  await page.keyboard.press("e");
  await page.getByRole("combobox").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("You are offline. Nothing was changed.").waitFor();
  assert.equal(world.rows[0]?.status, "open");
  assert.ok((await page.getByRole("option").count()) > 5, "the list is still there");
  await shoot(page, "inbox-offline-light");
  assert.deepEqual(await axe(page), []);
  await page.context().setOffline(false);
  await page.getByText("You are offline. What").waitFor({ state: "detached" });
  await close();
});

test("pictures are added, must be described, and go along", async () => {
  const { page, world, close } = await open(`/inbox/c/${first}`);
  await page.getByRole("button", { name: "Write a reply…" }).click();
  await reply(page).fill("Like this one.");
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "bike.png", mimeType: "image/png", buffer: Buffer.from("x") });
  const alt = page.getByRole("textbox", { name: /Description of/ });
  await alt.waitFor();
  await page.locator('li[aria-busy="false"]').waitFor();
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(200);
  assert.equal(world.sent.length, 0, "not before somebody has described it");
  assert.ok(await alt.evaluate((one) => one === document.activeElement));
  await page.keyboard.type("A green bicycle");
  await shoot(page, "inbox-media-light");
  assert.deepEqual(await axe(page), []);
  await reply(page).focus();
  await page.keyboard.press("Control+Enter");
  await page.getByText("See it on Bluesky").last().waitFor();
  const sent = world.calls.find((call) => call.path.endsWith("/replies"));
  assert.deepEqual((sent?.body.media as { alt: string }[] | undefined)?.[0]?.alt, "A green bicycle");
  await close();
});

test("what strangers wrote is shown as words: no script, handler, frame or foreign picture comes through", async () => {
  const evil = [
    `<script>window.hit=1</script><p>one</p>`,
    `<img src=x onerror="window.hit=1">`,
    `<a href="javascript:window.hit=1">two</a>`,
    `<p onclick="window.hit=1" style="position:fixed;inset:0">three</p>`,
    `<iframe srcdoc="<script>parent.hit=1</script>"></iframe><svg onload="window.hit=1"></svg>`,
    `<form action="https://evil.example"><input name=x><button>four</button></form>`,
    `<h1>five</h1><base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example">`,
    `<math><mtext><table><mglyph><style><img src=x onerror="window.hit=1"></style></mglyph></table></mtext></math>`,
  ];
  const { page, strangers, complaints, close } = await open(`/inbox/c/${first}`, undefined, (world) => {
    const row = world.rows[0];
    if (row)
      world.messages.set(first, [
        ...evil.map((html, n) => message(60 + n, row, { html })),
        message(80, row, {
          text: `<b onmouseover="window.hit=1">plain</b> javascript:window.hit=1`,
          links: [{ start: 0, end: 10, url: "javascript:window.hit=1" }],
          url: "javascript:window.hit=1",
          contentWarning: null,
        }),
      ]);
  });
  const log = page.getByRole("log");
  await log.getByText("five").waitFor();
  for (const word of ["one", "two", "three"]) await log.getByText(word, { exact: true }).waitFor();
  await log.getByText('<b onmouseover="window.hit=1">plain</b>').waitFor();
  const bad = await log.evaluate((box) => {
    const found = [
      ...box.querySelectorAll(
        "script, iframe, svg[onload], form, base, meta, style, object, h1, img:not([src^='/api/'])",
      ),
    ];
    const handlers = [...box.querySelectorAll("*")].filter((one) =>
      [...one.attributes].some((a) => /^on/.test(a.name)),
    );
    const links = [...box.querySelectorAll("a")].filter((one) => !/^(https?|mailto):/.test(one.href));
    return [...found, ...handlers, ...links].map((one) => one.outerHTML.slice(0, 80));
  });
  assert.deepEqual(bad, []);
  await log.getByText("two", { exact: true }).click();
  assert.equal(await page.evaluate(() => (window as { hit?: number }).hit), undefined);
  assert.deepEqual(strangers, []);
  // What the page's own policy stopped while the words were taken apart is the third lock at work.
  assert.deepEqual(
    complaints.filter((one) => !one.startsWith("Applying inline style violates")),
    [],
  );
  await close();
});

test("on a phone: list, thread and person are steps with a way back", async () => {
  const { page, close } = await open("/inbox", { width: 390, height: 844 });
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Back to the list" }).waitFor();
  assert.equal(await page.getByRole("listbox", { name: "Open" }).isVisible(), false);
  await page.getByRole("button", { name: "Show the person", exact: true }).click();
  await page.getByText("Rides slowly, on purpose.").waitFor();
  await page.waitForTimeout(200);
  await shoot(page, "inbox-person-phone");
  assert.deepEqual(await axe(page), []);
  await page.goBack();
  await page.getByRole("button", { name: "Write a reply…" }).click();
  await reply(page).fill("Come at ten.");
  await shoot(page, "inbox-reply-phone");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("button", { name: "Back to the list" }).click();
  await page.getByRole("option").first().waitFor();
  await page.getByRole("button", { name: "Desks and views" }).click();
  await page.getByRole("link", { name: /Unassigned/ }).waitFor();
  await shoot(page, "inbox-views-phone");
  assert.deepEqual(await axe(page), []);
  await page.getByRole("link", { name: /Unassigned/ }).click();
  await page.waitForURL("**/inbox/unassigned");
  await close();
});

test("filters become a view of one's own, which opens, is renamed and goes", async () => {
  const { page, world, close } = await open("/inbox/open?waiting=true");
  await page.getByRole("option").first().waitFor();
  await page.getByRole("button", { name: "Keep as a view" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Who waits");
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /Who waits/ }).waitFor();
  await page.getByRole("heading", { name: "Who waits", exact: true }).waitFor();
  assert.equal(world.views.at(-1)?.name, "Who waits");
  await page.getByRole("button", { name: "More about Who waits" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByText("is gone.").waitFor();
  assert.equal(world.views.length, 1);
  await close();
});
