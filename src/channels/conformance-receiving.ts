/** The receiving half of the conformance suite: connect, pull, read, sweep, and the ways in which a network fails. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Breakage } from "./conformance.ts";
import {
  type Cursors,
  isUnfit,
  json,
  must,
  mustFail,
  mustSay,
  type Stage,
  word,
} from "./conformance-stage.ts";
import type { Connector, Fault, Reading } from "./connector.ts";
import { capabilitiesOf } from "./registry.ts";

/** Which faults tell the truth when a read meets a breakage. */
const READ_FAULTS: Record<Exclude<Breakage, "stalled">, ReadonlyArray<Fault["tag"]>> = {
  rate: ["rate"],
  busy: ["unavailable"],
  unreachable: ["unavailable"],
  "reset-before": ["unavailable", "no-answer"],
  "reset-after": ["unavailable", "no-answer"],
  "half-body": ["unavailable", "no-answer"],
  garbage: ["unavailable", "no-answer"],
  html: ["unavailable", "no-answer"],
  revoked: ["authorisation"],
};

export function receiving(stage: Stage, connector: Connector): void {
  const cursors: Cursors = new Map();

  test("it connects with what the form asks for, and the account is well", async () => {
    const session = await stage.session();
    assert.ok(session.account.externalId && session.account.handle && session.account.name);
    const checked = must(await stage.hear(connector.check(session)));
    assert.equal(checked.account.externalId, session.account.externalId);
    const { lacks } = capabilitiesOf(connector, json(checked.settings));
    for (const lack of lacks) mustSay(lack, "what a server lacks");
  });

  test("it refuses wrong input with a reason that a person can act on", async (t) => {
    for (const { what, input, field } of stage.peer.wrong)
      await t.test(what, async () => {
        const fault = mustFail(await stage.connect(input));
        assert.ok(fault.tag === "input" || fault.tag === "authorisation", JSON.stringify(fault));
        if (fault.tag === "input" && field) assert.equal(fault.field, field);
      });
  });

  test("a first pass brings what was said, and tells it well", async () => {
    const session = await stage.session();
    const words = word();
    const externalId = await stage.peer.speak(`Good morning ${words}`);
    const { raw, reading } = await stage.await(session, cursors, words);
    assert.equal(reading.externalId, externalId);
    assert.equal(reading.own, false);
    assert.ok(reading.author.externalId && reading.author.name);
    assert.ok(connector.capabilities.receives.includes(reading.form), reading.form);
    assert.ok(connector.capabilities.visibilities.includes(reading.visibility), reading.visibility);
    assert.ok(Math.abs(reading.at.getTime() - Date.now()) < 600_000, "its moment is now");
    assert.ok(Number.isFinite(raw.at.getTime()));
    assert.doesNotMatch(reading.text, /<\/?(p|br|span|div)\b/i, "text is never HTML");
  });

  test("a first pass brings no more than was asked for, and ends", async () => {
    const session = await stage.session();
    for (let n = 0; n < 4; n += 1) await stage.peer.speak(`One of many ${word()}`);
    await stage.peer.settle();
    for (const { name } of connector.streams) {
      const request = { stream: name, cursor: undefined, reach: new Date(0), most: 2 };
      const { arrivals } = await stage.pass(session, request);
      assert.ok(arrivals.length <= 2, `${name} brought ${arrivals.length}`);
    }
  });

  test("a later pass brings what is new, once, and nothing that came before", async () => {
    const session = await stage.session();
    const words = word();
    await stage.peer.settle();
    await stage.pullAll(session, cursors);
    await stage.peer.speak(`Something new ${words}`);
    const first = await stage.await(session, cursors, words);
    await stage.peer.settle();
    const again = await stage.pullAll(session, cursors);
    assert.ok(!again.some((raw) => raw.externalId === first.raw.externalId), "it came twice");
    assert.equal((await stage.pullAll(session, cursors)).length, 0, "with no news a pass is empty");
  });

  test("an interrupted pass resumes with nothing lost, also not what is said meanwhile", async () => {
    const session = await stage.session();
    const expected: string[] = [];
    for (let n = 0; n < (stage.peer.crowd ?? 5); n += 1)
      expected.push(await stage.peer.speak(`Crowd ${n} ${word()}`));
    await stage.peer.settle();
    const fresh: Cursors = new Map();
    const ids: string[] = [];
    let pages = 0;
    for (const { name } of connector.streams) {
      const request = { stream: name, cursor: undefined, reach: new Date(0), most: 5000 };
      const passed = await stage.pass(session, request, async (page, n) => {
        if (n > 1) return;
        // The process dies before it has saved the next page: the same cursor is asked again, and the line is bad.
        const cut = await stage.peer.broken("reset-after", session, "everywhere");
        const retry = { ...request, cursor: json(page.cursor) };
        if (!("unfit" in cut)) mustFail(await stage.hear(connector.pull(cut, retry)));
        expected.push(await stage.peer.speak(`Meanwhile ${word()}`));
        await stage.peer.settle();
      });
      fresh.set(name, passed.cursor);
      pages = Math.max(pages, passed.pages);
      for (const raw of passed.arrivals) ids.push(`${name} ${raw.externalId}`);
      ids.push(...(await stage.messages(passed.arrivals, session)).map(({ reading }) => reading.externalId));
    }
    if (stage.peer.crowd) assert.ok(pages > 1, "the crowd makes several pages");
    const later = await stage.pullAll(session, fresh);
    ids.push(...(await stage.messages(later, session)).map(({ reading }) => reading.externalId));
    assert.deepEqual(
      expected.filter((id) => !ids.includes(id)),
      [],
      "nothing is lost",
    );
  });

  test("reading is pure: the same arrival, in any order, through the database, gives the same readings", async () => {
    const session = await stage.session();
    const raws = await stage.pullAll(session, new Map());
    assert.ok(raws.length > 0);
    const once: Reading[][] = [];
    for (const raw of raws) {
      assert.deepEqual(json(raw.payload), raw.payload, "a payload is JSON and nothing else");
      once.push(await stage.read(freeze(raw), session));
    }
    for (const [n, raw] of [...raws.entries()].reverse()) {
      const stored = { ...raw, payload: json(raw.payload), at: new Date(raw.at) };
      assert.deepEqual(await stage.read(stored, session), once[n], raw.externalId);
    }
  });

  test("a sweep and a pull give one message the same id and the same reading", async (t) => {
    if (!connector.sweep) return t.diagnostic("this connector does not sweep");
    const session = await stage.session();
    const words = word();
    await stage.peer.speak(`Seen twice ${words}`);
    const pulled = await stage.await(session, cursors, words);
    const rootId = pulled.reading.rootId ?? pulled.reading.externalId;
    const raws = must(await stage.hear(connector.sweep(session, { rootId, knownIds: [] })));
    const swept = (await stage.messages(raws, session)).find(({ reading }) => reading.text.includes(words));
    assert.ok(swept, "the sweep sees it");
    assert.equal(swept.raw.externalId, pulled.raw.externalId);
    assert.deepEqual(swept.reading, pulled.reading);
  });

  test("what is removed at the source is told", async (t) => {
    if (!connector.capabilities.deletions) return t.diagnostic("this network keeps removals from us");
    const { erase } = stage.peer;
    assert.ok(erase, "a peer of a network with deletions can erase");
    const session = await stage.session();
    const words = word();
    const externalId = await stage.peer.speak(`Soon regretted ${words}`);
    const { reading } = await stage.await(session, cursors, words);
    await erase.call(stage.peer, externalId);
    await stage.peer.settle();
    const raws = await stage.pullAll(session, cursors);
    const sweep = { rootId: reading.rootId ?? externalId, knownIds: [externalId] };
    if (connector.sweep) raws.push(...must(await stage.hear(connector.sweep(session, sweep))));
    const readings = (await Promise.all(raws.map((raw) => stage.read(raw, session)))).flat();
    assert.ok(readings.some((one) => one.kind === "deletion" && one.externalId === externalId));
  });

  test("a failing network is a fault that says the truth, and never a throw", async (t) => {
    for (const kind of Object.keys(READ_FAULTS) as Array<keyof typeof READ_FAULTS>)
      await t.test(kind, async (t) => {
        const session = await stage.session();
        const broken = await stage.peer.broken(kind, session, "everywhere");
        if (isUnfit(t, broken)) return;
        const faults: Fault[] = [];
        for (const { name } of connector.streams) {
          const request = { stream: name, cursor: undefined, reach: new Date(0), most: 50 };
          const pulled = await stage.hear(connector.pull(broken, request));
          // What a network gives to everybody needs no credentials; one stream at least must notice that they are gone.
          if (pulled.ok && kind === "revoked") continue;
          const fault = mustFail(pulled);
          assert.ok(READ_FAULTS[kind].includes(fault.tag), `${name}: ${JSON.stringify(fault)}`);
          if (fault.tag === "rate") assert.ok(fault.retryAt.getTime() > Date.now() - 60_000);
          faults.push(fault);
        }
        assert.ok(faults.length > 0, "no stream noticed");
        const checked = mustFail(await stage.hear(connector.check(broken)));
        assert.ok(READ_FAULTS[kind].includes(checked.tag), `check: ${JSON.stringify(checked)}`);
      });
  });

  test("it stops when it is told to stop", async (t) => {
    const controller = new AbortController();
    const session = { ...(await stage.session()), signal: controller.signal };
    const stalled = await stage.peer.broken("stalled", session, "everywhere");
    if (isUnfit(t, stalled)) return;
    const stream = connector.streams[0]?.name ?? "";
    const pulling = connector.pull(stalled, { stream, cursor: undefined, reach: new Date(0), most: 50 });
    setTimeout(() => controller.abort(), 100);
    mustFail(await stage.hear(pulling));
  });

  test("listening wakes when something happens, or says that this server has none", async (t) => {
    if (!connector.listen) return t.diagnostic("this connector polls");
    const controller = new AbortController();
    const session = { ...(await stage.session()), signal: controller.signal };
    await new Promise<void>((resolve, reject) => {
      const wake = (name: string): void => {
        if (connector.streams.some((stream) => stream.name === name)) resolve();
        else reject(new Error(`no such stream: ${name}`));
      };
      const opened = (): void => void stage.peer.speak(`Wake up ${word()}`).catch(reject);
      const line = connector.listen?.(session, wake, opened) ?? assert.fail();
      line.then((ended) => {
        if (!ended.ok && ended.fault.tag === "missing") resolve();
        else reject(new Error(`the line ended before it woke: ${JSON.stringify(ended)}`));
      }, reject);
    }).finally(() => controller.abort());
  });
}

/** Frozen all through, so that a reader that writes to its input throws. */
function freeze<T>(value: T): T {
  if (value && typeof value === "object" && !ArrayBuffer.isView(value)) {
    for (const part of Object.values(value)) freeze(part);
    Object.freeze(value);
  }
  return value;
}
