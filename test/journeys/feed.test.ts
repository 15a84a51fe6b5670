/** A feed: press and blogs are read, and nobody is promised that they could be answered there. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, type Loose } from "../client.ts";
import { connectByForm } from "../networks/stage.ts";
import { type FeedPeer, startFeed } from "../peers/feed.ts";
import { onBothDatabases, type Product } from "../product.ts";
import { community, foundTeam, sayings } from "../world.ts";
import { arrived, complete } from "./walk.ts";

onBothDatabases("A feed", (engine) => {
  let feed: FeedPeer;
  let product: Product;
  let people: Awaited<ReturnType<typeof foundTeam>>;
  let channel: Loose;
  const { press } = sayings;
  before(async () => {
    feed = await startFeed("La Viña Hoy");
    product = await engine.start();
    people = await foundTeam(product, "marcus", "lucia");
  });
  after(async () => {
    await product?.stop();
    await feed?.stop();
  });

  test("it is found by the address of its site, and says that it can be read only", async () => {
    feed.add({ title: "Se busca horno", html: "<p>Para el barrio.</p>" });
    const { rows } = await people.marcus.get("/networks");
    const network = rows.find((each: Loose) => each.network === "feed");
    assert.equal(network.canReply, false);
    assert.match(network.lacks.join(" "), /read only/);
    channel = await connectByForm(people.marcus, "feed", { address: feed.url }, people.desks.pr);
    assert.equal(channel.name, "La Viña Hoy");
    assert.equal(channel.canReply, false);
    people.lucia.language = "es";
    const inSpanish = await people.lucia.get(`/channels/${channel.id}`);
    assert.match(inSpanish.lacks.join(" "), /solo se puede leer/);
    await complete(people.marcus, channel.id);
  });

  test("an article arrives at the desk for the press, with its words and its address", async () => {
    const author = community.joan.name;
    const item = feed.add({ title: press.title, html: `<p>${press.text}</p>`, author });
    const { thread, message } = await arrived(people.lucia, channel.id, { externalId: item.id });
    assert.equal(message.subject, press.title);
    assert.ok(message.text.includes(press.text));
    assert.equal(message.url, item.url);
    assert.equal(message.author.name, author);
    assert.equal(thread.conversation.deskId, people.desks.pr);
    assert.equal(message.addressed, false, "nobody waits for an answer");
    assert.equal(thread.conversation.waitingSince, null);
  });

  test("a correction at the source is seen, as an edit of the same message", async () => {
    const item = feed.add({ title: "Diez socias, once hornos", html: "<p>Sic.</p>" });
    const { message } = await arrived(people.lucia, channel.id, { externalId: item.id });
    feed.edit(item.id, { title: "Diez socias, un horno", html: "<p>Corregido.</p>" });
    await eventually(async () => {
      const again = await arrived(people.lucia, channel.id, { externalId: item.id });
      assert.equal(again.message.id, message.id);
      return again.message.subject === "Diez socias, un horno" && again.message.editedAt !== null;
    }, "the correction is seen");
  });

  test("answering it is refused, with the reason", async () => {
    const item = feed.add({ title: "¿Qué pan hay mañana?", html: "<p>Una pregunta.</p>" });
    const { thread, message } = await arrived(people.lucia, channel.id, { externalId: item.id });
    const path = `/conversations/${thread.conversation.id}`;
    const order = { targetId: message.id, text: "De centeno." };
    const check = await people.lucia.post(`${path}/reply-check`, order);
    assert.equal(check.verdict, "deny");
    const refused = await people.lucia.expect(409, "POST", `${path}/replies`, {
      id: crypto.randomUUID(),
      ...order,
    });
    assert.ok(
      refused.error.data.reasons.some((each: Loose) => each.verdict === "deny" && each.message !== ""),
    );
    assert.deepEqual((await people.lucia.get(`${path}/deliveries`)).rows, []);
  });

  test("while the site is away the channel says so, and nothing is missing when it is back", async () => {
    feed.fail({ status: 503 }, 3);
    const item = feed.add({ title: "Volvemos el lunes", html: "<p>Después de las obras.</p>" });
    await eventually(async () => {
      await people.lucia.ask("POST", `/channels/${channel.id}/wake`);
      const { streams } = await people.lucia.get(`/channels/${channel.id}`);
      return streams[0].failures > 0 && streams[0].fault.message !== "";
    }, "the failure is shown");
    await arrived(people.lucia, channel.id, { externalId: item.id });
    const { streams, status } = await people.lucia.get(`/channels/${channel.id}`);
    assert.deepEqual([streams[0].failures, streams[0].fault, status], [0, null, "active"]);
  });

  test("an article is handed to the desk that it is about, read there, handed back and closed with its outcome", async () => {
    const item = feed.add({ title: "El pan que vuelve a casa", html: "<p>Un reportaje.</p>" });
    const { thread } = await arrived(people.marcus, channel.id, { externalId: item.id });
    const path = `/conversations/${thread.conversation.id}`;
    const reason = "They praise how we packed it.";
    await people.marcus.post(`${path}/hand-over`, { deskId: people.desks.support, reason });
    const there = await people.lucia.all(`/conversations?desk=${people.desks.support}`);
    assert.deepEqual(
      there.map((each: Loose) => each.id),
      [thread.conversation.id],
    );
    const handed = await people.lucia.get(path);
    assert.deepEqual([handed.handOvers[0].reason, handed.mayHandBack], [reason, people.desks.pr]);
    await people.lucia.post(`${path}/hand-back`, { reason: "Ours to thank for." });
    await people.ines.post(`${path}/closure`, { outcome: "story" });
    const { conversation, handOvers } = await people.ines.get(path);
    assert.deepEqual([conversation.status, conversation.outcome], ["closed", "story"]);
    assert.equal(conversation.deskId, people.desks.pr);
    assert.deepEqual(
      handOvers.map((each: Loose) => [each.toDeskId, each.back, each.byId]),
      [
        [people.desks.support, false, people.ids.marcus],
        [people.desks.pr, true, people.ids.lucia],
      ],
    );
    // The whole document is read again with the next article: what is closed stays closed.
    const next = feed.add({ title: "Otra cosa", html: "<p>Del mismo día.</p>" });
    await arrived(people.lucia, channel.id, { externalId: next.id });
    assert.equal((await people.ines.get(path)).conversation.status, "closed");
  });
});
