/** What every network's journey does: walks of one conversation through the product, by its API alone. */
import assert from "node:assert/strict";
import { type Client, eventually, type Loose } from "../client.ts";
import type { BrandAccount, Said } from "../networks/stage.ts";

/** Waits until a message is in the inbox; answers its conversation (as the thread shows it) and the message. */
export async function arrived(
  client: Client,
  channelId: string,
  said: Pick<Said, "externalId">,
): Promise<{ thread: Loose; message: Loose }> {
  return eventually(async () => {
    await client.ask("POST", `/channels/${channelId}/wake`);
    for (const row of await client.all(`/conversations?status=any&channel=${channelId}`)) {
      const thread = await client.get(`/conversations/${row.id}`);
      const found = thread.messages.filter((each: Loose) => each.externalId === said.externalId);
      assert.ok(found.length <= 1, "a message is there once");
      if (found[0]) return { thread, message: found[0] };
    }
    return undefined;
  }, `${said.externalId} is in the inbox`);
}

/** The first pass is over: from here on the channel tells to which moment it is complete. */
export async function complete(client: Client, channelId: string): Promise<Loose> {
  return eventually(async () => {
    const channel = await client.get(`/channels/${channelId}`);
    return (
      channel.completeTo !== null &&
      channel.streams.every((each: Loose) => each.firstPassDone || each.name.startsWith("@")) &&
      channel
    );
  }, "the first pass is over");
}

/** Replies, waits until it is sent, and asserts that it stands on the network once, where the receipt says. */
export async function reply(
  client: Client,
  account: BrandAccount,
  where: { conversationId: string; targetId: string },
  text: string,
): Promise<Loose> {
  const id = crypto.randomUUID();
  const path = `/conversations/${where.conversationId}/replies`;
  const ordered = await client.post(path, { id, targetId: where.targetId, text });
  assert.equal(ordered.id, id);
  // The order whose answer was lost is given again: it is the same one.
  assert.equal((await client.post(path, { id, targetId: where.targetId, text })).id, id);
  const delivery = await eventually(async () => {
    const { rows } = await client.get(`/conversations/${where.conversationId}/deliveries`);
    const found = rows.filter((each: Loose) => each.id === id);
    assert.equal(found.length, 1);
    assert.ok(!["failed", "unknown", "held"].includes(found[0].status), JSON.stringify(found[0]));
    return found[0].status === "sent" && found[0];
  }, `the reply "${text}" is sent`);
  const standing = await eventually(async () => {
    const found = await account.standing(text);
    return found.length > 0 && found;
  }, `the reply "${text}" stands on the network`);
  assert.equal(standing.length, 1, "it stands there once");
  assert.equal(delivery.externalId, standing[0]?.externalId, "the receipt names what stands there");
  if (standing[0]?.url) assert.equal(delivery.url, standing[0].url, "the link leads to it");
  return delivery;
}

/** One delivery of this text is recorded as sent, and it stands on the network once. */
export async function sentOnce(
  client: Client,
  account: BrandAccount,
  conversationId: string,
  text: string,
): Promise<void> {
  const { rows } = await client.get(`/conversations/${conversationId}/deliveries`);
  assert.deepEqual(
    rows.filter((each: Loose) => each.text.includes(text)).map((each: Loose) => each.status),
    ["sent"],
  );
  assert.equal((await account.standing(text)).length, 1);
}
