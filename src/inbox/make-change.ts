/** Makes a change to one conversation or many, in the caller's transaction: all of them or none. */
import { days, after as later, now } from "../kernel/clock.ts";
import { badField, notFound, Problem } from "../kernel/errors.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { changeConversations } from "../listening/index.ts";
import { type Change, type Circumstances, effectOf, trimmed } from "./change.ts";
import { type ConversationRow, conversationRows } from "./conversation-row.ts";
import { deskTeammates, openDesk, setReturned, wayBack, writeSteps } from "./hand-over.ts";
import { openPromises } from "./promise.ts";
import { findUnanswered, holdConversations, type StandingRow } from "./standing.ts";
import { tellAbout } from "./tell.ts";
import { fieldsOf, type Trace } from "./trace.ts";
import { keepTrace } from "./trace-store.ts";

export interface ChangeAnswer {
  changeId: string;
  conversations: ConversationRow[];
}

export interface ChangeOrder {
  ids: string[];
  change: Change;
  /** The version that the teammate saw, for one conversation. */
  version?: number | undefined;
  byId: string;
  /** Where the change's fields stand in the input, for naming the one that is wrong. */
  path?: string;
}

/** A snooze longer than this is a slip of the hand. */
const longestSnoozeDays = 366;

/**
 * Throws not-found when any id is not of this workspace, conflict (with the present rows) when a version is stale,
 * bad-input when the desk, the teammate or the time cannot be.
 */
export async function makeChange(order: ChangeOrder): Promise<ChangeAnswer> {
  const { change, byId } = order;
  const ids = [...new Set(order.ids)];
  const standings = await holdConversations(ids);
  if (standings.size < ids.length) throw notFound();
  await refuseStale([...standings.values()], order.version);

  const plan = await prepare(change, standings, order.path ?? "body");
  const effects = [...standings.values()].flatMap((row) => {
    const effect = effectOf(change, row, plan.circumstances(row));
    return effect ? [{ row, ...effect, patch: trimmed(effect.patch, row) }] : [];
  });
  if (plan.mustMove && effects.length === 0)
    throw badField(`${order.path ?? "body"}.deskId`, {
      en: "This desk has it already.",
      es: "Esta mesa ya la tiene.",
    });

  const changeId = newId();
  await changeConversations(effects.map(({ row, patch }) => ({ id: row.id, patch })));
  const after: Trace = { conversations: {} };
  const before: Trace = { conversations: {} };
  for (const { row, patch } of effects) {
    before.conversations[row.id] = fieldsOf(patch, row);
    after.conversations[row.id] = fieldsOf(patch, patch);
  }
  if (change.verb === "hand-over" || change.verb === "hand-back") {
    const passed = effects.map(({ row }) => row);
    after.handOvers = plan.deskId
      ? await writeSteps(passed, plan.deskId, {
          reason: change.reason,
          back: change.verb === "hand-back",
          byId,
        })
      : [];
    after.returned = plan.returned;
    await setReturned(plan.returned, true);
  }
  await record(
    effects.map(({ row, kind, data }) => ({
      kind,
      subject: { kind: "conversation", id: row.id },
      data: { ...data, changeId },
    })),
  );
  await keepTrace(changeId, change.verb, byId, before, after);
  await tell(
    change,
    effects.map(({ row }) => row),
    plan,
    byId,
  );
  return { changeId, conversations: await conversationRows(ids) };
}

/** Another teammate was faster: shows how things stand now. */
async function refuseStale(standings: StandingRow[], version: number | undefined): Promise<void> {
  if (version === undefined || standings.every((row) => row.version === version)) return;
  throw new Problem(
    "conflict",
    {
      en: "This conversation has changed meanwhile. Look at it again before you change it.",
      es: "Esta conversación ha cambiado entretanto. Mírala de nuevo antes de cambiarla.",
    },
    { data: { conversations: await conversationRows(standings.map((row) => row.id)) } },
  );
}

interface Plan {
  circumstances(row: StandingRow): Circumstances;
  /** Where a hand-over or hand-back goes. */
  deskId?: string;
  members: ReadonlySet<string>;
  returned: string[];
  /** A hand-over that moves nothing is a slip that is told. */
  mustMove: boolean;
}

/** Checks the change's own fields and gathers what its rules need, for all conversations at once. */
async function prepare(change: Change, standings: Map<string, StandingRow>, path: string): Promise<Plan> {
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
  if (until > at && until <= later(at, days(longestSnoozeDays))) return;
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

/** Tells those who now have work to do: one notification each, however many conversations it is about. */
async function tell(change: Change, changed: StandingRow[], plan: Plan, byId: string): Promise<void> {
  const [first] = changed;
  if (!first) return;
  if (change.verb === "assign" && change.userId !== null)
    await tellAbout("assigned", [change.userId], { byId, conversationId: first.id, count: changed.length });
  if (change.verb === "hand-over" || change.verb === "hand-back")
    await tellAbout("handed-over", [...plan.members], {
      byId,
      conversationId: first.id,
      count: changed.length,
      what: change.reason,
    });
}
