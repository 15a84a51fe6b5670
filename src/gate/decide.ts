import type { Act } from "./act.ts";
import type { Facts } from "./facts.ts";
import type { Reason, Rule, Verdict } from "./rule.ts";

export interface Verdicts {
  verdict: Verdict;
  reasons: Reason[];
}

/**
 * Whether an act may happen. Pure. Every rule speaks, so that a person sees all that is wrong at once; one deny denies,
 * else one hold holds.
 */
export function decide(act: Act, facts: Facts, rules: readonly Rule[]): Verdicts {
  const reasons = rules.flatMap((rule) =>
    rule.check(act, facts).map((reason) => ({ rule: rule.name, ...reason })),
  );
  const said = new Set(reasons.map((reason) => reason.verdict));
  return { verdict: said.has("deny") ? "deny" : said.has("hold") ? "hold" : "allow", reasons };
}
