/** A real Chromium for the browser tests: `withBrowser` starts it, `visit` opens a page, `axe` and `shoot` look at it. */
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import chromium from "@sparticuz/chromium";
import { type Browser, type Page, chromium as playwright } from "playwright-core";

const shots = fileURLToPath(new URL("shots/", import.meta.url));

/** In one process the whole browser goes when a context closes. */
const manyProcesses = chromium.args.filter((arg) => arg !== "--single-process" && arg !== "--no-zygote");

/** Starts Chromium: CHROME_PATH when set, else the one in node_modules, with `more` arguments. Close it yourself. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const own = process.env.CHROME_PATH;
  // Without --disable-gpu the software renderer stalls for seconds.
  return playwright.launch({
    executablePath: own ?? (await chromium.executablePath()),
    args: [...(own ? ["--no-sandbox"] : manyProcesses), "--disable-gpu", ...more],
  });
}

export interface Look {
  theme?: "light" | "dark";
  /** CSS pixels; 1280 × 860 unless told. A phone is 390 × 844. */
  width?: number;
  height?: number;
  /** BCP 47; decides the language of a person who has chosen none. */
  locale?: string;
  zone?: string;
}

export interface Visit {
  page: Page;
  /** Addresses outside the page's own origin that were asked for. */
  strangers: string[];
  /** What the page complained of: errors thrown, console errors. */
  complaints: string[];
  close(): Promise<void>;
}

/** A fresh person (no cookies, nothing stored) at `url`, movement reduced. Waits until the page has drawn. */
export async function visit(browser: Browser, url: string, look: Look = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 860 },
    colorScheme: look.theme ?? "light",
    locale: look.locale ?? "en-GB",
    timezoneId: look.zone ?? "Europe/Madrid",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const strangers: string[] = [];
  const complaints: string[] = [];
  const origin = new URL(url).origin;
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) strangers.push(request.url());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(url);
  await page.locator("#main").first().waitFor();
  await page.evaluate("document.fonts.ready.then(() => undefined)");
  return { page, strangers, complaints, close: () => context.close() };
}

/** Every violation that axe finds on the page, one line each: rule, element, reason. Expected: none. */
export async function axe(page: Page): Promise<string[]> {
  // Every rule is asked; only what passes is not written down. In its other mode a second page is opened to sum up
  // frames of other origins, which Rapport has none of. Together a third of the time.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  const { violations } = await builder.analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) =>
        `${id}: ${node.target.join(" ")} (${help}) ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`,
    ),
  );
}

/** Keeps a picture of the page in test/browser/shots/NAME.png; `whole` takes all of its height. */
export async function shoot(page: Page, name: string, whole = false): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}${name}.png`, fullPage: whole });
}
