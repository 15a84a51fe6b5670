/** A person of the product at a browser of their own. */
import assert from "node:assert/strict";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { axe, type Look, shoot } from "./browser.ts";
import type { Person } from "./product.ts";

export const looks: Record<string, Look> = {
  light: {},
  dark: { theme: "dark" },
  phone: { width: 390, height: 844 },
  "phone-dark-es": { theme: "dark", width: 390, height: 844, locale: "es-ES" },
};

/** Opens a browser as `who` (or as nobody), movement reduced. */
export async function at(
  browser: Browser,
  origin: string,
  look: Look,
  who?: Person,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 860 },
    colorScheme: look.theme ?? "light",
    locale: look.locale ?? "en-GB",
    timezoneId: "Europe/Madrid",
    reducedMotion: "reduce",
  });
  if (who) {
    const cookies = [...who.cookies].map(([name, value]) => ({ name, value, url: origin }));
    await context.addCookies(cookies);
  }
  return context;
}

/** Opens a path and waits for its first heading; what the page complains of is gathered in `complaints`. */
export async function open(
  context: BrowserContext,
  url: string,
): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  const own = new URL(url).origin;
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("request", (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(own))
      complaints.push(`asked ${request.url()}`);
  });
  await page.goto(url);
  await page.locator("h1").first().waitFor();
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return { page, complaints };
}

/** Drags with the mouse, from the middle of one to the middle of the other. */
export async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error("what is dragged, or where to, is not on the screen");
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 + 8, start.y + start.height / 2 + 8, { steps: 3 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
  await page.mouse.up();
}

/** Nothing wrong for axe, nothing wider than the screen, and a picture of it for us to look at. */
export async function holds(page: Page, name: string): Promise<void> {
  await shoot(page, name);
  assert.deepEqual(await axe(page), [], name);
  const over = await page.evaluate(() => {
    const main = document.querySelector("#main");
    return Math.max(
      document.documentElement.scrollWidth - window.innerWidth,
      main ? main.scrollWidth - main.clientWidth : 0,
    );
  });
  assert.ok(over <= 0, `${name} is ${over} px wider than the screen`);
}
