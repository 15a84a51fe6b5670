import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { days, hours, after as later, minutes, useClock } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { changeConversations } from "../listening/index.ts";
import { settleHearings } from "./settle.ts";
import type { Said } from "./test-hearing.ts";
import { onBothEngines, type World } from "./test-world.ts";

/** Every order of a list. */
function orders<T>(list: T[]): T[][] {
  if (list.length < 2) return [list];
  return list.flatMap((first, index) =>
    orders([...list.slice(0, index), ...list.slice(index + 1)]).map((rest) => [first, ...rest]),
  );
}

/** Every way to cut a list into batches that keeps its order. */
function batches<T>(list: T[]): T[][][] {
  const [first, ...rest] = list;
  if (first === undefined) return [[]];
  return batches(rest).flatMap((cut) => {
    const [head, ...tail] = cut;
    return head
      ? [
          [[first], ...cut],
          [[first, ...head], ...tail],
        ]
      : [[[first]]];
  });
}

onBothEngines("settling what is heard", (open) => {
  let world: World;
  let at = new Date("2026-11-23T10:00:00.000Z");
  let restoreClock = (): void => {};
  before(async () => {
    restoreClock = useClock(() => at);
    world = await open();
  });
  after(async () => {
    await world.close();
    restoreClock();
  });

  const ago = (milliseconds: number): Date => later(at, -milliseconds);
  const row = (id: string) =>
    world.inside(() =>
      db()
        .selectFrom("conversation")
        .select(["status", "waiting_since", "promised_at", "desk_id", "outcome"])
        .where("id", "=", id)
        .executeTakeFirstOrThrow(),
    );

  const threads: Array<[string, Said[], { backfill: boolean }]> = [
    [
      "asked, answered, asked again",
      [{ at: ago(hours(5)) }, { at: ago(hours(4)), own: true }, { at: ago(hours(3)) }, { at: ago(hours(2)) }],
      { backfill: false },
    ],
    [
      "our own words, then somebody else's",
      [
        { at: ago(hours(5)), own: true },
        { at: ago(hours(4)), addressed: false },
        { at: ago(hours(3)), own: true },
      ],
      { backfill: false },
    ],
    [
      "an answering machine last",
      [
        { at: ago(hours(5)) },
        { at: ago(hours(4)), own: true },
        { at: ago(hours(3)), automatic: "auto-reply" },
      ],
      { backfill: false },
    ],
    [
      "answered within our own second, and by a clock that is behind",
      [
        { key: "asked", at: ago(hours(5)) },
        { key: "ours", at: ago(hours(4)), own: true, parent: "asked" },
        { key: "theirs", at: ago(hours(4)), parent: "ours" },
        { at: ago(hours(4) + minutes(3)), parent: "ours" },
      ],
      { backfill: false },
    ],
    [
      "history, answered",
      [{ at: ago(days(3)) }, { at: ago(days(2)) }, { at: ago(days(1)), own: true }],
      { backfill: true },
    ],
    [
      "history, still waiting",
      [{ at: ago(days(30)) }, { at: ago(days(29)), own: true }, { at: ago(days(20)) }, { at: ago(days(3)) }],
      { backfill: true },
    ],
    ["history, long gone", [{ at: ago(days(30)) }, { at: ago(days(20)) }], { backfill: true }],
  ];
  for (const [title, messages, options] of threads)
    it(`settles the same in every order and every cut: ${title}`, async () => {
      const ways = orders(messages).flatMap(batches);
      const heard = ways.map((cut) => ({ id: newId(), cut }));
      for (let step = 0; step < messages.length; step++)
        await world.heardAll(
          heard.flatMap(({ id, cut }) => {
            const batch = cut[step];
            return batch ? [{ conversation: id, messages: batch }] : [];
          }),
          options,
        );
      const seen = new Map<string, string>();
      for (const { id, cut } of heard) seen.set(JSON.stringify(await row(id)), JSON.stringify(cut));
      assert.ok(ways.length >= 4);
      assert.equal(seen.size, 1, JSON.stringify([...seen]));
    });

  it("says who waits, and promises an answer in the desk's time", async () => {
    const id = newId();
    await world.heard(id, [{ at: ago(hours(3)) }, { at: ago(hours(1)) }]);
    assert.deepEqual(await row(id), {
      status: "open",
      waiting_since: ago(hours(3)),
      promised_at: later(ago(hours(3)), minutes(120)),
      desk_id: world.desks.community,
      outcome: null,
    });
    await world.heard(id, [{ at: ago(minutes(30)), own: true }]);
    const answered = await row(id);
    assert.deepEqual([answered.status, answered.waiting_since, answered.promised_at], ["open", null, null]);
  });

  it("lets wait whoever answers our last words, also when their clock says that it was before", async () => {
    const [asked, ours, theirs, again] = ["asked", "ours", "theirs", "again"];
    const id = newId();
    await world.heard(id, [{ key: asked, at: ago(hours(3)) }]);
    await world.heard(id, [{ key: ours, at: ago(hours(1)), own: true, parent: asked }]);
    assert.equal((await row(id)).waiting_since, null);
    await world.heard(id, [{ key: theirs, at: ago(hours(1)), parent: ours }]);
    assert.deepEqual((await row(id)).waiting_since, ago(hours(1)));
    await world.heard(id, [{ key: again, at: ago(minutes(50)), own: true, parent: theirs }]);
    assert.equal(
      (await row(id)).waiting_since,
      null,
      "an answer to older words of ours is answered by newer ones",
    );
    await world.heard(id, [{ at: ago(minutes(52)), parent: again }]);
    assert.deepEqual((await row(id)).waiting_since, ago(minutes(52)));
  });

  it("counts the promise in the united working hours of the desk's teammates only", async () => {
    const morning = JSON.stringify({ tue: [["09:00", "11:00"]] });
    const noon = JSON.stringify({ tue: [["10:30", "12:00"]] });
    const set = (hoursOf: string, name: string) =>
      world.inside(async () => {
        const former = await db()
          .selectFrom("teammate")
          .select("hours")
          .where("user_id", "=", world.user(name))
          .executeTakeFirstOrThrow();
        await db()
          .updateTable("teammate")
          .set({ hours: hoursOf })
          .where("user_id", "=", world.user(name))
          .execute();
        return JSON.stringify(former.hours);
      });
    const formerMia = await set(morning, "mia");
    const formerLeo = await set(noon, "leo");
    const id = await world.asked(at);
    // Tuesday 09:00 in Madrid is 08:00 UTC; two united hours later it is 10:00 UTC (11:00 there), for the overlap counts once.
    assert.equal((await row(id)).promised_at?.toISOString(), "2026-11-24T10:00:00.000Z");
    await set(formerMia, "mia");
    await set(formerLeo, "leo");
  });

  it("begins history closed when it is answered or too old, open when it waits", async () => {
    const cases: Array<[Said[], string]> = [
      [[{ at: ago(days(15)) }], "closed"],
      [[{ at: ago(days(13)) }], "open"],
      [[{ at: ago(days(13)) }, { at: ago(days(12)), own: true }], "closed"],
      [[{ at: ago(days(2)), addressed: false }], "closed"],
    ];
    for (const [messages, status] of cases) {
      const id = newId();
      await world.heard(id, messages, { backfill: true });
      assert.deepEqual([(await row(id)).status, (await row(id)).outcome], [status, null]);
    }
  });

  it("keeps open what a teammate opened, whatever history brings", async () => {
    const id = newId();
    await world.heard(id, [{ at: ago(days(30)) }], { backfill: true });
    await world.as("mia", "DELETE", `/conversations/${id}/closure`);
    await world.heard(id, [{ at: ago(days(29)), own: true }], { backfill: true });
    assert.equal((await row(id)).status, "open");
  });

  it("does not let wait what a teammate closed, only what came after", async () => {
    const id = await world.asked(ago(hours(5)));
    at = later(at, minutes(1));
    await world.as("mia", "POST", `/conversations/${id}/closure`, { outcome: "no-answer-needed" });
    at = later(at, minutes(1));
    // The network tells us late of something said before the closing: nobody has seen it, so it waits.
    await world.heard(id, [{ at: ago(hours(2)) }]);
    assert.deepEqual([(await row(id)).status, (await row(id)).waiting_since], ["open", ago(hours(2))]);
  });

  it("wakes a snoozed conversation when somebody speaks to us, and says so", async () => {
    const id = await world.asked(ago(hours(1)));
    await world.as("mia", "POST", `/conversations/${id}/snooze`, { until: later(at, days(1)).toISOString() });
    await world.heard(id, [{ at }]);
    const view = (await world.as("mia", "GET", `/conversations/${id}`)).body;
    assert.deepEqual([view.conversation.status, view.conversation.snoozedUntil], ["open", null]);
    assert.equal(view.history.at(-1).kind, "conversation.woken");
  });

  it("does not wait for words that were taken back", async () => {
    const id = await world.asked(ago(hours(1)));
    await world.inside(async () => {
      await db().updateTable("message").set({ deleted_at: at }).where("conversation_id", "=", id).execute();
      await record([{ kind: "message.deleted", subject: { kind: "conversation", id }, data: {} }]);
    });
    assert.deepEqual([(await row(id)).status, (await row(id)).waiting_since], ["open", null]);
  });

  it("settles a batch of 100 with as many statements as one of 5", async () => {
    const settle = async (many: number) => {
      const ids = Array.from({ length: many }, newId);
      for (const id of ids) await world.heard(id, [{ at: ago(hours(1)) }, { at, own: true }]);
      let statements = 0;
      await world.inside(async () => {
        const { executeQuery } = Object.getPrototypeOf(db().getExecutor());
        const executor = db().getExecutor();
        executor.executeQuery = function (...args: unknown[]) {
          statements += 1;
          return executeQuery.apply(this, args);
        };
        await db()
          .deleteFrom("message")
          .where("own", "=", true)
          .where("conversation_id", "in", ids)
          .execute();
        await db()
          .updateTable("conversation")
          .set({ last_outbound_at: null })
          .where("id", "in", ids)
          .execute();
        statements = 0;
        const { settled } = await settleHearings(
          ids.map((conversationId) => ({
            conversationId,
            channelId: world.channel,
            began: false,
            backfill: false,
            messages: [],
          })),
        );
        await changeConversations([...settled].map(([id, patch]) => ({ id, patch })));
      });
      for (const id of ids.slice(0, 3)) assert.deepEqual((await row(id)).waiting_since, ago(hours(1)));
      return statements;
    };
    const many = await settle(100);
    assert.ok(many > 3, `${many} statements were seen`);
    assert.equal(many, await settle(5));
  });
});
