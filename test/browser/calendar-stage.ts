/** A browser, the whole product, and a brand with one channel whose posts stand in the calendar. */
import { after, before } from "node:test";
import type { Browser, Page } from "playwright-core";
import { registerConnectors } from "../../src/channels/index.ts";
import { ok } from "../../src/kernel/result.ts";
import { TestNetwork } from "../../src/publishing/test-network.ts";
import { openBrowser } from "./browser.ts";
import { foundWorkspace, openProduct, type Person, type Product } from "./product.ts";

export const zone = "Europe/Madrid";
export const entry = (page: Page, text: string) => page.locator("[data-entry]", { hasText: text });
export const dayCell = (page: Page, day: string) => page.locator(`[role=cell][data-date="${day}"]`);

/** Call once at the top of a test file; the rest can be asked once its tests run. */
export function calendarStage() {
  let browser: Browser;
  let product: Product;
  let owner: Person;
  let channelId: string;

  before(async () => {
    const network = new TestNetwork();
    [browser, product] = await Promise.all([openBrowser(), openProduct()]);
    registerConnectors([
      {
        ...network.connector(),
        streams: [{ name: "posts", every: 3600 }],
        begin: async () =>
          ok({
            step: "connected",
            account: { externalId: "juniper", handle: "@juniper", name: "Juniper Cycles" },
            credentials: { value: { token: "t" } },
            settings: {},
          }),
      },
    ]);
    owner = await foundWorkspace(product);
    const { channel } = await owner.ask("POST", "/channels", { network: network.name, input: {} });
    channelId = channel.id;
  });
  after(async () => {
    await browser?.close();
    await product?.close();
  });

  async function post(text: string, local?: string, more: object = {}, plan = true): Promise<string> {
    const id = crypto.randomUUID();
    await owner.ask("POST", "/posts", {
      id,
      zone,
      channelIds: [channelId],
      base: { parts: [{ text, media: [] }] },
      ...more,
    });
    if (local) await owner.ask("PUT", `/posts/${id}/time`, { time: { local, zone } });
    if (local && plan) await owner.ask("POST", `/posts/${id}/plan`, { at: "written" });
    return id;
  }
  const timeOf = async (id: string) => (await owner.ask("GET", `/posts/${id}`)).time;

  return {
    browser: () => browser,
    origin: () => product.origin,
    owner: () => owner,
    channelId: () => channelId,
    post,
    timeOf,
  };
}
