/** A rule of the gate. Modules contribute them; the app composes them. */
import type { Words } from "../kernel/errors.ts";
import type { Json } from "../kernel/result.ts";
import type { Act } from "./act.ts";
import type { Facts } from "./facts.ts";

export type Verdict = "allow" | "hold" | "deny";

/** Why. An `allow` with words is a note to who types. */
export interface Reason {
  rule: string;
  verdict: Verdict;
  words: Words;
  data?: { [key: string]: Json };
}

export interface Rule {
  name: string;
  /** What only the rule's own module knows, put into `facts.more` under the rule's name. Runs in the open transaction. */
  gather?(act: Act, facts: Facts): Promise<Json>;
  /** Pure. Nothing to say: an empty list. */
  check(act: Act, facts: Facts): Array<Omit<Reason, "rule">>;
}

export const allow = (words: Words, data?: Reason["data"]) => say("allow", words, data);
export const hold = (words: Words, data?: Reason["data"]) => say("hold", words, data);
export const deny = (words: Words, data?: Reason["data"]) => say("deny", words, data);

const say = (verdict: Verdict, words: Words, data: Reason["data"]): Omit<Reason, "rule"> => ({
  verdict,
  words,
  ...(data ? { data } : {}),
});
