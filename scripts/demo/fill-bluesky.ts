/** Fills a real Bluesky network with the demonstration's community, through the network's own API. */
import type { BlueskyAccount, BlueskyPeer } from "../../test/peers/bluesky.ts";
import type { BlueskyAgent, RecordRef } from "../../test/peers/bluesky-agent.ts";
import { brand } from "../../test/world.ts";
import { drawBrand, drawPortrait, drawTray, drawWorkshop } from "./draw.ts";
import { type ResidentName, residents } from "./people.ts";
import { followers, type Saying, threads } from "./sayings.ts";

export type Speaker = ResidentName | "brisa";

export interface BlueskyCommunity {
  account: BlueskyAccount;
  /** The brand's other account: the workshop behind the shop. */
  workshop: BlueskyAccount;
  agents: Record<Speaker, BlueskyAgent>;
  /** Every post by its text, for whoever has to find it again. */
  posts: Map<string, RecordRef>;
  say(saying: Pick<Saying, "by" | "text">, parent?: RecordRef): Promise<RecordRef>;
}

/** Accounts with portraits first, then everything that was said, oldest first. Takes about 15 s. */
export async function fillBluesky(peer: BlueskyPeer): Promise<BlueskyCommunity> {
  const account = await peer.createAccount(brand.handle);
  const agents = { brisa: await peer.agent(account) } as Record<Speaker, BlueskyAgent>;
  await introduce(agents.brisa, { displayName: brand.name, description: brand.about }, await drawBrand());
  for (const [who, { handle, name, about, looks }] of Object.entries(residents)) {
    const agent = await peer.agent(await peer.createAccount(handle));
    await introduce(agent, { displayName: name, description: about }, await drawPortrait(looks));
    agents[who as ResidentName] = agent;
  }
  const workshop = await peer.createAccount("obrador");
  await introduce(
    await peer.agent(workshop),
    { displayName: "El obrador de Brisa", description: "Lo que pasa aquí de noche." },
    await drawWorkshop(),
  );
  const community: BlueskyCommunity = {
    account,
    workshop,
    agents,
    posts: new Map(),
    async say({ by, text }, parent) {
      const made = await agents[by].post(text, await around(agents.brisa, account, text, parent));
      community.posts.set(text, made);
      return made;
    },
  };
  for (const [by, ago] of followers)
    await create(agents[by], "app.bsky.graph.follow", { subject: account.did }, ago);
  for (const thread of threads) await sayAll(community, thread, undefined);
  return community;
}

async function introduce(agent: BlueskyAgent, profile: Record<string, string>, picture: Buffer) {
  const avatar = await upload(agent, picture);
  await agent.call("com.atproto.repo.putRecord", {
    body: {
      repo: agent.did,
      collection: "app.bsky.actor.profile",
      rkey: "self",
      record: { $type: "app.bsky.actor.profile", ...profile, avatar },
    },
  });
}

async function upload(agent: BlueskyAgent, picture: Buffer): Promise<object> {
  const bytes = new Uint8Array(picture);
  const { blob } = await agent.call<{ blob: object }>("com.atproto.repo.uploadBlob", {
    body: bytes,
    type: "image/png",
  });
  return blob;
}

const timeOf = (ago: number): string => new Date(Date.now() - ago * 60_000).toISOString();

function create(agent: BlueskyAgent, collection: string, fields: object, ago: number): Promise<RecordRef> {
  const record = { $type: collection, ...fields, createdAt: timeOf(ago) };
  return agent.call<RecordRef>("com.atproto.repo.createRecord", {
    body: { repo: agent.did, collection, record },
  });
}

async function sayAll(community: BlueskyCommunity, saying: Saying, parent: RecordRef | undefined) {
  const { agents, account, posts } = community;
  const agent = agents[saying.by];
  const extra = await around(agents.brisa, account, saying.text, parent);
  if (saying.picture) {
    const image = await upload(agent, await drawTray());
    extra.embed = { $type: "app.bsky.embed.images", images: [{ image, alt: saying.alt ?? "" }] };
  }
  const said = await agent.post(saying.text, { ...extra, createdAt: timeOf(saying.ago) });
  posts.set(saying.text, said);
  const subject = { uri: said.uri, cid: said.cid };
  for (const [n, who] of (saying.likedBy ?? []).entries())
    await create(agents[who], "app.bsky.feed.like", { subject }, saying.ago - 3 - 7 * n);
  for (const quote of saying.quotes ?? [])
    await create(
      agents[quote.by],
      "app.bsky.feed.post",
      { text: quote.text, embed: { $type: "app.bsky.embed.record", record: subject } },
      quote.ago,
    );
  for (const answer of saying.answers ?? []) await sayAll(community, answer, subject);
}

/** What a post carries beside its text: the thread that it belongs to, and the brand's handle as a mention. */
async function around(
  reader: BlueskyAgent,
  account: BlueskyAccount,
  text: string,
  parent: RecordRef | undefined,
): Promise<Record<string, unknown>> {
  const extra: Record<string, unknown> = {};
  const hail = `@${account.handle}`;
  const start = text.indexOf(hail);
  if (start >= 0) {
    const byteStart = Buffer.byteLength(text.slice(0, start));
    const index = { byteStart, byteEnd: byteStart + hail.length };
    extra.facets = [{ index, features: [{ $type: "app.bsky.richtext.facet#mention", did: account.did }] }];
  }
  if (parent) {
    const [, , repo = "", collection = "", rkey = ""] = parent.uri.split("/");
    const params = { repo, collection, rkey };
    const above = await reader.call<{ value: { reply?: { root: RecordRef } } }>(
      "com.atproto.repo.getRecord",
      {
        params,
      },
    );
    extra.reply = { root: above.value.reply?.root ?? parent, parent };
  }
  return extra;
}
