import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, shoot } from "./browser.ts";
import { conversation, ids } from "./inbox-people.ts";
import { activeIs, inboxStage, until } from "./inbox-stage.ts";

const { open } = inboxStage();
const first = conversation(0).id;

test("by the keyboard alone: find the next one, open it, answer it, close it, take it back", async () => {
  const { page, world, complaints, close } = await open("/inbox");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("j");
  await activeIs(page, "Mira Sandoval");
  await page.keyboard.press("k");
  await activeIs(page, "Wren Okafor");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/inbox/c/${first}**`);
  await page.getByRole("heading", { level: 2, name: "Wren Okafor" }).waitFor();
  await page.getByRole("button", { name: "Write a reply…" }).waitFor();
  await page.keyboard.press("r");
  const field = page.getByRole("textbox", { name: "Your reply" });
  await field.waitFor();
  await page.keyboard.type("Come at ten, all of you.");
  await page.getByText("It will stand there as: Ana", { exact: true }).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText("See it on Bluesky").last().waitFor();
  assert.equal(world.sent.length, 1);
  assert.equal(await field.inputValue(), "", "the field is free for the next");
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await page.getByRole("combobox", { name: "How did it end?" }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.keyboard.type("thank");
  await page.keyboard.press("Enter");
  await page.getByText("Closed: Thanks.").waitFor();
  assert.equal(world.rows[0]?.outcome, "thanks");
  await page.getByRole("option", { name: /Wren Okafor.*Is the Saturday/ }).waitFor({ state: "detached" });
  await page.keyboard.press("u");
  await page.getByText("Undone.").waitFor();
  assert.equal(world.rows[0]?.status, "open");
  await page.getByRole("option", { name: /Wren Okafor.*Is the Saturday/ }).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForURL("**/inbox/open");
  assert.ok(
    await page.evaluate(() => document.activeElement?.getAttribute("role") === "listbox"),
    "the focus is back",
  );
  assert.deepEqual(complaints, []);
  await close();
});

test("every action has its key, says what it did, and is undone by z", async () => {
  const { page, world, close } = await open(`/inbox/c/${first}`);
  await page.getByRole("button", { name: "Write a reply…" }).waitFor();
  const ask = async (key: string, title: string, typed: string) => {
    await page.keyboard.press(key);
    await page.getByRole("combobox", { name: title }).waitFor();
    await page.keyboard.type(typed);
    await page.keyboard.press("Enter");
  };
  await ask("a", "Who takes it?", "teo");
  await page.getByText("Teo Lindqvist has it now.").waitFor();
  assert.equal(world.rows[0]?.assigneeId, ids.teo);
  await page.keyboard.press("z");
  await page.getByText("Undone.").last().waitFor();
  assert.equal(world.rows[0]?.assigneeId, ids.ana);
  await ask("p", "How urgent is it?", "urg");
  await page.getByText("Priority: Urgent.").waitFor();
  assert.equal(world.rows[0]?.priority, 2);
  await ask("h", "To which desk?", "supp");
  await page.getByRole("textbox", { name: "Why?" }).fill("She asks for a repair.");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Handed over to Support.").waitFor();
  assert.equal(world.rows[0]?.deskId, ids.support);
  await ask("s", "Until when?", "tom");
  await page
    .getByText(/Snoozed until/)
    .first()
    .waitFor();
  assert.equal(world.rows[0]?.status, "snoozed");
  assert.equal(
    new Date(world.rows[0]?.snoozedUntil ?? 0).toLocaleTimeString("en-GB", { timeZone: "Europe/Madrid" }),
    "09:00:00",
  );
  await close();
});

test("x chooses, shift takes the stretch, and one change is done to all of them", async () => {
  const { page, world, close } = await open("/inbox");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Shift+X");
  await page.getByText("3 chosen").waitFor();
  await shoot(page, "inbox-chosen-light");
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("e");
  await page.getByRole("combobox").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("3 conversations. Closed: Answered.").waitFor();
  assert.equal(world.rows.filter((row) => row.status === "closed").length, 3);
  assert.equal(world.calls.filter((call) => call.path === "/bulk-changes").length, 1);
  assert.equal(await page.getByText("3 chosen").count(), 0);
  await close();
});

test("the listbox moves by arrows, Home, End and pages, and keeps a small document in ten thousand rows", async () => {
  const { page, close } = await open("/inbox", undefined, (world) => {
    world.rows = Array.from({ length: 10_000 }, (_, n) =>
      conversation(n, { lastAt: new Date(Date.now() - n * 60_000).toISOString() }),
    );
    world.pageSize = 10_000;
  });
  await page.getByRole("option").first().waitFor();
  await page.getByRole("listbox", { name: "Open" }).focus();
  await page.keyboard.press("ArrowDown");
  await activeIs(page, "Mira Sandoval");
  await page.keyboard.press("End");
  await page.locator('[role="option"][aria-posinset="10000"]').waitFor();
  assert.ok((await page.getByRole("option").count()) < 60, "rows far away are not in the document");
  assert.equal(await page.getByRole("option").last().getAttribute("aria-setsize"), "10000");
  await page.keyboard.press("PageUp");
  await page.keyboard.press("Home");
  await page.locator('[role="option"][aria-posinset="1"]').waitFor();
  assert.ok((await page.getByRole("option").count()) < 60);
  await page.keyboard.press("Control+a");
  await page.getByText("10,000 chosen").waitFor();
  await close();
});

test("a note can not be taken for a reply: the field, the colour and the verb are others, and nothing is sent", async () => {
  const { page, world, close } = await open(`/inbox/c/${first}`);
  await page.getByRole("button", { name: "Write a reply…" }).waitFor();
  await page.keyboard.press("n");
  const field = page.getByRole("textbox", { name: "Note for the team" });
  await field.waitFor();
  await page.getByText("Only the team sees this. Nothing is sent.").waitFor();
  await page.keyboard.type("Ask @te");
  await page
    .getByRole("listbox", { name: "Teammates" })
    .getByRole("option", { name: "Teo Lindqvist" })
    .waitFor();
  assert.deepEqual(await axe(page), []);
  await shoot(page, "inbox-note-light");
  await page.keyboard.press("Enter");
  assert.equal(await field.inputValue(), "Ask @Teo Lindqvist ");
  await page.keyboard.type("first");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Ask @Teo Lindqvist first").waitFor();
  assert.equal(world.sent.length, 0);
  const written = world.notes.get(first)?.at(-1);
  assert.deepEqual(written?.mentions, [ids.teo]);
  await close();
});

test("search shows what it understood, marks what it found, and opens the message in its thread", async () => {
  const { page, close } = await open("/inbox");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("/");
  const box = page.getByRole("combobox", { name: "Search the messages" });
  await box.waitFor();
  assert.deepEqual(await axe(page), []);
  await shoot(page, "inbox-search-empty");
  await page.keyboard.type("is:unanswered before:soon stairwell");
  await page.locator("mark", { hasText: "stairwell" }).first().waitFor();
  await page.getByText("is: unanswered").waitFor();
  await page.getByText("needs a day").waitFor();
  await shoot(page, "inbox-search-light");
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/inbox/c/**message=**");
  const marked = new URL(page.url()).searchParams.get("message");
  await page.locator(`[id="item-${marked}"][data-marked="true"]`).waitFor();
  await page.goBack();
  await page.waitForURL("**/inbox/open");
  await close();
});

test("the palette holds every action of the inbox", async () => {
  const { page, world, close } = await open(`/inbox/c/${first}`, undefined, (made) => {
    made.rows = made.rows.map((row, n) => (n === 0 ? { ...row, assigneeId: ids.teo } : row));
  });
  await page.getByRole("button", { name: "Write a reply…" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").waitFor();
  await page.keyboard.type("assign to me");
  await page.keyboard.press("Enter");
  await until(() => world.rows[0]?.assigneeId === ids.ana, "it is Ana's");
  await close();
});
