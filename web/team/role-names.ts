import { useLingui } from "@lingui/react/macro";
import type { Role } from "./team-api.ts";

/** The roles and what each may do, in the person's language. */
export function useRoleNames(): Record<Role, { name: string; means: string }> {
  const { t } = useLingui();
  return {
    owner: { name: t`owner`, means: t`Decides everything, also who owns it.` },
    lead: { name: t`lead`, means: t`Runs channels, desks and the team.` },
    member: { name: t`member`, means: t`Answers the community.` },
    guest: { name: t`guest`, means: t`Reads along and writes notes.` },
  };
}
