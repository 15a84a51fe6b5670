/** Takes the pictures of the README: the demonstration's workspace in a real browser. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { type Look, openBrowser, visit } from "../../test/browser/browser.ts";
import type { Client } from "../../test/client.ts";
import type { Plan } from "./plan.ts";
import { findMessage } from "./work.ts";

interface Picture {
  name: string;
  look: Look;
  /** The screen's address, and what to type there before the picture is taken. */
  path: string;
  keys?: string[];
  text?: string;
}

/** PNG files in `folder`, each as small as a palette of 256 colours makes it. */
export async function takePictures(
  client: Client,
  plan: Plan,
  folder: string,
  tell: (line: string) => void,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const desktop = { width: 1600, height: 1000, locale: "en-GB" };
  const at = async (words: string) => `/inbox/c/${(await findMessage(client, words)).conversationId}`;
  const inTwoWeeks = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
  const pictures: Picture[] = [
    { name: "inbox", look: desktop, path: await at("Sugar bread from my grandmother") },
    {
      name: "reply",
      look: { ...desktop, theme: "dark" },
      path: await at("seeded rye"),
      keys: ["r"],
      text: "It is! Two trays come out at nine. Tell me your name and I will keep a loaf under the counter.",
    },
    { name: "composer", look: { ...desktop, height: 1080 }, path: `/publishing/posts/${plan.draft}` },
    { name: "calendar", look: desktop, path: `/calendar?day=${inTwoWeeks}` },
    { name: "story", look: { ...desktop, theme: "dark" }, path: `/publishing/posts/${plan.out}` },
    { name: "channels", look: { ...desktop, height: 620 }, path: "/channels" },
    {
      name: "phone",
      look: { width: 390, height: 844, locale: "en-GB" },
      path: await at("the canteen at the printworks"),
    },
  ];
  const browser = await openBrowser();
  try {
    for (const { name, look, path, keys = [], text } of pictures) {
      const { page, close } = await visit(browser, client.origin, look);
      await page
        .context()
        .addCookies([...client.cookies].map(([key, value]) => ({ name: key, value, url: client.origin })));
      await page.goto(`${client.origin}${path}`);
      await page.locator("#main").first().waitFor();
      await settled();
      for (const key of keys) await page.keyboard.press(key);
      if (text) await page.keyboard.type(text);
      await settled();
      const file = join(folder, `${name}.png`);
      await sharp(await page.screenshot())
        .png({ palette: true, quality: 92, effort: 10, compressionLevel: 9 })
        .toFile(file);
      tell(file);
      await close();

      /** Pictures come through Rapport's own proxy, and the event stream never ends: quiet is a second without news. */
      async function settled(): Promise<void> {
        // Asked from outside: the page's own policy lets it evaluate no text.
        while (!(await page.evaluate("[...document.images].every((image) => image.complete)")))
          await page.waitForTimeout(100);
        await page.waitForTimeout(1_500);
      }
    }
  } finally {
    await browser.close();
  }
}
