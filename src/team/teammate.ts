/** Rules of teammates: pure. */
import type { Role } from "../kernel/caller.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import type { Hours } from "./hours.ts";

export interface Teammate {
  /** The user's id. */
  id: string;
  name: string;
  email: string;
  role: Role;
  pronouns: string | null;
  /** BCP 47 tags of the languages that this person answers in. */
  languages: string[];
  timeZone: string;
  hours: Hours;
  /** How this person signs; null: by name. */
  signature: string | null;
  /** Path of the picture. */
  portrait: string | null;
  deskIds: string[];
  joinedAt: string;
  leftAt: string | null;
}

export const firstHours: Hours = Object.fromEntries(
  ["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["09:00", "17:00"]]]),
);

export type MembershipFault =
  /** Only owners make and change owners. */
  | { tag: "owners-only" }
  /** A workspace keeps at least one owner. */
  | { tag: "last-owner" };

/** Whether `actor` may give `target`, who has the role `from` (null: a newcomer), the role `to` (null: leaves). */
export function mayChangeRole(
  actor: { id: string; role: Role },
  target: { id: string },
  from: Role | null,
  to: Role | null,
  owners: number,
): Result<true, MembershipFault> {
  if (from === to) return ok(true);
  if (from === "owner" && owners <= 1) return fail({ tag: "last-owner" });
  const leavesThemself = actor.id === target.id && to === null;
  if ((from === "owner" || to === "owner") && actor.role !== "owner" && !leavesThemself)
    return fail({ tag: "owners-only" });
  return ok(true);
}
