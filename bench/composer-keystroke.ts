import type { Page } from "playwright-core";
import { db, workspaceId } from "../src/kernel/scope.ts";
import { openBrowser } from "../test/browser/browser.ts";
import type { Bench } from "./bench.ts";
import { connectChannel, foundWorkspace, type Workspace } from "./community.ts";
import type { Figure } from "./figure.ts";
import { freePort } from "./npm-start.ts";
import { percentile } from "./statistics.ts";

const networks = ["bluesky", "bluesky", "bluesky", "mastodon", "mastodon", "mastodon"] as const;
/** Milliseconds between two keys: somebody who types fast. */
const pace = 90;

/**
 * The built web in Chromium, which draws as soon as there is something to draw instead of sixty times a second: what is
 * measured is work, and not the wait for a screen. From the key's own time until the task after the frame that shows it.
 */
export const composerKeystroke: Figure = {
  name: "composer.keystroke_ms_p95",
  means:
    "ms from a key in the composer to the end of the next frame, 6 channels and the gate's reasons beside, p95",
  target: () => ({ most: 16 }),
  perEngine: false,
  async measure(bench) {
    const { origin, workspace, path } = await openDraft(bench);
    const browser = await openBrowser(["--disable-frame-rate-limit", "--disable-gpu-vsync"]);
    bench.atEnd(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    const cookies = workspace.cookie.split("; ").map((each) => {
      const [name = "", value = ""] = each.split("=");
      return { name, value, url: origin };
    });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(`${origin}${path}`);
    const area = page.getByRole("textbox", { name: "Text", exact: true });
    await area.click();
    await page.keyboard.press("Control+End");
    // What is said of too long a text on the three networks that have a limit of 300.
    await page.keyboard.type(" And more", { delay: pace });
    await page.getByText(/300/).first().waitFor();
    await watchKeys(page);
    const words = " that many people want to know about today, and on Saturday as well;".repeat(3);
    await page.keyboard.type(bench.small ? words.slice(0, 10) : words, { delay: pace });
    const times = await page.evaluate<number[]>("keyTimes");
    bench.say(
      `${times.length} keys: p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms, worst ${Math.max(...times).toFixed(1)} ms`,
    );
    return { "": percentile(times, 0.95) };
  },
};

/** In the page: from each key's own time to the first task after the frame that shows it. */
const watchKeys = (page: Page): Promise<void> =>
  page.evaluate(`{
    window.keyTimes = [];
    const line = new MessageChannel();
    const begun = [];
    line.port1.onmessage = () => {
      for (const at of begun.splice(0)) keyTimes.push(performance.now() - at);
    };
    const watch = ({ timeStamp }) => requestAnimationFrame(() => {
      begun.push(timeStamp);
      line.port2.postMessage(undefined);
    });
    addEventListener("keydown", watch, true);
  }`);

/** A draft for six channels, three of which it is almost too long for, with the product serving it. */
async function openDraft(bench: Bench): Promise<{ origin: string; workspace: Workspace; path: string }> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const product = await bench.openProduct("composer_keystroke", { PORT: String(port), RAPPORT_URL: origin });
  const workspace = await foundWorkspace(product);
  const channelIds: string[] = [];
  for (const [index, network] of networks.entries()) {
    const id = await connectChannel(workspace, network, `brand-${index}`, workspace.deskIds[0]);
    channelIds.push(id);
    // Its network is not asked for anything here.
    await workspace.inside(() =>
      db()
        .updateTable("channel")
        .set({ server: network === "mastodon" ? "https://mastodon.example" : "https://bsky.social" })
        .where("workspace_id", "=", workspaceId())
        .where("id", "=", id)
        .execute(),
    );
  }
  const id = crypto.randomUUID();
  const text = "words of the day, ".repeat(17);
  const answer = await product.running.app.server.inject({
    method: "POST",
    url: "/api/posts",
    headers: { cookie: workspace.cookie, "rapport-workspace": workspace.id },
    payload: { id, zone: "Europe/Madrid", channelIds, base: { parts: [{ text, media: [] }] } },
  });
  if (answer.statusCode >= 300) throw new Error(`The draft was answered with ${answer.payload}`);
  return { origin, workspace, path: `/publishing/posts/${id}` };
}
