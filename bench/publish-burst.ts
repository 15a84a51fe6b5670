import { startDeliveries } from "../src/publishing/deliver-worker.ts";
import type { Bare } from "./bench.ts";
import type { Figure } from "./figure.ts";
import { type Newsroom, openNewsroom, plan } from "./publish-seed.ts";
import { median, timed } from "./statistics.ts";

/** The bare loop takes as many rows at a time as the product does. */
const batch = 64;

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
      const plain = await timed(() => bareLoop(room.bare));
      const twice = count - new Set(room.heard.map(({ text }) => text)).size;
      if (room.heard.length !== count || twice !== 0)
        throw new Error(`${room.heard.length} of ${count} went out, ${twice} of them twice.`);
      bench.say(
        `${round === 0 ? "warming up: " : ""}${Math.round((count / whole) * 1000)} deliveries/s, bare ${Math.round((count / plain) * 1000)}/s, ratio ${(whole / plain).toFixed(2)}`,
      );
      if (round > 0) ratios.push(whole / plain);
    }
    return { "": median(ratios) };
  },
};

async function sendAll({ running, bare }: Newsroom, count: number): Promise<void> {
  const worker = await startDeliveries(running.kernel);
  const deadline = Date.now() + 600_000;
  for (;;) {
    const { rows } = await bare(
      "select 1 from delivery where status in ('scheduled', 'sending', 'unknown') limit 1",
    );
    if (rows.length === 0) break;
    if (Date.now() > deadline) throw new Error(`${count} deliveries did not go out in ten minutes.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await worker.stop();
}

async function copyRows(bare: Bare): Promise<void> {
  await bare("drop table if exists bare_delivery");
  await bare("create table bare_delivery (like delivery including all)");
  await bare("insert into bare_delivery select * from delivery");
}

/** What any queue in a database does: take some, commit, write that they are done. */
async function bareLoop(bare: Bare): Promise<void> {
  for (;;) {
    const { rows } = await bare(
      `update bare_delivery d set status = 'sending', attempts = attempts + 1, leased_by = 'bare', leased_until = now() + interval '10 seconds'
       from (select workspace_id, id from bare_delivery where status = 'scheduled' and due_at <= now()
         order by due_at, created_at limit ${batch} for update skip locked) due
       where d.workspace_id = due.workspace_id and d.id = due.id returning d.*`,
    );
    if (rows.length === 0) return;
    await bare(
      `update bare_delivery d set status = 'sent', leased_by = null, leased_until = null, sent_at = now(), external_id = d.key,
         url = 'https://bench.example/' || d.key, receipt = jsonb_build_object('id', d.key)
       from unnest($1::uuid[], $2::uuid[]) as done (workspace_id, id)
       where d.workspace_id = done.workspace_id and d.id = done.id`,
      [rows.map(({ workspace_id }) => workspace_id), rows.map(({ id }) => id)],
    );
  }
}
