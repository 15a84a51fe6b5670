/**
 * The queue in the rows themselves. A claim is one short transaction per workspace; a dead worker's rows become
 * `unknown` as soon as their lease runs out.
 */
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { after, now } from "../kernel/clock.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { Claimed } from "./claim-deliveries.ts";
import { clockSlack, deliveryLease } from "./delivery.ts";
import { attemptsOf, change, type DeliveryRecord, endAttempts, tellAuthor } from "./delivery-store.ts";

/** What a workspace's queue looks like from outside. */
export interface Look {
  workspaceId: string;
  /** Something is due to be said. */
  ripe: boolean;
  /** Something unanswered is to be searched for, or a lease has run out. */
  open: boolean;
  /** The next moment at which something becomes due. */
  at: Date | undefined;
}

/** When each workspace has to be looked at. What is due and cannot go out must not hide what is due next. In the system's scope. */
export async function nextLooks(): Promise<Look[]> {
  const present = now();
  const leaseEnd = longestLease();
  const { rows } = await sql<{ id: string; ripe: Date | null; at: Date | null; lease: Date | null }>`
    select w.id,
      (select d.due_at from delivery d where d.workspace_id = w.id and d.status = 'scheduled'
        order by d.due_at, d.created_at limit 1) as ripe,
      (select d.due_at from delivery d where d.workspace_id = w.id and d.status = 'scheduled' and d.due_at > ${present}
        order by d.due_at, d.created_at limit 1) as at,
      (select min(case d.status when 'sending' then case when d.leased_until > ${leaseEnd} then ${present} else d.leased_until end
          else case when d.next_find_at is not null then greatest(d.next_find_at,
            case when d.leased_until > ${leaseEnd} then null else d.leased_until end) end end)
        from delivery d where d.workspace_id = w.id and d.status in ('sending', 'unknown')) as lease
    from workspace w`.execute(db());
  return rows.flatMap(({ id, ripe, at, lease }) => {
    const due = ripe !== null && ripe <= present;
    const open = lease !== null && lease <= present;
    const coming = [at, lease].filter((each) => each && each > present).map(Number);
    if (!due && !open && coming.length === 0) return [];
    return [
      { workspaceId: id, ripe: due, open, at: coming.length > 0 ? new Date(Math.min(...coming)) : undefined },
    ];
  });
}

/** A lease that ends later than any given now could was given before the clock was set back, and is none. */
const longestLease = (): Date => after(now(), deliveryLease + clockSlack);
export const leaseIsOver = (): RawBuilder<SqlBool> =>
  sql<SqlBool>`(leased_until < ${now()} or leased_until > ${longestLease()})`;

/** Rows whose worker shows no sign of life: whether the network was called, nobody knows. */
export async function reapDead(): Promise<number> {
  const dead = await db()
    .selectFrom("delivery")
    .where("workspace_id", "=", workspaceId())
    .where("status", "=", "sending")
    .where(leaseIsOver)
    .selectAll()
    .forUpdate()
    .skipLocked()
    .execute();
  for (const delivery of dead) {
    const open = (await attemptsOf([delivery.id])).filter(({ ended_at }) => !ended_at);
    await endAttempts(open.map(({ id }) => ({ id, outcome: "lost", answer: null })));
    await change(delivery, "lost", {
      patch: { next_find_at: now() },
      fault: {
        tag: "lost",
        message: {
          en: "The connection broke before the network answered. The network is searched for it.",
          es: "La conexión se cortó antes de que la red respondiera. Se está buscando en la red.",
        },
      },
    });
  }
  return dead.length;
}

/** What should have gone out long ago waits for a person: the moment for it may have passed. */
export async function holdOverdue(rows: DeliveryRecord[]): Promise<void> {
  for (const delivery of rows) {
    await change(delivery, "overdue", {
      fault: {
        tag: "late",
        message: {
          en: "It waited for more than a day. Somebody should read it again before it goes out.",
          es: "Ha esperado más de un día. Alguien debería releerla antes de que salga.",
        },
      },
    });
    await tellAuthor(delivery);
  }
}

/** A sign of life. Answers which leases still hold; of the others the network must not be called any more. */
export async function keepLeases(claims: Claimed[], worker: string): Promise<Set<string>> {
  const held = claims.map(({ delivery }) => delivery);
  const { rows } = await sql<{ id: string }>`
    update delivery d set leased_until = ${after(now(), deliveryLease)}
    from unnest(${held.map(({ id }) => id)}::uuid[], ${held.map(({ status }) => status)}::text[],
      ${held.map(({ attempts }) => attempts)}::int[], ${held.map(({ finds }) => finds)}::int[]) as held (id, status, attempts, finds)
    where d.workspace_id = ${workspaceId()} and d.id = held.id and d.leased_by = ${worker} and d.status = held.status
      and d.attempts = held.attempts and d.finds = held.finds
    returning d.id`.execute(db());
  return new Set(rows.map(({ id }) => id));
}
