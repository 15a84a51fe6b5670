/** Whom a post waits for, in words. */
import { useLingui } from "@lingui/react/macro";
import type { Names } from "../inbox/names.ts";
import type { Waiting } from "./approvals-api.ts";

/** "Ana or Leo", "a lead", "somebody from outside". */
export function useWaitWords(names: Names): (waiting: Pick<Waiting, "kind" | "userIds">) => string {
  const { t, i18n } = useLingui();
  return ({ kind, userIds }) => {
    if (kind === "lead") return t`a second person, a lead`;
    if (kind === "outside") return t`somebody from outside`;
    const known = userIds.flatMap((id) => names.teammate(id)?.name ?? []);
    return known.length > 0
      ? new Intl.ListFormat(i18n.locale, { type: "disjunction" }).format(known)
      : t`somebody who is not in the team any more`;
  };
}
