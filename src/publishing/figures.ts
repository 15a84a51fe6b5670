/** Asks the networks what became of what we have said, one batch for each channel, and keeps every answer. */
import { sql } from "kysely";
import {
  type Counts,
  connectorFor,
  type Figures,
  findChannel,
  type Standing,
  withChannel,
} from "../channels/index.ts";
import { after, minutes, now, seconds } from "../kernel/clock.ts";
import { record } from "../kernel/events.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { log } from "../kernel/log.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { markGone } from "./change-on-network.ts";
import type { DeliveryRecord } from "./delivery-store.ts";
import { nextFigures } from "./figure-times.ts";

/** Of one channel in one round. */
const most = 100;
/** A round that came to nothing, or a worker that died in it, is made up for after this long. */
const again = minutes(5);

/** One round for everything that is due. Answers how many were told of. */
export async function pullFigures(kernel: Kernel, signal: AbortSignal): Promise<number> {
  const due = await asSystem(kernel.database, async () => {
    const { rows } = await sql<{ workspace_id: string; channel_id: string }>`
      select distinct workspace_id, channel_id from delivery where figures_at <= ${now()}`.execute(db());
    return rows;
  });
  let told = 0;
  for (const { workspace_id, channel_id } of due) {
    if (signal.aborted) break;
    try {
      told += await pullOfChannel(kernel, workspace_id, channel_id, signal);
    } catch (error) {
      log.error({ error, channel: channel_id }, "figures could not be asked for; it tries again");
    }
  }
  return told;
}

async function pullOfChannel(
  kernel: Kernel,
  workspace: string,
  channelId: string,
  signal: AbortSignal,
): Promise<number> {
  const inside = <T>(work: () => Promise<T>) =>
    inWorkspace(kernel.database, workspace, { kind: "channel", id: channelId }, work);
  const claimed = await inside(() => claimFigures(channelId));
  if (claimed.length === 0) return 0;
  const said: Standing[] = claimed.map(({ external_id, receipt }) => ({
    externalId: external_id ?? "",
    answer: receipt ?? {},
  }));
  const asked = await withChannel(kernel, workspace, channelId, signal, async ({ connector, session }) =>
    connector.figures ? connector.figures(session, said) : { ok: true, value: [] },
  );
  // Its turn comes again: a figure that is late by minutes is no harm.
  if (!asked.ok) return 0;
  const found = new Map(asked.value.map((each) => [each.externalId, each]));
  await inside(async () => {
    for (const delivery of claimed) await keepFigures(delivery, found.get(delivery.external_id ?? ""));
  });
  return found.size;
}

/** Takes what is due; nobody else asks for it meanwhile. A network that counts nothing is not asked at all. */
async function claimFigures(channelId: string): Promise<DeliveryRecord[]> {
  const channel = await findChannel(channelId);
  const counts = channel && connectorFor(channel.network).figures !== undefined;
  const until = channel?.status === "disconnected" || !counts ? null : after(now(), again);
  const { rows } = await sql<DeliveryRecord>`
    update delivery set figures_at = ${until} where workspace_id = ${workspaceId()} and id in (
      select id from delivery where workspace_id = ${workspaceId()} and channel_id = ${channelId}
        and figures_at <= ${now()} order by figures_at limit ${most} for update skip locked)
    returning *`.execute(db());
  return until === null || channel?.status !== "active" ? [] : rows;
}

async function keepFigures(delivery: DeliveryRecord, told: Figures | undefined): Promise<void> {
  const { id, post_id, sent_at } = delivery;
  // The network does not know of it yet: it is asked again in a while.
  if (!told || !post_id || !sent_at) return;
  if (told.gone) {
    await markGone(id, now());
    await record([{ kind: "post.gone", subject: { kind: "post", id: post_id }, data: { deliveryId: id } }]);
  } else {
    await insertFigure(id, told.counts);
    await db()
      .updateTable("delivery")
      .set({ figures_at: nextFigures(sent_at, now()) ?? null })
      .where("workspace_id", "=", workspaceId())
      .where("id", "=", id)
      .execute();
  }
  announce("posts", post_id);
}

async function insertFigure(deliveryId: string, counts: Counts): Promise<void> {
  const { likes = null, reposts = null, replies = null, quotes = null, views = null } = counts;
  await db()
    .insertInto("post_figure")
    .values({
      workspace_id: workspaceId(),
      delivery_id: deliveryId,
      at: now(),
      likes,
      reposts,
      replies,
      quotes,
      views,
    })
    .execute();
}

/** Starts the rounds; answers the function that stops them and waits for the one on its way. */
export function startFigures(kernel: Kernel): () => Promise<void> {
  const stopping = new AbortController();
  let running: Promise<unknown> | undefined;
  const round = (): void => {
    // A round that takes long is not overtaken by the next.
    running ??= pullFigures(kernel, stopping.signal)
      .catch((error) => log.error({ error }, "figures could not be asked for; it tries again"))
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(round, seconds(10)).unref();
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await running;
  };
}
