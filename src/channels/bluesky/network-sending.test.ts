/** What only a real Bluesky network (PLC, PDS, AppView) can show of sending, beyond the contract. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import sharp from "sharp";
import { OutboundError } from "../../kernel/outbound.ts";
import type { JsonObject } from "../../kernel/result.ts";
import { aFilm } from "../../publishing/test-film.ts";
import { must, mustFail, word } from "../conformance-stage.ts";
import type { Session } from "../connector.ts";
import { bluesky } from "./index.ts";
import { textAt } from "./json-path.ts";
import { actOf, messageOf, Onlooker } from "./test-onlooker.ts";
import { startWorld, unlessInstalled, type World } from "./test-world.ts";
import { makeTid } from "./tid.ts";

const outbound = bluesky.outbound ?? assert.fail();

describe("Bluesky sends", { concurrency: false, skip: unlessInstalled("bluesky-appview") }, () => {
  let world: World;
  let seen: Onlooker;

  before(async () => {
    world = await startWorld({ appView: true });
    seen = new Onlooker(world);
  });
  after(() => world?.stop());

  test("a picture goes out with its words for those who cannot see it, and comes back as our own", async () => {
    const asked = await world.mention(`Show me ${word()}`);
    await world.network.processAll();
    const bytes = await sharp({ create: { width: 90, height: 60, channels: 3, background: "teal" } })
      .png()
      .toBuffer();
    const media = [{ bytes, type: "image/png", name: "teal.png", alt: "A teal surface" }];
    const receipt = await seen.say(actOf("Here it is", await seen.targetAt(asked.uri), { media }));
    await world.network.processAll();
    const shown = await world.carol.getThread(receipt.externalId);
    const image = (shown.post.embed?.images as JsonObject[] | undefined)?.[0];
    assert.equal(image?.alt, "A teal surface");
    assert.deepEqual(image?.aspectRatio, { width: 90, height: 60 });
    const [pulled] = (await seen.pullAll()).filter((raw) => raw.externalId === receipt.externalId);
    const [swept] = await seen.sweep({ rootId: receipt.externalId, knownIds: [] });
    assert.ok(pulled && swept);
    const reading = messageOf(await seen.readAll([pulled]), receipt.externalId);
    assert.deepEqual(await seen.readAll([swept]), [reading], "from the server and from the AppView");
    const [attachment] = reading.attachments;
    assert.deepEqual(
      [attachment?.alt, attachment?.width, attachment?.type],
      ["A teal surface", 90, "image/png"],
    );
    const fetched = await world.ways.fetch(attachment?.url ?? "");
    assert.deepEqual(Buffer.from(await fetched.arrayBuffer()), bytes);
  });

  test("a film goes out with its words, once although the answer was lost, and comes back as our own", async () => {
    const bytes = await aFilm();
    const film = {
      bytes,
      type: "video/mp4",
      name: "dough.mp4",
      alt: "Dough rises",
      size: { width: 640, height: 360 },
    };
    const act = actOf(`Watch ${word()}`, undefined, { media: [film] });
    const key = makeTid(new Date());
    // As when a worker is killed: the network has the record, and nobody wrote down that it has.
    const cut: Session = {
      ...world.session,
      async fetch(url, init) {
        const answer = await world.session.fetch(url, init);
        if (String(url).includes("putRecord"))
          throw new OutboundError("no-answer", { en: "Cut off.", es: "Se cortó." });
        return answer;
      },
    };
    assert.equal(mustFail(await outbound.send(cut, act, key)).tag, "no-answer");
    const receipt = must(await outbound.send(world.session, act, key));
    const { records } = (await world.brandElsewhere.call("com.atproto.repo.listRecords", {
      params: { repo: world.brand.did, collection: "app.bsky.feed.post", limit: 100 },
    })) as { records: JsonObject[] };
    const same = records.filter((one) => textAt(one, "value", "text") === act.text);
    assert.equal(same.length, 1);
    assert.equal(textAt(same[0], "value", "embed", "$type"), "app.bsky.embed.video");
    await world.network.processAll();
    const [swept] = await seen.sweep({ rootId: receipt.externalId, knownIds: [] });
    const [pulled] = (await seen.pullAll()).filter((raw) => raw.externalId === receipt.externalId);
    assert.ok(pulled && swept);
    for (const raw of [pulled, swept]) {
      const [attachment] = messageOf(await seen.readAll([raw]), receipt.externalId).attachments;
      assert.deepEqual(
        [attachment?.kind, attachment?.alt, attachment?.width, attachment?.height],
        ["video", "Dough rises", 640, 360],
      );
    }
    const [attachment] = messageOf(await seen.readAll([pulled]), receipt.externalId).attachments;
    const fetched = await world.ways.fetch(attachment?.url ?? "");
    assert.deepEqual(Buffer.from(await fetched.arrayBuffer()), bytes);
    const beside = { ...act, media: [film, film] };
    assert.equal(mustFail(await outbound.send(world.session, beside, makeTid(new Date()))).tag, "refused");
  });

  test("links, mentions and tags are marked; nobody's handle stays plain", async () => {
    const text = "¡Hola @carol.test! 👩‍👩‍👧‍👦 https://example.org/ñ #café @nobody.test";
    const receipt = await seen.say(actOf(text, undefined, { language: "es" }));
    const { value } = await seen.stored(receipt.externalId);
    assert.deepEqual(value.langs, ["es"]);
    const facets = value.facets as JsonObject[];
    const marked = facets.map((facet) => textAt(facet, "features", 0, "$type")?.split("#")[1]);
    assert.deepEqual(marked, ["mention", "link", "tag"]);
    assert.equal(textAt(facets[0], "features", 0, "did"), world.carol.did);
    const reading = messageOf(await seen.news(), receipt.externalId);
    assert.deepEqual(
      reading.links?.map(({ start, end }) => text.slice(start, end)),
      ["@carol.test", "https://example.org/ñ", "#café"],
    );
    await world.network.processAll();
    assert.ok(
      (await world.carol.notifications()).some((one) => one.uri === receipt.externalId),
      "Carol is told",
    );
  });

  test("the network counts as we count: 300 graphemes of any kind stand", async () => {
    const text = `${"👩‍👩‍👧‍👦".repeat(60)}${"é".repeat(240)}`;
    const receipt = await seen.say(actOf(text, undefined));
    assert.equal((await seen.stored(receipt.externalId)).value.text, text);
    const fault = mustFail(
      await outbound.send(world.session, actOf(`${text}!`, undefined), makeTid(new Date())),
    );
    assert.equal(fault.tag, "refused");
    const beyond = {
      repo: world.brand.did,
      collection: "app.bsky.feed.post",
      record: { $type: "app.bsky.feed.post", text: `${text}!`, createdAt: new Date().toISOString() },
    };
    await assert.rejects(
      world.brandElsewhere.call("com.atproto.repo.createRecord", { body: beyond }),
      /InvalidRequest|InvalidRecord/,
    );
  });

  test("a delivery repeated is the same record; something else in its place is refused", async () => {
    const key = makeTid(new Date());
    const first = await seen.say(actOf(`Once ${word()}`, undefined), key);
    const fault = mustFail(await outbound.send(world.session, actOf("Something else", undefined), key));
    assert.ok(fault.tag === "refused" && fault.code === "InvalidSwap");
    // The same words with another language are the same saying, though not the same bytes.
    const words = String((await seen.stored(first.externalId)).value.text);
    const again = must(await outbound.send(world.session, actOf(words, undefined, { language: "en" }), key));
    assert.deepEqual(again.externalId, first.externalId);
    assert.equal((await seen.stored(first.externalId)).value.langs, undefined);
  });

  test("answering what was removed is refused in words; an answer that stands already is found all the same", async () => {
    const asked = await world.mention(`Going ${word()}`);
    await world.network.processAll();
    const target = await seen.targetAt(asked.uri);
    const key = makeTid(new Date());
    const reply = actOf("In time", target);
    const receipt = await seen.say(reply, key);
    await world.carol.delete(asked.uri);
    await world.network.processAll();
    assert.equal(must(await outbound.send(world.session, reply, key)).externalId, receipt.externalId);
    const fault = mustFail(
      await outbound.send(world.session, actOf("Too late", target), makeTid(new Date())),
    );
    assert.ok(fault.tag === "refused" && fault.code === "ParentGone");
    assert.match(fault.message.en, /removed/);
  });

  test("an answer where its author allows none is refused before it goes out", async () => {
    const closed = await world.carol.post(`Only reading ${word()}`);
    const rkey = closed.uri.split("/").at(-1) ?? "";
    const record = {
      $type: "app.bsky.feed.threadgate",
      post: closed.uri,
      allow: [],
      createdAt: new Date().toISOString(),
    };
    await world.carol.call("com.atproto.repo.putRecord", {
      body: { repo: world.carol.did, collection: "app.bsky.feed.threadgate", rkey, record },
    });
    await world.network.processAll();
    const target = await seen.targetAt(closed.uri);
    const fault = mustFail(await outbound.send(world.session, actOf("May I?", target), makeTid(new Date())));
    assert.ok(fault.tag === "refused" && fault.code === "ReplyDisabled");
  });
});
