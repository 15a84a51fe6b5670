/**
 * A late message can show that two conversations are one. Listening joins the threads and removes the emptied row; what
 * the inbox keeps about it moves along, in the same transaction, and its id keeps leading to the one that stands.
 */
import { sql } from "kysely";
import { notFound } from "../kernel/errors.ts";
import { onEvents, type Recorded, record } from "../kernel/events.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { changeConversations } from "../listening/index.ts";
import { holdConversations } from "./standing.ts";

/** Ids given away by joining lead on at most this many times: a thread torn into more pieces is a broken invariant. */
const mostSteps = 50;

export const moveWhatIsJoined = (): void => onEvents("conversation.merging", join);

async function join(events: Recorded[]): Promise<void> {
  for (const event of events) {
    const from = event.subject.id;
    const { into } = event.data;
    if (typeof into !== "string") throw new Error("conversation.merging must name where it goes.");
    await settleBoth(from, into);
    for (const table of ["note", "hand_over"] as const)
      await db()
        .updateTable(table)
        .set({ conversation_id: into })
        .where("workspace_id", "=", workspaceId())
        .where("conversation_id", "=", from)
        .execute();
    // Of two drafts of one teammate, the one in the thread that stays wins, with the other's text behind it.
    await sql`update reply_draft d set content = jsonb_set(d.content, '{text}', to_jsonb(d.content ->> 'text' || E'\n\n' || (o.content ->> 'text')))
      from reply_draft o where d.workspace_id = ${workspaceId()} and d.conversation_id = ${into}
        and o.workspace_id = d.workspace_id and o.conversation_id = ${from} and o.user_id = d.user_id`.execute(
      db(),
    );
    await sql`update reply_draft d set conversation_id = ${into} where d.workspace_id = ${workspaceId()}
        and d.conversation_id = ${from} and not exists (select from reply_draft o
          where o.workspace_id = d.workspace_id and o.conversation_id = ${into} and o.user_id = d.user_id)`.execute(
      db(),
    );
    for (const table of ["reply_draft", "presence", "promise_warning"] as const)
      await db()
        .deleteFrom(table)
        .where("workspace_id", "=", workspaceId())
        .where("conversation_id", "=", from)
        .execute();
    await record([
      { kind: "conversation.joined", subject: { kind: "conversation", id: into }, data: { from } },
    ]);
    announce("notes", into);
  }
}

/** The one that stays is as awake as the more awake of the two: work that was open must not vanish into a closed thread. */
async function settleBoth(from: string, into: string): Promise<void> {
  const standings = await holdConversations([from, into]);
  const gone = standings.get(from);
  const stays = standings.get(into);
  if (!gone || !stays) return;
  const wakes = gone.status === "open" && stays.status !== "open";
  const snoozes = gone.status === "snoozed" && stays.status === "closed";
  if (wakes || snoozes)
    await changeConversations([
      {
        id: into,
        patch: {
          status: gone.status,
          snoozed_until: gone.snoozed_until,
          outcome: null,
          closed_at: gone.closed_at,
        },
      },
    ]);
}

/** The conversation that an id means now. Throws not-found. */
export async function follow(id: string): Promise<string> {
  let present = id;
  for (let step = 0; step < mostSteps; step++) {
    const { rows } = await sql<{ there: boolean; into: string | null }>`
      select exists (select from conversation where workspace_id = ${workspaceId()} and id = ${present}) as there,
        (select data ->> 'into' from event where workspace_id = ${workspaceId()} and subject_id = ${present}
          and kind = 'conversation.merging' limit 1) as into`.execute(db());
    if (rows[0]?.there) return present;
    if (!rows[0]?.into) throw notFound();
    present = rows[0].into;
  }
  throw notFound();
}

/** The ids of conversations that were joined to this one, directly or by way of another. */
export async function joinedTo(id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive joined as (
      select (data ->> 'from')::uuid as id, 1 as step from event
      where workspace_id = ${workspaceId()} and subject_id = ${id} and kind = 'conversation.joined'
      union
      select (e.data ->> 'from')::uuid, step + 1 from joined
      join event e on e.workspace_id = ${workspaceId()} and e.subject_id = joined.id and e.kind = 'conversation.joined'
      where step < ${mostSteps}
    )
    select id from joined limit ${mostSteps}`.execute(db());
  return rows.map((row) => row.id);
}
