import { startDeliveries } from "../src/publishing/deliver-worker.ts";
import { startBluesky } from "../test/peers/bluesky.ts";
import type { Bench } from "./bench.ts";
import { foundWorkspace } from "./community.ts";
import type { Figure } from "./figure.ts";
import { type Newsroom, plan } from "./publish-seed.ts";
import { percentile } from "./statistics.ts";

/** After so long without an answer, one post goes ahead of the others to ask whether the network is there. */
const quiet = 11_000;

export const publishBurstLate: Figure = {
  name: "publish.burst_late_ms_p95",
  means: "ms from the second at which 50 posts are due to a Bluesky server's answer, written down, p95",
  target: () => ({ most: 1000 }),
  perEngine: true,
  needs: ["bluesky"],
  async measure(bench) {
    const room = await openRoom(bench);
    const worker = await startDeliveries(room.running.kernel);
    bench.atEnd(() => worker.stop());
    // The channel has spoken before, and not lately.
    await plan(room, "before", { count: 1, at: "now()", status: "scheduled" });
    await allOut(room, 1);
    await new Promise((resolve) => setTimeout(resolve, bench.small ? 0 : quiet));
    const count = bench.small ? 3 : 50;
    const due = Math.ceil(Date.now() / 1000) * 1000 + (bench.small ? 1000 : 2000);
    await plan(room, "second", { count, at: `to_timestamp(${due / 1000})`, status: "scheduled" });
    await allOut(room, count + 1);
    const { rows } = await room.bare(
      `select a.ended_at, a.outcome from attempt a join delivery d on d.workspace_id = a.workspace_id and d.id = a.delivery_id
       where d.workspace_id = '${room.workspace.id}' and d.key not like 'before%' and d.due_at = to_timestamp(${due / 1000})`,
    );
    const late = rows.map(({ ended_at }) => new Date(ended_at as string).getTime() - due);
    if (late.length !== count || rows.some(({ outcome }) => outcome !== "sent"))
      throw new Error(`${late.length} attempts for ${count} posts: ${rows.map(({ outcome }) => outcome)}`);
    await worker.stop();
    bench.say(
      `p50 ${percentile(late, 0.5)} ms, p95 ${percentile(late, 0.95)} ms, worst ${Math.max(...late)} ms`,
    );
    return { "": percentile(late, 0.95) };
  },
};

/** One channel on a real server, connected as a teammate does. */
async function openRoom(bench: Bench): Promise<Newsroom> {
  const product = await bench.openProduct("publish_burst_late");
  const peer = await startBluesky();
  bench.atEnd(() => peer.stop());
  const account = await peer.createAccount("brisa");
  const workspace = await foundWorkspace(product);
  const answer = await product.running.app.server.inject({
    method: "POST",
    url: "/api/channels",
    headers: { cookie: workspace.cookie, "rapport-workspace": workspace.id },
    payload: {
      network: "bluesky",
      input: { handle: account.handle, appPassword: account.appPassword, service: peer.pdsUrl },
    },
  });
  if (answer.statusCode !== 200) throw new Error(`Not connected: ${answer.payload}`);
  return { ...product, workspace, channelIds: [answer.json().channel.id], heard: [] };
}

async function allOut({ bare, workspace }: Newsroom, count: number): Promise<void> {
  const deadline = Date.now() + 60_000;
  const sent = `select count(*) as n from delivery where workspace_id = '${workspace.id}' and status = 'sent'`;
  for (;;) {
    const n = Number((await bare(sent)).rows[0]?.n);
    if (n >= count) return;
    if (Date.now() > deadline) throw new Error(`${n} of ${count} went out.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
