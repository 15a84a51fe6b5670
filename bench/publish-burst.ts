import { newId } from "../src/kernel/ids.ts";
import { startDeliveries } from "../src/publishing/deliver-worker.ts";
import type { Bare } from "./bench.ts";
import type { Figure } from "./figure.ts";
import { type Newsroom, openNewsroom, plan } from "./publish-seed.ts";
import { median, timed } from "./statistics.ts";

/** The bare loop takes as many rows at a time as the product does. */
const batch = 200;

export const publishBurst: Figure = {
  name: "publish.burst_ratio",
  means: "time for 10,000 deliveries due at one instant over a bare claim-and-update loop of the same rows",
  target: () => ({ most: 1.5 }),
  perEngine: true,
  async measure(bench) {
    const room = await openNewsroom(bench, "publish_burst", 6);
    const count = bench.small ? 100 : 10_000;
    const ratios: number[] = [];
    for (let round = 0; round <= (bench.small ? 1 : 3); round++) {
      await plan(room, `round${round}`, { count, at: "now()", status: "scheduled" });
      await copyRows(room.bare);
      await room.bare("analyze");
      room.heard.length = 0;
      const whole = await timed(() => sendAll(room, count));
      let alone = 0;
      const plain = await timed(async () => {
        alone = await bareLoop(room.bare);
      });
      const twice = count - new Set(room.heard.map(({ text }) => text)).size;
      if (room.heard.length !== count || twice !== 0)
        throw new Error(`${room.heard.length} of ${count} went out, ${twice} of them twice.`);
      bench.say(
        `${round === 0 ? "warming up: " : ""}${Math.round((count / whole) * 1000)} deliveries/s, bare ${Math.round((count / plain) * 1000)}/s, ratio ${(whole / plain).toFixed(2)} (over its deliveries alone, without attempts and events: ${(whole / alone).toFixed(2)})`,
      );
      if (round > 0) ratios.push(whole / plain);
    }
    return { "": median(ratios) };
  },
};

async function sendAll({ running, bare, heard, workspace }: Newsroom, count: number): Promise<void> {
  const worker = await startDeliveries(running.kernel);
  const deadline = Date.now() + 600_000;
  for (;;) {
    // Told to the network is not yet written down.
    const open = `select 1 from delivery where workspace_id = '${workspace.id}' and status in ('sending', 'unknown') limit 1`;
    if (heard.length >= count && (await bare(open)).rows.length === 0) break;
    if (Date.now() > deadline) throw new Error(`${count} deliveries did not go out in ten minutes.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await worker.stop();
}

const tables = ["delivery", "attempt", "event"] as const;

async function copyRows(bare: Bare): Promise<void> {
  for (const table of tables) {
    await bare(`drop table if exists bare_${table}`);
    await bare(`create table bare_${table} (like ${table} including all)`);
    await bare(`insert into bare_${table} select * from ${table}`);
    await bare(`analyze bare_${table}`);
  }
}

/**
 * What any queue in a database does that keeps what it did: take some and note it, commit, write that they are done. It
 * writes the rows that the product writes (the delivery and its attempt twice, one event), in as many at a time, each
 * statement a transaction of its own on a plain connection, and asks for nothing.
 */
async function bareLoop(bare: Bare): Promise<number> {
  let alone = 0;
  const counted = async (text: string, values: unknown[]) => {
    const begun = performance.now();
    const answer = await bare(text, values);
    alone += performance.now() - begun;
    return answer;
  };
  for (;;) {
    const { rows } = await counted(claimSql, []);
    if (rows.length === 0) return alone;
    const [ids, attempts, workspaces] = [
      rows.map(({ id }) => id),
      rows.map(() => newId()),
      rows.map(({ workspace_id }) => workspace_id),
    ];
    await bare(beginAttemptsSql, [workspaces, attempts, ids]);
    await counted(sentSql, [workspaces, ids]);
    await bare(endAttemptsSql, [workspaces, attempts]);
    await bare(eventsSql, [workspaces, rows.map(() => newId()), rows.map(({ post_id }) => post_id), ids]);
  }
}

const claimSql = `
  update bare_delivery d set status = 'sending', attempts = attempts + 1, key = d.key || 'x', leased_by = 'bare', leased_until = now() + interval '10 seconds'
  from (select workspace_id, id from bare_delivery where status = 'scheduled' and due_at <= now()
    order by due_at, created_at limit ${batch} for update skip locked) due
  where d.workspace_id = due.workspace_id and d.id = due.id returning d.*`;
const beginAttemptsSql = `
  insert into bare_attempt (workspace_id, id, delivery_id, number, what, began_at, worker)
  select workspace_id, id, delivery_id, 1, 'send', now(), 'bare'
  from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as made (workspace_id, id, delivery_id)`;
const sentSql = `
  update bare_delivery d set status = 'sent', leased_by = null, leased_until = null, sent_at = now(), external_id = d.key,
    url = 'https://bench.example/' || d.key, receipt = jsonb_build_object('id', d.key)
  from unnest($1::uuid[], $2::uuid[]) as done (workspace_id, id)
  where d.workspace_id = done.workspace_id and d.id = done.id`;
const endAttemptsSql = `
  update bare_attempt a set ended_at = now(), outcome = 'sent', answer = '{"id": "0123456789"}'
  from unnest($1::uuid[], $2::uuid[]) as done (workspace_id, id)
  where a.workspace_id = done.workspace_id and a.id = done.id`;
const eventsSql = `
  insert into bare_event (workspace_id, id, at, kind, actor_kind, subject_kind, subject_id, data)
  select workspace_id, id, now(), 'delivery.sent', 'system', 'post', post_id, jsonb_build_object('deliveryId', delivery_id, 'event', 'receipt')
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as made (workspace_id, id, post_id, delivery_id)`;
