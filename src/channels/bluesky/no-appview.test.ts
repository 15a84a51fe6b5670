/** While the AppView is down, a server (PDS) still knows our own posts, and deliveries can go out and be found. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { must, mustFail, targetOf } from "../conformance-stage.ts";
import type { Act } from "../connector.ts";
import { bluesky } from "./index.ts";
import { recordRaw } from "./raw.ts";
import { startWorld, unlessInstalled, type World } from "./test-world.ts";
import { makeTid } from "./tid.ts";

describe("Bluesky without its AppView", { concurrency: false, skip: unlessInstalled("bluesky") }, () => {
  let world: World;

  before(async () => {
    world = await startWorld({ appView: false });
  });
  after(() => world?.stop());

  const first = (stream: string) =>
    bluesky.pull(world.session, { stream, cursor: undefined, reach: new Date(0), most: 100 });

  test("the account is well, and keeps the name that we know", async () => {
    const { account } = must(
      await bluesky.check({ ...world.session, account: { ...world.session.account, name: "Brand" } }),
    );
    assert.deepEqual([account.externalId, account.name], [world.brand.did, "Brand"]);
  });

  test("own posts arrive; notifications say that they cannot be read now", async () => {
    const own = await world.brandElsewhere.post("Said while nobody indexes");
    const page = must(await first("posts"));
    assert.ok(page.arrivals.some((raw) => raw.externalId === own.uri));
    assert.equal(mustFail(await first("notifications")).tag, "unavailable");
  });

  test("a thread cannot be swept, and nothing is taken for removed", async () => {
    const own = await world.brandElsewhere.post("Still standing");
    const swept = await bluesky.sweep?.(world.session, { rootId: own.uri, knownIds: [own.uri] });
    assert.equal(mustFail(swept ?? assert.fail()).tag, "unavailable");
  });

  test("a reply to what stands on our own server goes out, and is found", async () => {
    const outbound = bluesky.outbound ?? assert.fail();
    const { uri, cid } = await world.carol.post("Are you there?");
    const [stands] = await world.carol.listOwnRecords();
    const raw = recordRaw({ uri, cid, value: JSON.parse(JSON.stringify(stands?.value)) });
    const [reading] = await bluesky.read(raw, world.session.account);
    assert.ok(reading?.kind === "message");
    const act: Act = {
      kind: "reply",
      text: "We are",
      media: [],
      speaker: { name: "Ana" },
      target: targetOf({ raw, reading }),
    };
    const key = makeTid(new Date());
    assert.equal(must(await outbound.find(world.session, act, key, new Date(), [])), undefined);
    const receipt = must(await outbound.send(world.session, act, key));
    assert.equal(
      must(await outbound.find(world.session, act, key, new Date(), []))?.externalId,
      receipt.externalId,
    );
    const [standing] = (await world.brandElsewhere.listOwnRecords()).filter(
      (one) => one.uri === receipt.externalId,
    );
    assert.deepEqual(standing?.value.reply, { root: { uri, cid }, parent: { uri, cid } });
  });
});
