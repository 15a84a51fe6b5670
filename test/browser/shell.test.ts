import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { axe, openBrowser, shoot, visit } from "./browser.ts";
import { serveWeb } from "./serve-web.ts";

/** A screen of the app that asks the server for nothing of its own. */
const plainScreen = "/settings/appearance";
/** A stand-in for what the frame itself asks: these tests are about the frame, not about data. */
const workspace = {
  id: "0192f0c1-0000-7000-8000-000000000001",
  name: "Juniper Cycles",
  slug: "juniper",
  role: "owner",
};
const session = {
  user: { id: "u1", name: "Ana María Ruiz", email: "ana@juniper.test", language: "en", secondFactor: false },
  firstRun: false,
  workspaces: [workspace],
  workspace,
  teammate: { id: "u1", name: "Ana María Ruiz", timeZone: "Europe/Madrid", role: "owner", portrait: null },
};
const nobody = { user: null, firstRun: false, workspaces: [], workspace: null, teammate: null };
let standing: "in" | "out" | "unclaimed" = "in";
let seen: Record<string, string | undefined> = {};
const streams = new Set<ServerResponse>();
let browser: Browser;
let web: Awaited<ReturnType<typeof serveWeb>>;

before(async () => {
  browser = await openBrowser();
  web = await serveWeb((request, response) => {
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (request.url?.startsWith("/api/live")) {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(": hello\n\n");
      streams.add(response);
      return;
    }
    if (request.url?.startsWith("/api/notifications"))
      return json(200, { notifications: [], cursor: null, unread: 0 });
    if (request.url?.startsWith("/api/approvals")) return json(200, { rows: [] });
    if (request.url === "/api/pauses") return json(200, { rows: [], keptBack: 0 });
    if (request.url !== "/api/session") return json(404, { error: { tag: "missing", message: "Not here." } });
    seen = {
      language: request.headers["accept-language"],
      workspace: request.headers["rapport-workspace"] as string,
    };
    if (standing === "out") return json(200, nobody);
    if (standing === "unclaimed") return json(200, { ...nobody, firstRun: true });
    return json(200, session);
  });
});
after(async () => {
  await browser.close();
  await web.close();
});

for (const [name, look] of Object.entries({
  light: {},
  dark: { theme: "dark" as const },
  tablet: { width: 900 },
  phone: { width: 390, height: 844 },
  "phone-dark-es": { theme: "dark" as const, width: 390, height: 844, locale: "es-ES" },
})) {
  test(`frame, ${name}: axe finds nothing, nothing leaves the server`, async () => {
    standing = "in";
    const { page, strangers, complaints, close } = await visit(browser, `${web.origin}${plainScreen}`, look);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await shoot(page, `frame-${name}`);
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(strangers, []);
    assert.deepEqual(complaints, []);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${overflow} px wider than the screen`);
    await page.locator("nav button").last().click();
    await page.getByRole("menu").waitFor();
    await shoot(page, `menu-${name}`);
    assert.deepEqual(await axe(page), []);
    await close();
  });
}

test("the palette opens by Ctrl K, finds by letters, acts by Enter, and gives the keyboard back", async () => {
  standing = "in";
  const { page, complaints, close } = await visit(browser, `${web.origin}${plainScreen}`);
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox");
  await box.waitFor();
  assert.ok(await box.evaluate((one) => one === document.activeElement));
  await page.keyboard.type("dark");
  await shoot(page, "palette");
  assert.deepEqual(await axe(page), []);
  const active = await box.getAttribute("aria-activedescendant");
  assert.match((await page.locator(`[id="${active}"]`).textContent()) ?? "", /Dark/);
  await page.keyboard.press("Enter");
  await box.waitFor({ state: "detached" });
  // The command runs once the dialog has given the focus back.
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
  assert.deepEqual(complaints, [], "the dialog needs nothing that a strict page forbids");
  await page.reload();
  assert.equal(
    await page.locator("html").getAttribute("data-mantine-color-scheme"),
    "dark",
    "and it is remembered",
  );
  await close();
});

test("help lists the shortcuts; single keys rest while a person types", async () => {
  standing = "in";
  const { page, close } = await visit(browser, `${web.origin}${plainScreen}`);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").waitFor();
  await page.keyboard.type("?");
  assert.equal(await page.getByRole("dialog").count(), 1, "? was text in the palette");
  await page.keyboard.press("Escape");
  await page.getByRole("combobox").waitFor({ state: "detached" });
  await page.keyboard.press("?");
  await page.getByText("Undo the last change").waitFor();
  await shoot(page, "help");
  assert.deepEqual(await axe(page), []);
  await close();
});

test("the first key press reaches a link past the rail", async () => {
  standing = "in";
  const { page, close } = await visit(browser, `${web.origin}${plainScreen}`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), "#main");
  await close();
});

test("someone not signed in is sent to sign in and knows the way back; the first person is welcomed", async () => {
  standing = "out";
  const out = await visit(browser, `${web.origin}/inbox?view=mine`);
  assert.equal(new URL(out.page.url()).pathname, "/sign-in");
  assert.equal(new URL(out.page.url()).searchParams.get("next"), "/inbox?view=mine");
  await out.close();
  standing = "unclaimed";
  const first = await visit(browser, web.origin);
  assert.equal(new URL(first.page.url()).pathname, "/welcome");
  await first.close();
});

test("a call says its language, and after the session its workspace", async () => {
  standing = "in";
  const { page, close } = await visit(browser, `${web.origin}${plainScreen}`, { locale: "es-ES" });
  // Coming back to the window asks for the session again.
  const again = page.waitForResponse("**/api/session");
  await page.evaluate(() => {
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  });
  await again;
  assert.equal(seen.language, "es");
  assert.equal(seen.workspace, workspace.id);
  await close();
});

test("when the stream breaks the screen says so, and says no more when it is back", async () => {
  standing = "in";
  const { page, close } = await visit(browser, `${web.origin}${plainScreen}`);
  for (const stream of streams) stream.destroy();
  await page.getByText("Reconnecting").waitFor();
  await shoot(page, "reconnecting");
  await page.getByText("Reconnecting").waitFor({ state: "detached" });
  await page.context().setOffline(true);
  await page.getByText("You are offline").waitFor();
  await page.context().setOffline(false);
  await page.getByText("You are offline").waitFor({ state: "detached" });
  await close();
});

test("an address that no screen has keeps the frame for who is signed in, and asks nobody else to sign in", async () => {
  standing = "in";
  const inside = await visit(browser, `${web.origin}/no-such-screen`);
  await inside.page.getByRole("heading", { name: "There is nothing at this address" }).waitFor();
  await inside.page.getByRole("link", { name: "Channels" }).waitFor();
  await inside.page.keyboard.press("ControlOrMeta+k");
  await inside.page.getByRole("combobox", { name: "Find or do" }).waitFor();
  assert.deepEqual(await axe(inside.page), []);
  await inside.close();

  standing = "out";
  const outside = await visit(browser, `${web.origin}/no-such-screen`);
  await outside.page.getByRole("heading", { name: "There is nothing at this address" }).waitFor();
  assert.equal(await outside.page.getByRole("navigation").count(), 0);
  await outside.close();
  standing = "in";
});
