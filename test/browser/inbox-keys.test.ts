import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, shoot } from "./browser.ts";
import { conversation, ids } from "./inbox-people.ts";
import { inboxStage } from "./inbox-stage.ts";

const { open } = inboxStage();
const first = conversation(0).id;

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
  const { page, world, close } = await open(`/inbox/c/${first}`);
  await page.getByRole("button", { name: "Write a reply…" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").waitFor();
  await page.keyboard.type("assign to me");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
  assert.equal(world.rows[0]?.assigneeId, ids.ana);
  await close();
});
