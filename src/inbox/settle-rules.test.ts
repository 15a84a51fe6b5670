import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Heard, type Known, type Standing, settledStatus } from "./settle-rules.ts";

const at = new Date("2026-11-23T10:00:00Z");
const heard = (part: Partial<Heard>): Heard => ({
  began: false,
  inbound: false,
  backfill: false,
  addressedAt: null,
  ...part,
});
const closed: Standing = { status: "closed", closedAt: null };
const closedByHand: Standing = { status: "closed", closedAt: at };
const open: Standing = { status: "open", closedAt: null };
const snoozed: Standing = { status: "snoozed", closedAt: null };
const known = (part: Partial<Known>): Known => ({ unanswered: null, spoken: true, touched: false, ...part });

describe("where a conversation stands after messages arrived", () => {
  const rules: Array<[string, Heard, Standing, Known, string]> = [
    ["our own words alone are closed", heard({ began: true }), closed, known({ spoken: false }), "closed"],
    [
      "what somebody says opens it",
      heard({ began: true, inbound: true, addressedAt: at }),
      closed,
      known({ unanswered: at }),
      "open",
    ],
    [
      "what somebody says beside us opens it, too",
      heard({ began: true, inbound: true }),
      closed,
      known({}),
      "open",
    ],
    [
      "the first who speaks under our own words opens them",
      heard({ inbound: true }),
      closed,
      known({}),
      "open",
    ],
    ["an answering machine does not", heard({ inbound: true }), closed, known({ spoken: false }), "closed"],
    ["our own answer opens nothing", heard({}), closed, known({}), "closed"],
    ["our own answer closes nothing", heard({}), open, known({}), "open"],
    [
      "somebody who speaks to us opens what a teammate closed",
      heard({ inbound: true, addressedAt: at }),
      closedByHand,
      known({ unanswered: at }),
      "open",
    ],
    [
      "chatter beside us does not open what a teammate closed",
      heard({ inbound: true }),
      closedByHand,
      known({}),
      "closed",
    ],
    [
      "somebody who speaks to us wakes it",
      heard({ inbound: true, addressedAt: at }),
      snoozed,
      known({ unanswered: at }),
      "open",
    ],
    ["chatter beside us does not wake it", heard({ inbound: true }), snoozed, known({}), "snoozed"],
    [
      "history that waits begins open",
      heard({ began: true, backfill: true, inbound: true, addressedAt: at }),
      closed,
      known({ unanswered: at }),
      "open",
    ],
    [
      "history that does not wait begins closed",
      heard({ began: true, backfill: true, inbound: true, addressedAt: at }),
      closed,
      known({}),
      "closed",
    ],
    [
      "history that turns out to be answered closes again",
      heard({ backfill: true }),
      open,
      known({}),
      "closed",
    ],
    [
      "unless somebody has touched it, or it was heard as it happened",
      heard({ backfill: true }),
      open,
      known({ touched: true }),
      "open",
    ],
    [
      "history does not wake what sleeps",
      heard({ backfill: true, inbound: true, addressedAt: new Date(at.getTime() - 1000) }),
      snoozed,
      known({ unanswered: at }),
      "snoozed",
    ],
    [
      "history that nobody has seen and that waits opens what a teammate closed",
      heard({ backfill: true, inbound: true, addressedAt: at }),
      closedByHand,
      known({ unanswered: at }),
      "open",
    ],
  ];
  for (const [promise, what, standing, facts, status] of rules)
    it(promise, () => assert.equal(settledStatus(what, standing, facts), status));
});
