/** A browser and a world for the inbox's tests: `open(path, look)` is a fresh person at an address. */
import { after, before } from "node:test";
import type { Browser, Page } from "playwright-core";
import { type Look, openBrowser, type Visit, visit } from "./browser.ts";
import { InboxWorld } from "./inbox-world.ts";
import { serveWeb } from "./serve-web.ts";

export const looks: Record<string, Look> = {
  light: { width: 1440, height: 900 },
  dark: { width: 1440, height: 900, theme: "dark" },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
  "phone-dark-es": { width: 390, height: 844, theme: "dark", locale: "es-ES" },
};

export interface Stage {
  world: InboxWorld;
  open(path: string, look?: Look): Promise<Visit>;
}

/** Call once at the top of a test file. Every `open` begins with a fresh world unless one is given by `arrange`. */
export function inboxStage(): {
  open(
    path: string,
    look?: Look,
    arrange?: (world: InboxWorld) => void,
  ): Promise<Visit & { world: InboxWorld }>;
} {
  let browser: Browser;
  let web: Awaited<ReturnType<typeof serveWeb>>;
  let world = new InboxWorld();
  before(async () => {
    browser = await openBrowser();
    web = await serveWeb((request, response) => world.api(request, response));
  });
  after(async () => {
    await browser?.close();
    await web?.close();
  });
  return {
    async open(path, look = { width: 1440, height: 900 }, arrange) {
      world = new InboxWorld();
      arrange?.(world);
      const visited = await visit(browser, web.origin + path, look);
      return { ...visited, world };
    },
  };
}

/** How far the page is wider than the screen (px). */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Controls smaller than `size` px on both sides that can be seen and are not in a line of text, by name. */
export const smallTargets = (page: Page, size: number): Promise<string[]> =>
  page.evaluate(
    (least) =>
      [...document.querySelectorAll<HTMLElement>("#main button, #main a, #main [role=option]")]
        .filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .map((one) => ({ one, box: one.getBoundingClientRect() }))
        .filter(
          ({ one, box }) =>
            box.width > 0 && !(one.matches("a") && getComputedStyle(one).display === "inline"),
        )
        .filter(({ box }) => box.height < least - 0.5 || box.width < least - 0.5)
        .map(
          ({ one, box }) =>
            `${one.textContent || one.ariaLabel}: ${Math.round(box.width)} × ${Math.round(box.height)}`,
        ),
    size,
  );

/** Waits until the row of `name` is the active one. */
export const activeIs = async (page: Page, name: string): Promise<void> => {
  await page.waitForFunction((wanted) => {
    const id = document.querySelector("[role=listbox]")?.getAttribute("aria-activedescendant");
    return document.getElementById(id ?? "")?.querySelector("b")?.textContent === wanted;
  }, name);
};

/** Waits until something is so that no screen shows, at most ten seconds. */
export const until = async (so: () => boolean, what: string): Promise<void> => {
  for (const end = Date.now() + 10_000; !so(); ) {
    if (Date.now() > end) throw new Error(`It never came true: ${what}`);
    await new Promise((later) => setTimeout(later, 20));
  }
};
