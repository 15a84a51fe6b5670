/** The gate: the one place that decides whether an act may happen. */
import "./tables.ts";
import { onEvents } from "../kernel/events.ts";
import type { Act } from "./act.ts";
import { decide, type Verdicts } from "./decide.ts";
import { insertDecision, moveDecisions } from "./decision-store.ts";
import type { Facts } from "./facts.ts";
import { type Gathered, gather } from "./gather.ts";
import type { Rule } from "./rule.ts";
import { carried } from "./rule-carried.ts";
import { channelHealth } from "./rule-channel-health.ts";
import { humanSignature } from "./rule-human-signature.ts";
import { networkLimits } from "./rule-network-limits.ts";
import { roleAndDesk } from "./rule-role-and-desk.ts";
import { automaticSender, closedTarget, otherAddress } from "./rule-target.ts";

export type { Act, ActMedia, AnswerAct, ChangeAct, PostAct } from "./act.ts";
export { findDecisions } from "./decision-store.ts";
export type { Facts } from "./facts.ts";
export type { Gathered } from "./gather.ts";
export { allow, deny, hold, type Reason, type Rule, type Verdict } from "./rule.ts";
export { sign } from "./sign.ts";

/** The gate's own rules; later modules bring theirs. */
const ownRules: readonly Rule[] = [
  roleAndDesk,
  closedTarget,
  automaticSender,
  otherAddress,
  channelHealth,
  networkLimits,
  carried,
  humanSignature,
];

export interface Gate {
  /** Asks without leaving a trace: while somebody types. undefined: what it is about is not there. */
  ask(act: Act): Promise<(Gathered & Verdicts) | undefined>;
  /** Stores what was decided. Answers the decision's id. */
  keep(
    act: Act,
    facts: Facts,
    verdicts: Verdicts,
    overrides?: { id: string; reason: string; by: string },
  ): Promise<string>;
}

/** Opens the gate with the rules of the modules after it. */
export function openGate(rules: readonly Rule[]): Gate {
  const all = [...ownRules, ...rules];
  onEvents("conversation.merging", moveDecisions);
  return {
    async ask(act) {
      const gathered = await gather(act, all);
      return gathered && { ...gathered, ...decide(act, gathered.facts, all) };
    },
    keep: (act, facts, verdicts, overrides) =>
      insertDecision({ act, facts, ...verdicts, ...(overrides ? { overrides } : {}) }),
  };
}
