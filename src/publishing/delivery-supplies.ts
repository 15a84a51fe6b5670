/** What a delivery needs beside its own row before it can be said, read for many at once while they are claimed. */
import { sql } from "kysely";
import type { Act as NetworkAct, Standing } from "../channels/index.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import type { DeliveryRecord } from "./delivery-store.ts";
import { type FileOfDelivery, filesOf } from "./media-store.ts";

export interface Supplies {
  files: FileOfDelivery[];
  /** For a part that goes on a thread: its beginning and what stands before it. undefined: that does not stand yet. */
  thread: NetworkAct["thread"] | undefined;
  /** For one that changes what another has said: that, as the network knows it. */
  changed: Standing | undefined;
}

/** In the order of the deliveries. */
export async function suppliesOf(deliveries: DeliveryRecord[]): Promise<Supplies[]> {
  const files = await filesOf(deliveries.map(({ id }) => id));
  const threads = await threadsBefore(deliveries.filter(goesOn));
  const said = await standingOf(deliveries.flatMap(({ changes_id }) => changes_id ?? []));
  return deliveries.map(({ id, changes_id }) => ({
    files: files.get(id) ?? [],
    thread: threads.get(id),
    changed: changes_id ? said.get(changes_id) : undefined,
  }));
}

async function standingOf(deliveryIds: string[]): Promise<Map<string, Standing>> {
  if (deliveryIds.length === 0) return new Map();
  const rows = await db()
    .selectFrom("delivery")
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`id = any(${deliveryIds}::uuid[])`)
    .select(["id", "external_id", "receipt"])
    .execute();
  return new Map(
    rows.flatMap(({ id, external_id, receipt }) =>
      external_id ? [[id, { externalId: external_id, answer: receipt ?? {} }]] : [],
    ),
  );
}

/** It is a later part of a post. */
export const goesOn = ({ kind, part }: DeliveryRecord): boolean => kind === "post" && part > 0;

/** The beginning of each thread and what stands right before the part; both are on the network. */
async function threadsBefore(
  deliveries: DeliveryRecord[],
): Promise<Map<string, NonNullable<NetworkAct["thread"]>>> {
  const threads = new Map<string, NonNullable<NetworkAct["thread"]>>();
  if (deliveries.length === 0) return threads;
  const rows = await db()
    .selectFrom("delivery")
    .where("workspace_id", "=", workspaceId())
    .where(sql<boolean>`variant_id = any(${deliveries.map((each) => each.variant_id)}::uuid[])`)
    .where("status", "=", "sent")
    .select(["variant_id", "part", "external_id", "receipt"])
    .execute();
  const standing = (variantId: string | null, part: number) => {
    const row = rows.find((each) => each.variant_id === variantId && each.part === part);
    return row?.external_id ? { externalId: row.external_id, answer: row.receipt ?? {} } : undefined;
  };
  for (const { id, variant_id, part } of deliveries) {
    const [root, parent] = [standing(variant_id, 0), standing(variant_id, part - 1)];
    if (root && parent) threads.set(id, { root, parent });
  }
  return threads;
}
