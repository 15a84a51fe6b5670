import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { axe, type Look, openBrowser, shoot, visit } from "./browser.ts";
import { serveWeb } from "./serve-web.ts";

let browser: Browser;
let web: Awaited<ReturnType<typeof serveWeb>>;
before(async () => {
  [browser, web] = await Promise.all([openBrowser(), serveWeb()]);
});
after(async () => {
  await browser.close();
  await web.close();
});

const looks: Record<string, Look> = {
  light: { theme: "light" },
  dark: { theme: "dark" },
  phone: { theme: "light", width: 390, height: 844 },
  "phone-dark-es": { theme: "dark", width: 390, height: 844, locale: "es-ES" },
};

for (const [name, look] of Object.entries(looks)) {
  test(`style, ${name}: axe finds nothing, nothing leaves the server, nothing overflows`, async () => {
    const { page, strangers, complaints, close } = await visit(browser, `${web.origin}/_style`, look);
    await shoot(page, `style-${name}`, true);
    assert.deepEqual(await axe(page), []);
    assert.deepEqual(strangers, []);
    assert.deepEqual(complaints, []);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${overflow} px wider than the screen`);
    await close();
  });
}

test("the typefaces come from this origin and are the ones on the screen", async () => {
  const { page, close } = await visit(browser, `${web.origin}/_style`);
  const loaded = await page.evaluate(() =>
    [...document.fonts]
      .filter((font) => font.status === "loaded")
      .map((font) => font.family.replaceAll('"', "")),
  );
  assert.ok(
    loaded.includes("Instrument Sans Variable") && loaded.includes("Newsreader Variable"),
    loaded.join(", "),
  );
  await close();
});

test("a person whose browser speaks Spanish is met in Spanish", async () => {
  const { page, close } = await visit(browser, `${web.origin}/_style`, { locale: "es-MX" });
  assert.equal(await page.locator("html").getAttribute("lang"), "es");
  assert.ok(await page.getByRole("button", { name: "Responder" }).first().isVisible());
  await close();
});
