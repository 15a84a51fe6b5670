/** Posts in their thousands, planned as the product would have planned them, written by SQL in sets. */
import { registerConnectors } from "../src/channels/index.ts";
import { sealCredentials } from "../src/channels/session.ts";
import { newId } from "../src/kernel/ids.ts";
import { db, workspaceId } from "../src/kernel/scope.ts";
import type { Bench, Product } from "./bench.ts";
import { connectChannel, foundWorkspace, type Workspace } from "./community.ts";
import { type Heard, outboundNetwork } from "./outbound-network.ts";

export interface Newsroom extends Product {
  workspace: Workspace;
  channelIds: string[];
  /** What the network was told, in its order. */
  heard: Heard[];
}

/** A new workspace with channels on the network that answers at once. */
export async function openNewsroom(bench: Bench, name: string, channels: number): Promise<Newsroom> {
  const product = await bench.openProduct(name);
  const heard: Heard[] = [];
  registerConnectors([outboundNetwork((one) => heard.push(one))]);
  const workspace = await foundWorkspace(product);
  const channelIds: string[] = [];
  for (let index = 0; index < channels; index++) {
    const id = await connectChannel(workspace, "bench-out", `brand-${index}`, workspace.deskIds[0]);
    const sealed = sealCredentials(product.running.kernel, workspace.id, id, { value: { token: "t" } });
    await workspace.inside(() =>
      db()
        .updateTable("channel")
        .set({ credentials: sealed })
        .where("workspace_id", "=", workspaceId())
        .where("id", "=", id)
        .execute(),
    );
    channelIds.push(id);
  }
  return { ...product, workspace, channelIds, heard };
}

export interface Planned {
  count: number;
  /** SQL of a moment, from `n` (1, 2, …). */
  at: string;
  status: "scheduled" | "sent";
}

/**
 * Adds posts of one channel each, in turn, with their variants, decisions and deliveries. Texts are numbered, and
 * `prefix` keeps those of one round apart from another's.
 */
export async function plan(
  { bare, workspace, channelIds }: Newsroom,
  prefix: string,
  { count, at, status }: Planned,
): Promise<void> {
  const { id: workspaceId, userId } = workspace;
  const channels = `array[${channelIds.map((id) => `'${id}'::uuid`).join(",")}]`;
  const room = newId().slice(0, 18);
  // One row makes one post and all that belongs to it: their ids differ in their last letters alone.
  const idOf = (letter: string) => `('${room}-8${letter}00-' || lpad(to_hex(n), 12, '0'))::uuid`;
  const sent = status === "sent";
  const rows = `from (select n, ${at} as at, (${channels})[1 + n % ${channelIds.length}] as channel_id,
    '${prefix} ' || n || ': ' || repeat('words of the day ', 8) as text from generate_series(1, ${count}) n) r`;
  for (const statement of [
    `insert into post (workspace_id, id, version, state, planned_version, base, brief, zone, created_by, created_at, updated_by, updated_at)
     select '${workspaceId}', ${idOf("a")}, 1, 'planned', 1, jsonb_build_object('parts', jsonb_build_array(jsonb_build_object('text', text, 'media', '[]'::jsonb))),
       text, 'Europe/Madrid', '${userId}', now(), '${userId}', now() ${rows}`,
    `insert into variant (workspace_id, id, post_id, channel_id, position, own, due_at)
     select '${workspaceId}', ${idOf("b")}, ${idOf("a")}, channel_id, 0, '{}', at ${rows}`,
    `insert into decision (workspace_id, id, act, channel_id, user_id, verdict, reasons, facts, at)
     select '${workspaceId}', ${idOf("c")}, '{}', channel_id, '${userId}', 'allow', '[]', '{}', now() ${rows}`,
    `insert into delivery (workspace_id, id, kind, channel_id, user_id, decision_id, asked_digest, act, text, text_shape, shape_digest,
       status, wanted_at, due_at, key, attempts, failures, finds, created_at, post_id, variant_id, part, sent_at, external_id)
     select '${workspaceId}', ${idOf("d")}, 'post', channel_id, '${userId}', ${idOf("c")}, '', jsonb_build_object('kind', 'post', 'text', text, 'speaker', jsonb_build_object('name', 'Bench')),
       text, '', '', '${status}', at, at, '${prefix}' || n, ${sent ? 1 : 0}, 0, 0, now(), ${idOf("a")}, ${idOf("b")}, 0,
       ${sent ? "at" : "null"}, ${sent ? `'${prefix}' || n` : "null"} ${rows}`,
  ])
    await bare(statement);
}
