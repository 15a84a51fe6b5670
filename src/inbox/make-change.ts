/** Makes a change to one conversation or many, in the caller's transaction: all of them or none. */
import { badField, notFound, Problem } from "../kernel/errors.ts";
import { record } from "../kernel/events.ts";
import { newId } from "../kernel/ids.ts";
import { changeConversations } from "../listening/index.ts";
import { type Change, effectOf, trimmed } from "./change.ts";
import { type ConversationRow, conversationRows } from "./conversation-row.ts";
import { setReturned, writeSteps } from "./hand-over.ts";
import { type Plan, prepare } from "./prepare-change.ts";
import { holdConversations, type StandingRow } from "./standing.ts";
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
