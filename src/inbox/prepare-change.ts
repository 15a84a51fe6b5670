/** Checks the fields of a change and gathers what its rules need. */
import { after, days, now } from "../kernel/clock.ts";
import { badField } from "../kernel/errors.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { Change, Circumstances } from "./change.ts";
import { deskTeammates, openDesk, wayBack } from "./hand-over.ts";
import { openPromises } from "./promise.ts";
import { findUnanswered, type StandingRow } from "./standing.ts";

/** A snooze longer than this is a slip of the hand. */
const longestSnoozeDays = 366;

export interface Plan {
  circumstances(row: StandingRow): Circumstances;
  /** Where a hand-over or hand-back goes. */
  deskId?: string;
  members: ReadonlySet<string>;
  returned: string[];
  /** A hand-over that moves nothing is a slip that is told. */
  mustMove: boolean;
}

/** Checks the change's own fields and gathers what its rules need, for all conversations at once. */
export async function prepare(
  change: Change,
  standings: Map<string, StandingRow>,
  path: string,
): Promise<Plan> {
  const rows = [...standings.values()];
  const plan: Omit<Plan, "circumstances"> = { members: new Set(), returned: [], mustMove: false };
  let assigneeBack: string | null | undefined;
  if (change.verb === "snooze") checkUntil(change.until, path);
  if (change.verb === "assign" && change.userId !== null) await checkAssignee(change.userId, path);
  if (change.verb === "hand-over") {
    plan.deskId = await openDesk(change.deskId, `${path}.deskId`);
    plan.members = await deskTeammates(plan.deskId);
    plan.mustMove = true;
  }
  if (change.verb === "hand-back") {
    const [row] = rows;
    if (!row || rows.length > 1) throw new Error("A hand-back is of one conversation.");
    const way = await wayBack(row);
    plan.deskId = way.deskId;
    plan.members = await deskTeammates(way.deskId);
    plan.returned = [way.step.id];
    assigneeBack = way.assigneeId;
  }
  const opens = ["reopen", "snooze", "hand-over", "hand-back"].includes(change.verb);
  const closed = opens ? rows.filter((row) => row.status === "closed") : [];
  const unanswered = await findUnanswered(closed.map((row) => ({ id: row.id, closedAt: null })));
  const promise = opens
    ? await openPromises(plan.deskId ? [plan.deskId] : closed.map((row) => row.desk_id))
    : () => null;
  const at = now();
  const { deskId, members } = plan;
  return {
    ...plan,
    circumstances: (row) => ({
      now: at,
      unanswered: unanswered.get(row.id) ?? null,
      promise,
      ...(deskId
        ? {
            destination: {
              deskId,
              assigneeId:
                assigneeBack === undefined
                  ? row.assignee_id !== null && members.has(row.assignee_id)
                    ? row.assignee_id
                    : null
                  : assigneeBack,
            },
          }
        : {}),
    }),
  };
}

function checkUntil(until: Date, path: string): void {
  const at = now();
  if (until > at && until <= after(at, days(longestSnoozeDays))) return;
  throw badField(`${path}.until`, {
    en: "Choose a time from now to a year ahead.",
    es: "Elige un momento entre ahora y dentro de un año.",
  });
}

async function checkAssignee(userId: string, path: string): Promise<void> {
  const teammate = await db()
    .selectFrom("teammate")
    .select("role")
    .where("workspace_id", "=", workspaceId())
    .where("user_id", "=", userId)
    .where("left_at", "is", null)
    .executeTakeFirst();
  if (!teammate)
    throw badField(`${path}.userId`, {
      en: "This person is not on the team.",
      es: "Esta persona no está en el equipo.",
    });
  if (teammate.role === "guest")
    throw badField(`${path}.userId`, {
      en: "A guest reads and writes notes, but cannot take a conversation.",
      es: "Un invitado lee y escribe notas, pero no puede encargarse de una conversación.",
    });
}
