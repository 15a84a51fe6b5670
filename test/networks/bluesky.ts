/** Bluesky: real PDS, and the AppView where it is asked for. */
import { type BlueskyOptions, type BlueskyPeer, startBluesky } from "../peers/bluesky.ts";
import type { BlueskyAgent, RecordRef } from "../peers/bluesky-agent.ts";
import { connectByForm, reconnectByForm, type Said, type Stage } from "./stage.ts";

export interface BlueskyStage extends Stage {
  peer: BlueskyPeer;
}

export async function startBlueskyStage(options: BlueskyOptions = { appView: true }): Promise<BlueskyStage> {
  const peer = await startBluesky(options);
  return {
    network: "bluesky",
    peer,
    stop: () => peer.stop(),
    async brand(name) {
      const account = await peer.createAccount(name);
      const otherAccount = await peer.createAccount(`${name}-friend`);
      const other = await peer.agent(otherAccount);
      const own = await peer.agent(account);
      await other.setProfile({ displayName: "Theo Whitlock" });
      const posts = new Map<string, RecordRef>();
      const keep = (ref: RecordRef, text: string): Said => {
        posts.set(ref.uri, ref);
        return { externalId: ref.uri, text };
      };
      let password = account.appPassword;
      const form = () => ({ handle: account.handle, appPassword: password, service: peer.pdsUrl });
      /** The brand's words as anybody can read them from its repository. */
      const records = async (text: string) =>
        (
          await other.call<{ records: Array<RecordRef & { value: { text: string } }> }>(
            "com.atproto.repo.listRecords",
            { params: { repo: account.did, collection: "app.bsky.feed.post", limit: 100 } },
          )
        ).records.filter(({ value }) => value.text.includes(text));
      return {
        handle: account.handle,
        connect: (client, more) => connectByForm(client, "bluesky", form(), more?.deskId),
        async reconnect(client, id) {
          const made = await own.call<{ password: string }>("com.atproto.server.createAppPassword", {
            body: { name: "rapport again" },
          });
          password = made.password;
          return reconnectByForm(client, id, form());
        },
        says: async (text) => keep(await mention(other, account, text), text),
        standing: async (text) =>
          (await records(text)).map(({ uri }) => ({
            externalId: uri,
            url: `https://bsky.app/profile/${account.handle}/post/${uri.split("/").at(-1)}`,
          })),
        async answers(brandText, text) {
          const [ours] = await records(brandText);
          if (!ours) throw new Error(`the brand never said: ${brandText}`);
          return keep(await other.reply({ uri: ours.uri, cid: ours.cid }, text), text);
        },
        erases: ({ externalId }) => other.delete(externalId),
      };
    },
  };
}

/** A post that mentions the brand, as an app writes it. */
export function mention(
  by: BlueskyAgent,
  brand: { handle: string; did: string },
  text: string,
): Promise<RecordRef> {
  const hail = `@${brand.handle}`;
  const features = [{ $type: "app.bsky.richtext.facet#mention", did: brand.did }];
  return by.post(`${hail} ${text}`, {
    facets: [{ index: { byteStart: 0, byteEnd: hail.length }, features }],
  });
}
