/** What somebody meets who replies: reasons while typing, holds and their release, refusals, files. */
import assert from "node:assert/strict";
import { after, afterEach, before, it } from "node:test";
import sharp from "sharp";
import { setStatus } from "../channels/channel-store.ts";
import { sqlState } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { changeConversations } from "../listening/index.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

onBothEngines("a reply", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());
  afterEach(() => brand.rest());

  const rules = (body: Body) =>
    (body.reasons ?? body.error.data.reasons).map((each: Body) => `${each.rule} ${each.verdict}`);
  const decisions = () =>
    brand.inside(() =>
      db()
        .selectFrom("decision")
        .where("workspace_id", "=", brand.workspace)
        .selectAll()
        .orderBy("id")
        .execute(),
    );

  it("is judged while it is typed, in the words of who types, and nothing is kept", async () => {
    const heard = await brand.hear("How long?");
    const check = (text: string, headers = {}) =>
      brand.as(
        "mia",
        "POST",
        `/conversations/${heard.conversationId}/reply-check`,
        { targetId: heard.targetId, text },
        headers,
      );
    const kept = (await decisions()).length;
    const fine = await check("Ten minutes.");
    assert.deepEqual(rules(fine.body), ["human-signature allow"]);
    assert.deepEqual(fine.body.count, { used: 24, most: 500, unit: "mastodon" });
    assert.equal(fine.body.signedText, "Ten minutes.\n\n— Mia Vega");
    const long = await check("a".repeat(600), { "accept-language": "es" });
    assert.equal(long.body.verdict, "deny");
    assert.match(long.body.reasons[0].message, /Sobran 112 para Testnet/);
    assert.equal((await decisions()).length, kept);
    assert.equal((await brand.deliveryOf(heard.conversationId)) ?? null, null);
  });

  it("that the gate denies says why, goes nowhere, and leaves its decision behind", async () => {
    const heard = await brand.hear("Undeliverable", { automatic: "bounce", addressed: false });
    const { status, body } = await brand.reply("leo", heard, "Try again please.");
    assert.equal(status, 409);
    assert.ok(rules(body).includes("automatic-sender deny"));
    const last = (await decisions()).at(-1);
    assert.equal(last?.verdict, "deny");
    assert.equal(last?.act.text, "Try again please.");
    assert.equal(last?.facts.teammate?.name, "Leo Sanz");
    assert.equal((await brand.deliveryOf(heard.conversationId)) ?? null, null);
  });

  it("cannot be decided otherwise afterwards: decisions are never changed or removed", async () => {
    const denied = (error: unknown) => sqlState(error) === "42501";
    const scoped = { workspace_id: brand.workspace };
    await assert.rejects(
      brand.inside(() =>
        db()
          .updateTable("decision")
          .set({ verdict: "allow" })
          .where("workspace_id", "=", scoped.workspace_id)
          .execute(),
      ),
      denied,
    );
    await assert.rejects(
      brand.inside(() =>
        db().deleteFrom("decision").where("workspace_id", "=", scoped.workspace_id).execute(),
      ),
      denied,
    );
  });

  it("from another desk waits until a lead lets it out, with a reason that is kept", async () => {
    await brand.work();
    const heard = await brand.hear("Do you sell by the kilo?");
    await brand.inside(() =>
      changeConversations([{ id: heard.conversationId, patch: { desk_id: brand.desks.sales } }]),
    );
    const { body } = await brand.reply("mia", heard, "From three kilos on, yes.");
    assert.equal(body.status, "held");
    assert.deepEqual(body.may, ["cancel"]);
    assert.match(body.reasons.find((each: Body) => each.rule === "role-and-desk").message, /sales/);
    assert.equal(
      (await brand.as("mia", "POST", `/deliveries/${body.id}/release`, { reason: "Mine." })).status,
      403,
    );
    assert.equal(
      (await brand.as("leo", "POST", `/deliveries/${body.id}/release`, { reason: " " })).status,
      400,
    );
    const { body: released } = await brand.as("leo", "POST", `/deliveries/${body.id}/release`, {
      reason: "She knows.",
    });
    assert.deepEqual(released.override, { reason: "She knows.", by: brand.user("leo") });
    await brand.until(heard.conversationId, "sent", body.id);
    const [last] = (await decisions()).slice(-1);
    assert.equal(last?.override_reason, "She knows.");
    assert.equal(last?.verdict, "allow");
    assert.ok(last?.overrides);
    assert.equal(
      (await brand.as("leo", "POST", `/deliveries/${body.id}/release`, { reason: "Again." })).status,
      409,
    );
  });

  it("that the gate denies by now is not released", async () => {
    const other = await brand.hear("And by the sack?");
    await brand.inside(() =>
      changeConversations([{ id: other.conversationId, patch: { desk_id: brand.desks.sales } }]),
    );
    const { body } = await brand.reply("mia", other, "Ask us on Monday for that.");
    assert.equal(body.status, "held");
    await brand.inside(() => setStatus(brand.channelId, "paused", "channel.paused"));
    const refused = await brand.as("leo", "POST", `/deliveries/${body.id}/release`, { reason: "Go." });
    assert.equal(refused.status, 409);
    assert.ok(rules(refused.body).includes("channel-health deny"));
    await brand.inside(() => setStatus(brand.channelId, "active", "channel.resumed"));
    const cancelled = await brand.as("mia", "POST", `/deliveries/${body.id}/cancellation`);
    assert.equal(cancelled.body.status, "cancelled");
    assert.deepEqual(cancelled.body.may, []);
  });

  it("needs the role and, for an API key, the right", async () => {
    const heard = await brand.hear("Who may?");
    const path = `/conversations/${heard.conversationId}/replies`;
    const body = { targetId: heard.targetId, text: "I may." };
    const status = async (name: string, scopes?: string) =>
      (
        await brand.as(
          name,
          "POST",
          path,
          { ...body, id: newId() },
          scopes ? { "x-test-scopes": scopes } : {},
        )
      ).status;
    assert.equal(await status("gus"), 403);
    assert.equal(await status("nobody"), 401);
    assert.equal(await status("mia", "inbox:write"), 403);
    assert.equal(await status("mia", "replies:write"), 200);
  });

  it("to what is not there, or with fields that make no sense, says so", async () => {
    const heard = await brand.hear("Sense?");
    const other = await brand.hear("Elsewhere?");
    const post = (conversation: string, body: Body) =>
      brand.as("mia", "POST", `/conversations/${conversation}/replies`, body);
    const good = { id: newId(), targetId: heard.targetId, text: "Yes." };
    assert.equal((await post(newId(), good)).status, 404);
    assert.equal((await post("x", good)).status, 400);
    assert.equal((await post(heard.conversationId, { ...good, targetId: newId() })).status, 404);
    assert.equal((await post(heard.conversationId, { ...good, targetId: other.targetId })).status, 404);
    const wrong = await post(heard.conversationId, {
      id: "1",
      targetId: 2,
      text: 3,
      visibility: "all",
      media: "no",
    });
    assert.equal(wrong.status, 400);
    const paths = wrong.body.error.fields.map((each: Body) => each.path).sort();
    assert.deepEqual(paths, ["body.id", "body.media", "body.targetId", "body.text", "body.visibility"]);
    const lost = await post(heard.conversationId, { ...good, media: [{ fileId: newId(), alt: "A cup" }] });
    assert.deepEqual([lost.status, lost.body.error.fields[0].path], [400, "body.media.0.fileId"]);
    for (const what of ["retry", "cancellation"])
      assert.equal((await brand.as("mia", "POST", `/deliveries/${newId()}/${what}`)).status, 404);
    assert.equal((await brand.as("mia", "GET", `/conversations/${newId()}/deliveries`)).status, 404);
  });

  it("takes pictures along, drawn anew without the place where they were taken, and described", async () => {
    await brand.work();
    const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: "teal" } })
      .withExif({
        IFD0: { Copyright: "somebody" },
        IFD3: { GPSLatitudeRef: "N", GPSLatitude: "37/1 23/1 0/1" },
      })
      .jpeg()
      .toBuffer();
    assert.ok((await sharp(picture).metadata()).exif);
    const upload = (bytes: Buffer, type = "image/jpeg") =>
      brand.as("mia", "POST", "/media", bytes, {
        "content-type": type,
        "x-file-name": "..%2Fterraza%20ñ.jpg",
      });
    const { status, body: file } = await upload(picture);
    assert.equal(status, 200);
    assert.deepEqual(
      [file.name, file.type, file.width, file.height],
      ["terraza ñ.jpg", "image/jpeg", 60, 40],
    );
    const kept = await brand.as("gus", "GET", `/media/${file.fileId}`);
    assert.equal((await sharp(kept.body).metadata()).exif, undefined);
    assert.equal((await upload(Buffer.from("<script>alert(1)</script>"), "image/png")).status, 400);
    assert.equal((await upload(Buffer.alloc(0))).status, 400);
    assert.equal((await upload(Buffer.alloc(17 * 1024 * 1024))).status, 400);
    const heard = await brand.hear("Show me?");
    const bare = await brand.reply("mia", heard, "Here:", { media: [{ fileId: file.fileId, alt: "" }] });
    assert.equal(bare.status, 409);
    const media = [{ fileId: file.fileId, alt: "A teal wall" }];
    const asked = { targetId: heard.targetId, text: "Here:", media };
    const path = `/conversations/${heard.conversationId}/reply-check`;
    // The network takes it; this channel's own server does not.
    brand.network.server = { media: { most: 1, bytes: file.bytes - 1, types: ["image/png"], alt: true } };
    const { body: check } = await brand.as("mia", "POST", path, asked);
    brand.network.server = {};
    assert.equal(check.verdict, "deny");
    const why = check.reasons.map((each: Body) => each.message).join(" ");
    assert.match(why, /too heavy for Testnet.*does not take files like “terraza ñ.jpg”/);
    const { body } = await brand.reply("mia", heard, "Here:", { media });
    await brand.until(heard.conversationId, "sent", body.id);
    const said = brand.network.said.at(-1)?.act.media[0];
    assert.deepEqual(
      [said?.alt, said?.type, said?.bytes.byteLength],
      ["A teal wall", "image/jpeg", file.bytes],
    );
  });

  it("ties our own message from the network to its delivery, whichever is known first", async () => {
    await brand.work();
    const deliveryOf = (messageId: string) =>
      brand.inside(() =>
        db().selectFrom("message").where("id", "=", messageId).select("delivery_id").executeTakeFirst(),
      );
    for (const slow of [false, true]) {
      const heard = await brand.hear("Whose words?");
      const own = {
        own: true,
        addressed: false,
        form: "reply",
        parentId: heard.externalId,
        by: "brand",
      } as const;
      if (slow) brand.network.sends.push({ delay: 400 });
      const { body } = await brand.reply(
        "mia",
        heard,
        `Mine, ${slow ? "slowly" : "quickly"} said, as the thread shows.`,
      );
      if (!slow) await brand.until(heard.conversationId, "sent", body.id);
      while (!brand.network.said.at(-1)?.act.text.startsWith(`Mine, ${slow ? "slowly" : "quickly"}`))
        await new Promise((resolve) => setTimeout(resolve, 5));
      const said = brand.network.said.at(-1);
      const arrived = await brand.hear(said?.act.text ?? "", { ...own, externalId: said?.externalId ?? "" });
      await brand.until(heard.conversationId, "sent", body.id);
      assert.equal((await deliveryOf(arrived.targetId))?.delivery_id, body.id);
    }
  });
});
