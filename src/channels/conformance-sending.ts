/** The sending half of the conformance suite: a delivery goes out once, and the connector says the truth about it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Breakage } from "./conformance.ts";
import { type Cursors, isUnfit, must, mustFail, type Stage, targetOf, word } from "./conformance-stage.ts";
import type { Act, Connector, Fault, Outbound, Receipt, Target } from "./connector.ts";

/** Which faults are allowed when the saying breaks; whether they are true is checked on the network. */
const SEND_FAULTS: Record<Exclude<Breakage, "stalled">, ReadonlyArray<Fault["tag"]>> = {
  rate: ["rate"],
  busy: ["unavailable", "no-answer"],
  unreachable: ["unavailable"],
  "reset-before": ["unavailable", "no-answer"],
  "reset-after": ["no-answer"],
  "half-body": ["no-answer"],
  garbage: ["no-answer"],
  html: ["unavailable", "no-answer"],
  revoked: ["authorisation"],
};
/** And when everything breaks: then the send may have ended before it said anything, and may know it. */
const EARLY: ReadonlyArray<Fault["tag"]> = ["unavailable", "no-answer"];

export function sending(stage: Stage, connector: Connector): void {
  const { outbound } = connector;
  if (!outbound) return;
  const cursors: Cursors = new Map();

  /** A message of the other party's that one can answer. */
  const approached = async (): Promise<Target> => {
    const words = word();
    await stage.peer.speak(`A question ${words}`);
    return targetOf(await stage.await(await stage.session(), cursors, words));
  };
  const reply = (text: string, target: Target): Act => ({
    kind: "reply",
    text,
    language: "en",
    visibility: target.visibility,
    media: [],
    speaker: { name: "Ana" },
    target,
  });

  test("a reply goes out once, stands on the network, and comes back as our own", async () => {
    const session = await stage.session();
    const target = await approached();
    const words = word();
    const key = outbound.key(new Date());
    const act = reply(`An answer ${words}`, target);
    const since = new Date();
    assert.equal(
      must(await stage.hear(outbound.find(session, act, key, since, []))),
      undefined,
      "not there before",
    );
    const receipt = must(await stage.hear(outbound.send(session, act, key)));
    await stage.peer.settle();
    assert.equal(await standing(stage, words), 1);
    const found = must(await stage.hear(outbound.find(session, act, key, since, [])));
    assert.equal(found?.externalId, receipt.externalId);
    const { reading } = await stage.await(session, cursors, words, target.rootId ?? target.externalId);
    assert.equal(reading.externalId, receipt.externalId);
    assert.equal(reading.own, true);
    assert.equal(reading.addressed, false);
    assert.equal(reading.parentId, target.externalId);
  });

  test("the other party's answer to our reply arrives, as an answer to it", async () => {
    const session = await stage.session();
    const target = await approached();
    const act = reply(`Our turn ${word()}`, target);
    const receipt = must(await stage.hear(outbound.send(session, act, outbound.key(new Date()))));
    await stage.peer.settle();
    const words = word();
    assert.ok(stage.peer.answer, "a peer of a network that we can act on can answer");
    const externalId = await stage.peer.answer(receipt.externalId, `Their turn ${words}`);
    const { reading } = await stage.await(session, cursors, words, target.rootId ?? target.externalId);
    assert.equal(reading.externalId, externalId);
    assert.equal(reading.parentId, receipt.externalId);
    assert.equal(reading.addressed, true);
  });

  test("the same delivery again does not say it twice", async (t) => {
    if (outbound.proof !== "idempotent") return t.diagnostic(`its proof is ${outbound.proof}`);
    const session = await stage.session();
    const words = word();
    const act = reply(`Only once ${words}`, await approached());
    const key = outbound.key(new Date());
    const first = must(await stage.hear(outbound.send(session, act, key)));
    const second = must(await stage.hear(outbound.send(session, act, key)));
    assert.equal(second.externalId, first.externalId);
    await stage.peer.settle();
    assert.equal(await standing(stage, words), 1);
  });

  test("two deliveries of the same words are two messages, told apart", async () => {
    const session = await stage.session();
    const words = word();
    const act = reply(`Said twice on purpose ${words}`, await approached());
    const since = new Date();
    const keys = [outbound.key(new Date()), outbound.key(new Date())];
    const ids: string[] = [];
    for (const key of keys) ids.push(must(await stage.hear(outbound.send(session, act, key))).externalId);
    assert.equal(new Set(ids).size, 2);
    if (outbound.proof === "none") return;
    for (const [n, key] of keys.entries())
      assert.equal(
        must(
          await stage.hear(
            outbound.find(
              session,
              act,
              key,
              since,
              ids.filter((other) => other !== ids[n]),
            ),
          ),
        )?.externalId,
        ids[n],
      );
  });

  test("a post stands by itself, and a thread goes on under it, each part found by its own words", async (t) => {
    if (!connector.capabilities.acts.includes("post")) return t.diagnostic("nothing is posted here");
    if (outbound.toEach) return t.diagnostic("posts go to each subscriber by itself");
    const session = await stage.session();
    const words = word();
    const since = new Date();
    const said: Receipt[] = [];
    for (const part of ["first", "second", "third"]) {
      const [root, parent] = [said[0], said.at(-1)];
      const act: Act = {
        kind: "post",
        text: `The ${part} part ${words}`,
        language: "en",
        media: [],
        speaker: { name: "Ana" },
        ...(root && parent ? { thread: { root, parent } } : {}),
      };
      const key = outbound.key(new Date());
      const taken = said.map(({ externalId }) => externalId);
      assert.equal(
        must(await stage.hear(outbound.find(session, act, key, since, taken))),
        undefined,
        "not there before",
      );
      const receipt: Receipt = must(await stage.hear(outbound.send(session, act, key)));
      const found: Receipt | undefined = must(
        await stage.hear(outbound.find(session, act, key, since, taken)),
      );
      assert.equal(found?.externalId, receipt.externalId);
      said.push(receipt);
    }
    await stage.peer.settle();
    assert.equal(await standing(stage, words), 3);
    for (const [n, part] of ["first", "second", "third"].entries()) {
      const { reading } = await stage.await(
        session,
        cursors,
        `The ${part} part ${words}`,
        said[0]?.externalId,
      );
      assert.equal(reading.externalId, said[n]?.externalId);
      assert.equal(reading.own, true);
      assert.equal(reading.parentId, said[n - 1]?.externalId);
    }
  });

  test("after a failure, what the fault says is true on the network", async (t) => {
    const kinds = Object.keys(SEND_FAULTS) as Array<keyof typeof SEND_FAULTS>;
    const cases = kinds.flatMap((kind) =>
      (["saying", "everywhere"] as const).map((place) => ({ kind, place })),
    );
    for (const { kind, place } of cases)
      await t.test(`${kind} ${place}`, async (t) => {
        const session = await stage.session();
        const target = await approached();
        const broken = await stage.peer.broken(kind, session, place);
        if (isUnfit(t, broken)) return;
        const words = word();
        const act = reply(`Through a bad line ${words}`, target);
        const key = outbound.key(new Date());
        const since = new Date();
        const fault = mustFail(await stage.hear(outbound.send(broken, act, key)));
        const truths = [...SEND_FAULTS[kind], ...(place === "everywhere" ? EARLY : [])];
        assert.ok(truths.includes(fault.tag), JSON.stringify(fault));
        await stage.peer.settle();
        const stands = await standing(stage, words);
        if (fault.tag !== "no-answer") assert.equal(stands, 0, `“${fault.tag}” says that nothing was done`);
        await recover(stage, outbound, { act, key, since, stands });
        await stage.peer.settle();
        assert.equal(await standing(stage, words), 1, "in the end it stands once");
      });
  });

  test("while the network cannot be asked, a delivery stays unknown", async (t) => {
    if (outbound.proof === "none") return t.diagnostic("this network cannot be asked at all");
    const session = await stage.session();
    const act = reply(`Nobody can tell ${word()}`, await approached());
    for (const kind of ["busy", "unreachable", "garbage", "html", "half-body"] as const) {
      const broken = await stage.peer.broken(kind, session, "everywhere");
      if (!("unfit" in broken))
        mustFail(await stage.hear(outbound.find(broken, act, outbound.key(new Date()), new Date(), [])));
    }
  });

  test("what is over the network's limit is refused before it goes out", async (t) => {
    const session = await stage.session();
    const limit = connector.limits(session.settings).text;
    if (limit === undefined) return t.diagnostic("this network sets no limit");
    const words = word();
    const act = reply(words + " a".repeat(limit), await approached());
    const fault = mustFail(await stage.hear(outbound.send(session, act, outbound.key(new Date()))));
    assert.equal(fault.tag, "refused");
    await stage.peer.settle();
    assert.equal(await standing(stage, words), 0);
  });

  test("an answer to what was removed meanwhile is refused, or stands; it is never lost in between", async (t) => {
    const { erase } = stage.peer;
    if (!erase) return t.diagnostic("what was said here cannot be removed");
    const session = await stage.session();
    const target = await approached();
    await erase.call(stage.peer, target.externalId);
    await stage.peer.settle();
    const words = word();
    const sent = await stage.hear(
      outbound.send(session, reply(`Too late ${words}`, target), outbound.key(new Date())),
    );
    await stage.peer.settle();
    if (!sent.ok)
      assert.ok(sent.fault.tag === "refused" || sent.fault.tag === "missing", JSON.stringify(sent.fault));
    assert.equal(await standing(stage, words), sent.ok ? 1 : 0);
  });

  test("a like is given once", async (t) => {
    const { likes } = stage.peer;
    if (!connector.capabilities.acts.includes("like")) return t.diagnostic("this network has no likes");
    assert.ok(likes, "the peer can count likes");
    const session = await stage.session();
    const target = await approached();
    const act: Act = { kind: "like", text: "", media: [], speaker: { name: "Ana" }, target };
    const key = outbound.key(new Date());
    must(await stage.hear(outbound.send(session, act, key)));
    must(await stage.hear(outbound.send(session, act, key)));
    await stage.peer.settle();
    assert.equal(await likes.call(stage.peer, target.externalId), 1);
  });

  test("what was said can be taken back", async (t) => {
    if (!outbound.remove) return t.diagnostic("this network takes nothing back");
    const session = await stage.session();
    const words = word();
    const act = reply(`A slip ${words}`, await approached());
    const key = outbound.key(new Date());
    const receipt = must(await stage.hear(outbound.send(session, act, key)));
    const removed = await stage.hear(outbound.remove(session, receipt.externalId));
    if (stage.peer.removes === false) {
      assert.equal(mustFail(removed).tag, "refused", "a server that cannot must not be said to have done it");
      assert.equal(await standing(stage, words), 1);
      return;
    }
    must(removed);
    await stage.peer.settle();
    assert.equal(await standing(stage, words), 0);
    assert.equal(must(await stage.hear(outbound.find(session, act, key, new Date(0), []))), undefined);
  });
}

/** What a delivery does after a failure, by protocol 1: asks first, and says it (again) only when that is safe. */
async function recover(
  stage: Stage,
  outbound: Outbound,
  sent: { act: Act; key: string; since: Date; stands: number },
): Promise<void> {
  const session = await stage.session();
  if (outbound.proof !== "none") {
    const found = must(await stage.hear(outbound.find(session, sent.act, sent.key, sent.since, [])));
    assert.equal(found !== undefined, sent.stands === 1, "find says what stands");
  }
  if (sent.stands === 0 || outbound.proof === "idempotent")
    must(await stage.hear(outbound.send(session, sent.act, sent.key)));
}

async function standing(stage: Stage, words: string): Promise<number> {
  assert.ok(stage.peer.standing, "a network that we can act on has a witness");
  return stage.peer.standing(words);
}
