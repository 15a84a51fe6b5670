/** The journey that every network with answers makes, on both databases, against its real servers. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Loose } from "../client.ts";
import { eventually } from "../client.ts";
import type { BrandAccount, Stage } from "../networks/stage.ts";
import { type PeerName, peerMissing } from "../peers/available.ts";
import { onBothDatabases, type Product } from "../product.ts";
import { foundTeam } from "../world.ts";
import { arrived, complete, reply, sentOnce } from "./walk.ts";

export interface JourneyOptions {
  title: string;
  needs: PeerName;
  start(): Promise<Stage>;
  /** What the community says, what the team answers, and what is answered to that. */
  saying: { text: string; reply: string; answer: string; subject?: string };
  /** How the author is shown. */
  author?: string;
  /** The links of receipts. Absent: the network has none. */
  link?: RegExp;
  /** The network shows that an author removed a message. */
  removal?: boolean;
  /** What the advice says when the network no longer takes our credentials. Absent: it goes on for hours. */
  revocable?: RegExp;
}

export function conversationJourney(options: JourneyOptions): void {
  const missing = peerMissing(options.needs);
  if (missing && process.env.CI === "true") throw new Error(missing);
  const skip = missing ?? false;
  let stage: Stage;
  before(async () => {
    if (!missing) stage = await options.start();
  });
  after(() => stage?.stop());

  onBothDatabases(options.title, (engine) => {
    let product: Product;
    let people: Awaited<ReturnType<typeof foundTeam>>;
    let account: BrandAccount;
    let channel: Loose;
    before(async () => {
      if (missing) return;
      product = await engine.start();
      people = await foundTeam(product, "marcus", "lucia");
      account = await stage.brand(engine.name);
    });
    after(() => product?.stop());
    const { saying } = options;
    let conversationId: string;
    let messageId: string;
    let removed: string;

    test("a lead connects the channel, and its completeness is shown", { skip }, async () => {
      await people.lucia.expect(403, "POST", "/channels", { network: stage.network, input: {} });
      channel = await account.connect(people.marcus, { deskId: people.desks.community as string });
      assert.equal(channel.status, "active");
      assert.equal(channel.canReply, true);
      const well = await complete(people.marcus, channel.id);
      assert.equal(well.fault, null);
      const summary = await people.lucia.get("/inbox/summary");
      assert.deepEqual(
        summary.channels.map((each: Loose) => each.id),
        [channel.id],
      );
    });

    test("what somebody says arrives in the inbox, as a conversation that waits for us", {
      skip,
    }, async () => {
      const live = await people.lucia.listen();
      const said = await account.says(saying.text, saying.subject ? { subject: saying.subject } : {});
      const { thread, message } = await arrived(people.lucia, channel.id, said);
      live.close();
      conversationId = thread.conversation.id;
      messageId = message.id;
      assert.ok(message.text.includes(saying.text), message.text);
      assert.equal(message.own, false);
      assert.equal(message.addressed, true);
      assert.equal(thread.conversation.status, "open");
      assert.equal(thread.conversation.deskId, people.desks.community);
      assert.ok(thread.conversation.waitingSince);
      // Where the network keeps names from strangers (snac2 until it has seen the profile), the handle stands for it.
      if (options.author) assert.equal(thread.conversation.person.name, options.author);
      else assert.ok(thread.conversation.person.name);
      if (saying.subject) assert.equal(thread.conversation.subject, saying.subject);
      const told = live.heard.filter(({ topic }) => topic === "conversations").flatMap(({ ids }) => ids);
      assert.ok(told.includes(conversationId), "the open browser heard of it");
      const person = await people.lucia.get(`/people/${thread.conversation.person.id}`);
      assert.equal(person.identities[0].network, stage.network);
      assert.equal(person.messageCount, 1);
    });

    if (options.removal)
      test("somebody says something and removes it again", { skip }, async () => {
        const said = await account.says("I should not have posted my telephone number, 956 000 000.");
        const { thread, message } = await arrived(people.lucia, channel.id, said);
        assert.ok(message.text.includes("956 000 000"));
        removed = thread.conversation.id;
        await account.erases?.(said);
      });

    test("it is handed to the desk that can answer, and given to a teammate there, who hears of it", {
      skip,
    }, async () => {
      const reason = "Lucía knows what is in every cake.";
      const path = `/conversations/${conversationId}`;
      const handed = await people.marcus.post(`${path}/hand-over`, { deskId: people.desks.support, reason });
      assert.equal(handed.conversations[0].deskId, people.desks.support);
      await people.marcus.put(`${path}/assignment`, { userId: people.ids.lucia });
      const thread = await people.lucia.get(path);
      assert.equal(thread.conversation.assigneeId, people.ids.lucia);
      assert.equal(thread.handOvers[0].reason, reason);
      assert.equal(thread.mayHandBack, people.desks.community);
      const kinds = await eventually(async () => {
        const { notifications } = await people.lucia.get("/notifications");
        const found = notifications.map((each: Loose) => each.kind);
        return found.includes("assigned") && found.includes("handed-over") && found;
      }, "Lucía is told");
      assert.equal(kinds.length, 2);
      const mine = await people.lucia.all("/conversations?assignee=me");
      assert.deepEqual(
        mine.map((each: Loose) => each.id),
        [conversationId],
      );
    });

    test("her reply stands on the network once, and the thread shows its receipt", { skip }, async () => {
      const delivery = await reply(
        people.lucia,
        account,
        { conversationId, targetId: messageId },
        saying.reply,
      );
      if (options.link) assert.match(delivery.url, options.link);
      assert.equal(delivery.userId, people.ids.lucia);
      await eventually(async () => {
        await people.lucia.ask("POST", `/channels/${channel.id}/wake`);
        const thread = await people.lucia.get(`/conversations/${conversationId}`);
        const own = thread.messages.filter((each: Loose) => each.own);
        assert.equal(own.length, 1, "our own words stand in the thread once");
        assert.equal(own[0].deliveryId, delivery.id);
        assert.equal(own[0].parentId, messageId);
        assert.equal(thread.conversation.waitingSince, null, "nobody waits any more");
        return true;
      }, "the thread shows the reply");
    });

    test("their answer arrives in the same conversation and waits again", { skip }, async () => {
      const answer = await account.answers(saying.reply, saying.answer);
      const { thread, message } = await arrived(people.lucia, channel.id, answer);
      assert.equal(thread.conversation.id, conversationId);
      assert.ok(message.text.includes(saying.answer), message.text);
      assert.ok(!message.text.includes(saying.reply), "what they quoted is folded away");
      assert.ok(thread.conversation.waitingSince);
      assert.equal(thread.conversation.messageCount, 3);
      const closed = await people.lucia.post(`/conversations/${conversationId}/closure`, {
        outcome: "thanks",
      });
      assert.equal(closed.conversations[0].status, "closed");
      assert.equal((await account.standing(saying.reply)).length, 1, "and still our reply stands there once");
    });

    if (options.removal)
      test("what its author removed is shown as removed, and its text is forgotten", { skip }, async () => {
        await eventually(
          async () => {
            await people.lucia.ask("POST", `/channels/${channel.id}/wake`);
            const { messages } = await people.lucia.get(`/conversations/${removed}`);
            return messages[0].deletedAt !== null && messages[0].text === "" && messages[0].html === null;
          },
          "the removal is seen",
          180_000,
        );
        const found = await people.lucia.get(`/search?q=${encodeURIComponent("956 000 000")}`);
        assert.deepEqual(found.rows, []);
      });

    if (options.revocable)
      test("a revoked password says what to do, and connecting again brings what was missed", {
        skip,
      }, async () => {
        await account.revoke?.();
        const broken = await eventually(
          async () => {
            await people.marcus.ask("POST", `/channels/${channel.id}/check`);
            const now = await people.marcus.get(`/channels/${channel.id}`);
            return now.status === "needs-you" && now;
          },
          "the channel needs somebody",
          180_000,
        );
        assert.equal(broken.fault.tag, "authorisation");
        assert.match(broken.fault.advice, options.revocable as RegExp);
        const summary = await people.lucia.get("/inbox/summary");
        assert.equal(summary.channels[0].status, "needs-you", "the inbox says so, too");
        await eventually(async () => {
          const { notifications } = await people.marcus.get("/notifications");
          return notifications.some((each: Loose) => each.kind === "channel-broken");
        }, "the leads are told");
        const meanwhile = await account.says("Are you there? The shop's door says closed.");
        const again = await account.reconnect?.(people.marcus, channel.id);
        assert.equal(again.id, channel.id);
        assert.equal(again.status, "active");
        await arrived(people.lucia, channel.id, meanwhile);
      });

    test("the product stops when it is asked to, and what was said stays", { skip }, async () => {
      assert.equal(await product.leave(), 0, product.log());
      await product.start();
      const thread = await people.lucia.get(`/conversations/${conversationId}`);
      assert.equal(thread.messages.length, 3);
      await sentOnce(people.lucia, account, conversationId, saying.reply);
    });
  });
}
