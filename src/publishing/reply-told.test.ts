/** Whom a reply is told about, and what they are told. */
import assert from "node:assert/strict";
import { after, afterEach, before, it } from "node:test";
import { draftOf, saveDraft } from "../inbox/draft.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { phrase } from "../team/notification.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

onBothEngines("around a reply", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());
  afterEach(() => brand.rest());

  it("who types is told when the answer reaches somebody else than who wrote", async () => {
    const heard = await brand.hear("Where do I write to?", { by: "ana" });
    const check = async () => {
      const asked = { targetId: heard.targetId, text: "To us." };
      const path = `/conversations/${heard.conversationId}/reply-check`;
      const { body } = await brand.as("mia", "POST", path, asked, { "accept-language": "es" });
      return [body.verdict, body.reasons.find((each: Body) => each.rule === "other-address")?.message];
    };
    assert.deepEqual(await check(), ["allow", undefined]);
    brand.network.recipients = ["desk@net.test"];
    const [verdict, message] = await check();
    brand.network.recipients = undefined;
    assert.equal(verdict, "allow");
    assert.match(message, /va a desk@net\.test, no a @ana/);
  });

  const told = () =>
    brand.inside(async () => {
      const rows = await db()
        .selectFrom("notification")
        .where("kind", "=", "reply-held")
        .select(["user_id", "data"])
        .orderBy("created_at")
        .execute();
      await db().deleteFrom("notification").execute();
      return rows;
    });
  const nameOf = (id: string) => ["ana", "leo", "mia", "tom", "gus"].find((name) => brand.user(name) === id);
  const elsewhere = (conversationId: string) =>
    brand.inside(() =>
      db()
        .updateTable("conversation")
        .set({ desk_id: brand.desks.sales })
        .where("id", "=", conversationId)
        .execute(),
    );

  it("owners and leads hear of a member's reply that the gate holds, and where it is", async () => {
    const heard = await brand.hear("How much is it?");
    await elsewhere(heard.conversationId);
    const { body } = await brand.reply("mia", heard, "Nine euros.");
    assert.equal(body.status, "held");
    const rows = await told();
    assert.deepEqual(rows.map((row) => nameOf(row.user_id)).sort(), ["ana", "leo"]);
    const path = `/inbox/c/${heard.conversationId}`;
    assert.deepEqual(rows[0]?.data, { by: "Mia Vega", what: "Nine euros.\n\n— Mia Vega", path });
    assert.equal(
      phrase("reply-held", { by: "Mia" }, "es"),
      "Una respuesta de Mia espera el visto bueno de un responsable",
    );
  });

  it("where a lead works at the desk, the other leads are left in peace", async () => {
    const at = { workspace_id: brand.workspace, desk_id: brand.desks.sales };
    const [leo, tom] = [brand.user("leo"), brand.user("tom")];
    await brand.inside(async () => {
      await db().updateTable("teammate").set({ role: "lead" }).where("user_id", "=", tom).execute();
      await db()
        .insertInto("teammate_desk")
        .values({ ...at, user_id: leo })
        .execute();
    });
    const heard = await brand.hear("And the large one?");
    await elsewhere(heard.conversationId);
    const { body } = await brand.reply("mia", heard, "Twelve euros, with a plate to share.");
    assert.equal(body.status, "held");
    assert.deepEqual((await told()).map((row) => nameOf(row.user_id)).sort(), ["ana", "leo"]);
    await brand.reply("mia", await brand.hear("Are you open?"), "All day long, from seven in the morning.");
    assert.deepEqual(await told(), [], "nobody, for what is not held");
  });

  it("its author's draft is gone for good, that of a colleague stays, and a program takes none away", async () => {
    const heard = await brand.hear("Still open?");
    const { conversationId } = heard;
    const content = { text: "We are.", targetId: null, visibility: null, contentWarning: null, media: [] };
    const drafts = () =>
      brand.inside(async () => [
        (await draftOf(conversationId, brand.user("mia")))?.text,
        (await draftOf(conversationId, brand.user("tom")))?.text,
      ]);
    await brand.inside(async () => {
      for (const name of ["mia", "tom"]) await saveDraft(conversationId, brand.user(name), content, null);
    });
    const path = `/conversations/${conversationId}/replies`;
    const body = { id: newId(), targetId: heard.targetId, text: "We are open until ten tonight." };
    assert.equal((await brand.as("mia", "POST", path, { ...body, text: " " })).status, 409);
    assert.deepEqual(await drafts(), ["We are.", "We are."], "what was denied is still being written");
    const key = { "x-test-scopes": "replies:write" };
    const program = { ...body, id: newId(), text: "An automatic word, from a program of ours." };
    assert.equal((await brand.as("mia", "POST", path, program, key)).status, 200);
    assert.deepEqual(await drafts(), ["We are.", "We are."]);
    assert.equal((await brand.as("mia", "POST", path, body)).status, 200);
    assert.deepEqual(await drafts(), [undefined, "We are."]);
  });
});
