/** A browser, the product, and a brand on two networks: a real Bluesky server, and one that keeps to Mastodon's letter. */
import { after, before } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { type BlueskyPeer, startBluesky } from "../peers/bluesky.ts";
import type { BlueskyAgent } from "../peers/bluesky-agent.ts";
import { type StandIn, startStandIn } from "../peers/mastodon-stand-in.ts";
import { type Look, openBrowser } from "./browser.ts";
import { at, open } from "./person-at.ts";
import { foundWorkspace, joinTeam, openProduct, type Person, type Product } from "./product.ts";

interface Said {
  text: string;
  reply?: { parent: { uri: string }; root: { uri: string } };
  embed?: {
    images?: { alt: string }[];
    record?: { record?: { uri: string } };
    media?: { external?: { title: string } };
  };
}

/** A picture of one colour. */
export const picture = (width: number, height: number, background: string): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

/** The words of a part, by its name. */
export const text = (page: Page, name = "Text") => page.getByRole("textbox", { name, exact: true });
/** Until the server has all that was written. */
export const kept = (page: Page) => page.getByText("Kept", { exact: true }).waitFor();

/** Call once at the top of a test file. */
export function publishingStage() {
  let browser: Browser;
  let bluesky: BlueskyPeer;
  let skies: BlueskyAgent;
  let brandDid: string;
  let product: Product;
  let mastodon: StandIn;
  let owner: Person;
  let teo: Person;
  let channelIds: string[];

  before(async () => {
    [browser, product, bluesky, mastodon] = await Promise.all([
      openBrowser(),
      openProduct(),
      startBluesky(),
      startStandIn(),
    ]);
    owner = await foundWorkspace(product);
    teo = await joinTeam(
      owner,
      product.origin,
      { name: "Teo Marin", email: "teo@juniper.test", password: "correct horse battery" },
      { timeZone: "Europe/Madrid" },
    );
    const account = await bluesky.createAccount("juniper");
    const { handle, appPassword } = account;
    brandDid = account.did;
    skies = await bluesky.agent(account);
    const connect = async (network: string, input: Record<string, string>): Promise<string> =>
      (await owner.ask("POST", "/channels", { network, input })).channel.id;
    channelIds = [
      await connect("bluesky", { handle, appPassword, service: bluesky.pdsUrl }),
      await connect("mastodon", { server: mastodon.url, accessToken: mastodon.token }),
    ];
  });
  after(async () => {
    await browser?.close();
    await product?.close();
    await Promise.all([bluesky?.stop(), mastodon?.stop()]);
  });

  return {
    get product() {
      return product;
    },
    get mastodon() {
      return mastodon;
    },
    get owner() {
      return owner;
    },
    get teo() {
      return teo;
    },
    /** Bluesky, then Mastodon. */
    get channelIds() {
      return channelIds;
    },
    /** Somebody at a browser; the owner, unless it is said who. */
    personAt: (look: Look = {}, who = owner): Promise<BrowserContext> =>
      at(browser, product.origin, look, who),
    /** A draft for both channels. */
    begin: (by: Person, words: string): Promise<{ id: string }> =>
      by.ask("POST", "/posts", {
        id: crypto.randomUUID(),
        zone: "Europe/Madrid",
        channelIds,
        base: { parts: [{ text: words, media: [] }] },
      }),
    postAt: (person: BrowserContext, id: string) => open(person, `${product.origin}/publishing/posts/${id}`),
    /** What stands on the brand's own Bluesky account, the oldest first. */
    async skySaid(): Promise<{ uri: string; value: Said }[]> {
      const { records } = await skies.call<{ records: { uri: string; value: Said }[] }>(
        "com.atproto.repo.listRecords",
        { params: { repo: brandDid, collection: "app.bsky.feed.post", limit: 100 } },
      );
      return records.reverse();
    },
    tootsSaid: () =>
      mastodon.asked
        .filter(
          ({ method, path, status }) => method === "POST" && path === "/api/v1/statuses" && status === 200,
        )
        .map(({ json }) => json as { status: string; spoiler_text?: string; poll?: { options: string[] } }),
  };
}
