/** What only a real Bluesky network (PLC, PDS, AppView) can show of receiving, beyond the contract. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import sharp from "sharp";
import type { RecordRef } from "../../../test/peers/bluesky-agent.ts";
import type { JsonObject } from "../../kernel/result.ts";
import { must, mustFail, word } from "../conformance-stage.ts";
import type { ReactionReading } from "../connector.ts";
import { cleanHandle } from "./identity.ts";
import { bluesky } from "./index.ts";
import { messageOf, Onlooker } from "./test-onlooker.ts";
import { publicServices, startWorld, unlessInstalled, type World } from "./test-world.ts";

describe("Bluesky receives", { concurrency: false, skip: unlessInstalled("bluesky-appview") }, () => {
  let world: World;
  let seen: Onlooker;

  before(async () => {
    world = await startWorld({ appView: true });
    seen = new Onlooker(world);
  });
  after(() => world?.stop());

  test("an account is found by its handle alone, wherever its server is", async () => {
    const visitor = { ...world.session, fetch: publicServices(world) };
    const input = {
      handle: `https://bsky.app/profile/${world.brand.handle}\u202C`,
      appPassword: world.brand.appPassword,
    };
    assert.equal(cleanHandle(input.handle), "brand.test");
    const connected = must(await bluesky.begin(visitor, input, ""));
    assert.ok(connected.step === "connected");
    assert.equal(connected.account.externalId, world.brand.did);
    assert.equal(connected.account.server, world.network.pdsUrl);
    assert.ok((connected.credentials.expiresAt?.getTime() ?? 0) > Date.now());
    const unknown = mustFail(await bluesky.begin(visitor, { ...input, handle: "not a handle" }, ""));
    assert.ok(unknown.tag === "input" && unknown.field === "handle");
  });

  test("an answer whose notification the network lost is found by the sweep", async () => {
    const root = await world.brandElsewhere.post(`What do you think? ${word()}`);
    await world.network.processAll();
    await seen.pullAll();
    // Muted on the real network: its notifications are kept from us, its answers stand in the thread.
    await world.brandElsewhere.call("app.bsky.graph.muteActor", { body: { actor: world.carol.did } });
    const lost = await world.carol.reply(root, "I think that you did not hear me");
    await world.network.processAll();
    assert.ok(!(await seen.pullAll()).some((raw) => raw.externalId === lost.uri), "the notification is lost");
    const raws = await seen.sweep({ rootId: root.uri, knownIds: [root.uri] });
    await world.brandElsewhere.call("app.bsky.graph.unmuteActor", { body: { actor: world.carol.did } });
    const reading = messageOf(await seen.readAll(raws), lost.uri);
    assert.equal(reading.text, "I think that you did not hear me");
    assert.equal(reading.addressed, true);
    assert.equal(reading.rootId, root.uri);
    await seen.pullAll();
  });

  test("answers sent at once after their parent all come, by notification or by sweep, once each", async () => {
    const root = await world.brandElsewhere.post(`A quick exchange ${word()}`);
    const sent: string[] = [];
    let parent: RecordRef = root;
    for (let n = 0; n < 6; n += 1) {
      parent = await world.carol.reply(parent, `At once ${n}`);
      sent.push(parent.uri);
    }
    await world.network.processAll();
    const pulled = await seen.pullAll();
    const swept = await seen.sweep({ rootId: root.uri, knownIds: [] });
    const byId = new Map([...pulled, ...swept].map((raw) => [raw.externalId, raw]));
    for (const uri of sent) messageOf(await seen.readAll([...byId.values()]), uri);
    for (const raw of pulled)
      for (const other of swept.filter((one) => one.externalId === raw.externalId))
        assert.deepEqual(await seen.readAll([other]), await seen.readAll([raw]));
  });

  test("likes, reposts, follows and quotes say who, what and when", async () => {
    await seen.pullAll();
    const own = await world.brandElsewhere.post(`Worth a like ${word()}`);
    await world.network.processAll();
    const like = await world.carol.like(own);
    const repost = await world.carol.repost(own);
    const follow = await world.carol.follow(world.brand.did);
    const quote = await world.carol.quote(own, "Look at this");
    const readings = await seen.news();
    const reaction = (ref: RecordRef): ReactionReading => {
      const found = readings.find((reading) => reading.externalId === ref.uri);
      assert.ok(found?.kind === "reaction");
      return found;
    };
    assert.deepEqual([reaction(like).form, reaction(like).targetId], ["like", own.uri]);
    assert.deepEqual([reaction(repost).form, reaction(repost).targetId], ["repost", own.uri]);
    assert.deepEqual([reaction(follow).form, reaction(follow).targetId], ["follow", undefined]);
    assert.equal(reaction(like).author.name, "Carol");
    const quoted = messageOf(readings, quote.uri);
    assert.deepEqual([quoted.form, quoted.addressed], ["quote", true]);
    assert.match(quoted.attachments[0]?.name ?? "", /^@brand\.test: Worth a like/);
    assert.equal(messageOf(readings, own.uri).own, true);
  });

  test("what is said elsewhere by the team arrives, and its removal too", async () => {
    const own = await world.brandElsewhere.post(`From the phone ${word()}`, { langs: ["es"] });
    const reading = messageOf(await seen.news(), own.uri);
    assert.deepEqual(
      [reading.own, reading.addressed, reading.form, reading.language],
      [true, false, "post", "es"],
    );
    await world.brandElsewhere.delete(own.uri);
    assert.ok((await seen.news()).some((one) => one.kind === "deletion" && one.externalId === own.uri));
  });

  test("a picture that somebody sends us has an address and its words", async () => {
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: "red" } })
      .jpeg()
      .toBuffer();
    const { blob } = await world.carol.call<{ blob: JsonObject }>("com.atproto.repo.uploadBlob", {
      body: bytes,
      type: "image/jpeg",
    });
    const own = await world.brandElsewhere.post(`Send pictures ${word()}`);
    const reply = { root: { uri: own.uri, cid: own.cid }, parent: { uri: own.uri, cid: own.cid } };
    const embed = { $type: "app.bsky.embed.images", images: [{ image: blob, alt: "Red" }] };
    await world.network.processAll();
    const sent = await world.carol.post("Mine", { reply, embed });
    const [attachment] = messageOf(await seen.news(), sent.uri).attachments;
    assert.deepEqual([attachment?.kind, attachment?.alt], ["image", "Red"]);
    const fetched = await world.ways.fetch(attachment?.url ?? "");
    assert.equal(fetched.status, 200);
  });

  test("a thread deeper than one answer of the network is read whole, and below what was removed too", async () => {
    const root = await world.carol.post(`Deep ${word()}`);
    const chain: RecordRef[] = [root];
    for (let n = 0; n < 115; n += 1) chain.push(await world.carol.reply(chain[n] ?? root, `Level ${n}`));
    await world.network.processAll();
    const uris = chain.map((ref) => ref.uri);
    const sweep = async (knownIds: string[]) => await seen.sweep({ rootId: root.uri, knownIds });
    assert.deepEqual((await sweep([])).map((raw) => raw.externalId).sort(), uris.toSorted());
    const cut = chain[20]?.uri ?? "";
    await world.carol.delete(cut);
    await world.network.processAll();
    const readings = await seen.readAll(await sweep(uris));
    assert.deepEqual(
      readings.filter((one) => one.kind === "deletion").map((one) => one.externalId),
      [cut],
    );
    assert.equal(readings.filter((one) => one.kind === "message").length, uris.length - 1);
    await world.carol.delete(root.uri);
    await world.network.processAll();
    const later = await seen.readAll(await sweep(uris));
    assert.deepEqual(
      later
        .filter((one) => one.kind === "deletion")
        .map((one) => one.externalId)
        .sort(),
      [cut, root.uri].sort(),
    );
    assert.equal(later.filter((one) => one.kind === "message").length, uris.length - 2);
  });

  test("a block hides, and is not taken for a removal", async () => {
    const root = await world.brandElsewhere.post(`Blocked later ${word()}`);
    await world.network.processAll();
    const answer = await world.carol.reply(root, "Before the quarrel");
    await world.network.processAll();
    const record = {
      $type: "app.bsky.graph.block",
      subject: world.brand.did,
      createdAt: new Date().toISOString(),
    };
    const block = await world.carol.call<RecordRef>("com.atproto.repo.createRecord", {
      body: { repo: world.carol.did, collection: "app.bsky.graph.block", record },
    });
    await world.network.processAll();
    const knownIds = [root.uri, answer.uri];
    const readings = await seen.readAll(await seen.sweep({ rootId: root.uri, knownIds }));
    assert.deepEqual(
      readings.filter((one) => one.kind === "deletion"),
      [],
    );
    await world.carol.delete(block.uri);
  });

  test("a token is renewed by itself, also when only the app password still counts; a revoked one needs a person", async () => {
    const { session } = world;
    const renew = bluesky.renew ?? assert.fail();
    const renewed = must(await renew(session));
    assert.notEqual(renewed.value.accessJwt, session.credentials.value.accessJwt);
    const stale = { ...renewed, value: { ...renewed.value, refreshJwt: "stale" } };
    const byPassword = must(await renew({ ...session, credentials: stale }));
    must(await bluesky.check({ ...session, credentials: byPassword }));
    await world.brandElsewhere.call("com.atproto.server.revokeAppPassword", { body: { name: "rapport" } });
    const fault = mustFail(await renew({ ...session, credentials: byPassword }));
    assert.ok(fault.tag === "authorisation" && !fault.renewable);
    assert.match(fault.advice.en, /app password/);
  });

  test("a deactivated account is told as such", async () => {
    await world.brandElsewhere.call("com.atproto.server.deactivateAccount", { body: {} });
    const fault = mustFail(await bluesky.check(world.session));
    assert.ok(fault.tag === "authorisation" && fault.advice);
  });
});
