/** A team at work on one inbox: joining, roles, who is where, changes and undoing them, notes, and what each one hears. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Client, eventually, type Loose } from "../client.ts";
import { connectByForm } from "../networks/stage.ts";
import { type FeedPeer, startFeed } from "../peers/feed.ts";
import { onBothDatabases, type Product } from "../product.ts";
import { brand, foundTeam, team } from "../world.ts";
import { arrived } from "./walk.ts";

onBothDatabases("A team", (engine) => {
  let feed: FeedPeer;
  let product: Product;
  let people: Awaited<ReturnType<typeof foundTeam>>;
  let channel: Loose;
  const conversations: string[] = [];
  before(async () => {
    feed = await startFeed("La Viña Hoy");
    product = await engine.start();
  });
  after(async () => {
    await product?.stop();
    await feed?.stop();
  });
  const opened = async (client: Client, ids: string[]): Promise<Loose[]> =>
    Promise.all(ids.map(async (id) => (await client.get(`/conversations/${id}`)).conversation));

  test("the first run makes the owner and the workspace, once", async () => {
    const stranger = product.client("stranger");
    assert.equal((await stranger.get("/session")).firstRun, true);
    people = await foundTeam(product, "marcus", "lucia", "tom");
    assert.equal((await stranger.get("/session")).firstRun, false);
    const again = { ...team.marcus, workspaceName: "Mine now" };
    await stranger.expect(409, "POST", "/first-run", again);
    const session = await people.ines.get("/session");
    assert.equal(session.workspace.name, brand.name);
    assert.equal(session.teammate.role, "owner");
    const { teammates } = await people.tom.get("/teammates");
    assert.deepEqual(
      new Set(teammates.map((each: Loose) => `${each.name}, ${each.role}`)),
      new Set(Object.values(team).map(({ name, role }) => `${name}, ${role}`)),
    );
  });

  test("a link lets one person in, and no second one; roles decide who may make it", async () => {
    await people.lucia.expect(403, "POST", "/invitations", { role: "guest" });
    await people.marcus.expect(403, "POST", "/invitations", { role: "owner" });
    const { link } = await people.marcus.post("/invitations", { role: "guest" });
    const door = `/invitations/by-token/${link.split("/").at(-1)}`;
    const pepa = product.client("pepa");
    const seen = await pepa.get(door);
    assert.deepEqual([seen.workspace, seen.invitedBy, seen.role], [brand.name, team.marcus.name, "guest"]);
    const draft = { name: "Pepa Lago", email: "pepa@brisa.test", password: "cuentas claras siempre" };
    await pepa.post(`${door}/acceptance`, draft);
    await product
      .client("late")
      .expect(409, "POST", `${door}/acceptance`, { ...draft, email: "late@brisa.test" });
    await people.marcus.post(`/teammates/${(await pepa.get("/session")).user.id}/departure`);
    await pepa.expect(404, "GET", "/conversations");
  });

  test("what arrives is heard by everybody at once, without asking", async () => {
    const [lucia, tom] = [await people.lucia.listen(), await people.tom.listen()];
    channel = await connectByForm(people.marcus, "feed", { address: feed.rssUrl }, people.desks.community);
    for (const title of ["Pan de centeno", "Bizcocho de limón", "Tarta de almendra"]) {
      const item = feed.add({ title });
      const { thread } = await arrived(people.lucia, channel.id, { externalId: item.id });
      conversations.push(thread.conversation.id);
    }
    for (const line of [lucia, tom])
      await eventually(() => {
        const heard = line.heard.flatMap(({ topic, ids }) => (topic === "conversations" ? ids : []));
        return conversations.every((id) => heard.includes(id));
      }, "everybody hears of the conversations");
    lucia.close();
    tom.close();
  });

  test("who writes is seen by who reads, and is gone when they leave", async () => {
    const [id] = conversations;
    const lucia = await people.lucia.listen();
    await people.marcus.put(`/conversations/${id}/presence`, { tab: "one", doing: "writing" });
    await eventually(
      () => lucia.heard.some(({ topic }) => topic === "presence"),
      "Lucía hears that somebody is there",
    );
    const { present } = await people.lucia.get(`/conversations/${id}`);
    assert.deepEqual(
      present.map((each: Loose) => [each.userId, each.doing]),
      [[people.ids.marcus, "writing"]],
    );
    await people.marcus.delete(`/conversations/${id}/presence?tab=one`);
    assert.deepEqual((await people.lucia.get(`/conversations/${id}`)).present, []);
    lucia.close();
  });

  test("two who change the same are not both right: the slower one sees how it stands", async () => {
    const [id] = conversations;
    const [before_] = await opened(people.lucia, [id as string]);
    await people.marcus.put(`/conversations/${id}/priority`, { priority: 2, version: before_.version });
    const late = await people.lucia.expect(409, "PUT", `/conversations/${id}/priority`, {
      priority: 3,
      version: before_.version,
    });
    assert.equal(late.error.data.conversations[0].priority, 2);
    await people.tom.expect(403, "PUT", `/conversations/${id}/priority`, { priority: 1 });
  });

  test("many are changed at once, all or none, and all of it is taken back", async () => {
    const were = await opened(people.lucia, conversations);
    const close = { verb: "close", outcome: "story" };
    const missing = [...conversations, crypto.randomUUID()];
    await people.lucia.expect(404, "POST", "/bulk-changes", { ids: missing, change: close });
    assert.deepEqual(await opened(people.lucia, conversations), were);
    const { changeId } = await people.lucia.post("/bulk-changes", { ids: conversations, change: close });
    for (const { status, outcome } of await opened(people.tom, conversations))
      assert.deepEqual([status, outcome], ["closed", "story"]);
    await people.tom.expect(403, "POST", `/changes/${changeId}/undoing`);
    await people.lucia.post(`/changes/${changeId}/undoing`);
    const standing = (rows: Loose[]) =>
      rows.map(({ status, outcome, deskId, assigneeId }) => ({ status, outcome, deskId, assigneeId }));
    assert.deepEqual(standing(await opened(people.lucia, conversations)), standing(were));
    await people.lucia.expect(409, "POST", `/changes/${changeId}/undoing`);
  });

  test("a conversation goes to another desk and back, with its reasons", async () => {
    const [, id] = conversations;
    const path = `/conversations/${id}`;
    await people.marcus.post(`${path}/hand-over`, {
      deskId: people.desks.sales,
      reason: "They want thirty loaves.",
    });
    await people.lucia.post(`${path}/hand-back`, { reason: "They have ordered. Say thank you!" });
    const thread = await people.ines.get(path);
    assert.equal(thread.conversation.deskId, people.desks.community);
    assert.deepEqual(
      thread.handOvers.map((each: Loose) => [each.toDeskId, each.back, each.byId]),
      [
        [people.desks.sales, false, people.ids.marcus],
        [people.desks.community, true, people.ids.lucia],
      ],
    );
  });

  test("a note that names somebody reaches them, and nobody else", async () => {
    const [id] = conversations;
    const [lucia, tom] = [await people.lucia.listen(), await people.tom.listen()];
    const text = "@Lucía ¿lo llevas tú? They asked about nuts.";
    await people.marcus.post(`/conversations/${id}/notes`, { text, mentions: [people.ids.lucia] });
    const told = await eventually(async () => {
      const { notifications } = await people.lucia.get("/notifications?unread=true");
      return notifications.find((each: Loose) => each.kind === "mentioned");
    }, "Lucía is told");
    assert.equal(told.data.by, team.marcus.name);
    const heardOf = ({ heard }: Awaited<ReturnType<Client["listen"]>>, who: string): boolean =>
      heard.some(({ topic, ids }) => topic === "notifications" && ids.includes(who));
    await eventually(() => heardOf(lucia, people.ids.lucia), "her browser hears of it");
    assert.ok(!heardOf(tom, people.ids.tom), "there is nothing for Tom");
    assert.deepEqual((await people.tom.get("/notifications")).notifications, []);
    assert.equal((await people.lucia.post("/notifications/reading", { all: true })).unread, 0);
    lucia.close();
    tom.close();
  });

  test("an event stream tells of its own workspace alone", async () => {
    const other = product.client("other");
    const { email, password } = team.ines;
    await other.post("/auth/sign-in/email", { email, password });
    const made = await other.post("/workspaces", { name: "Obrador vecino", timeZone: "Europe/Madrid" });
    other.workspace = made.workspace.id;
    const [there, here] = [await other.listen(), await people.lucia.listen()];
    const [id] = conversations;
    await people.lucia.put(`/conversations/${id}/priority`, { priority: 1 });
    await eventually(() => here.heard.some(({ ids }) => ids.includes(id as string)), "ours is heard here");
    const press = await startFeed("Otro barrio");
    try {
      const item = press.add({ title: "Algo suyo" });
      const theirs = await connectByForm(other, "feed", { address: press.rssUrl });
      const { thread } = await arrived(other, theirs.id, { externalId: item.id });
      const own = thread.conversation.id;
      // Whoever has just become a teammate is sent out once to come in again: what happens meanwhile is read, not heard.
      let priority = 1;
      await eventually(async () => {
        priority = 3 - priority;
        await other.put(`/conversations/${own}/priority`, { priority });
        return there.heard.some(({ ids }) => ids.includes(own));
      }, "theirs is heard there");
      assert.ok(!JSON.stringify(there.heard).includes(id as string), "nothing of ours came to them");
      assert.ok(!JSON.stringify(here.heard).includes(own), "nothing of theirs came to us");
    } finally {
      await press.stop();
      there.close();
      here.close();
    }
  });

  test("who leaves is out at once", async () => {
    await people.marcus.post(`/teammates/${people.ids.lucia}/departure`);
    await people.lucia.expect(404, "GET", "/conversations");
    const { teammates } = await people.ines.get("/teammates");
    assert.ok(!teammates.some((each: Loose) => each.id === people.ids.lucia));
  });
});
