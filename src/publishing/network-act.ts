/** What a delivery says, whole: the stored words, the bytes of its files, and what its thread has come to by now. */
import type { Fault, Act as NetworkAct, Standing } from "../channels/index.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import type { DeliveryRecord } from "./delivery-store.ts";
import { loadCardImage, loadMedia } from "./media-store.ts";
import { pauseOf } from "./pause.ts";
import { fromStored } from "./stored-act.ts";

/**
 * Whether a pause has begun since the delivery was taken: then nothing is called. Asked as late as can be; what is on the
 * wire by then is out.
 */
export const pausedMeanwhile = (
  kernel: Pick<Kernel, "database">,
  { workspace_id, channel_id }: DeliveryRecord,
): Promise<boolean> =>
  inWorkspace(
    kernel.database,
    workspace_id,
    { kind: "system" },
    async () => (await pauseOf(channel_id)) !== undefined,
  );

/** Outside of any transaction. A fault means that nothing has been said. */
export async function networkAct(
  kernel: Pick<Kernel, "database" | "files">,
  delivery: DeliveryRecord,
): Promise<Result<NetworkAct, Fault>> {
  const media = await loadMedia(kernel, delivery);
  if (!media.ok) return media;
  const image = await loadCardImage(kernel, delivery);
  if (!image.ok) return image;
  const act = fromStored(delivery.act, media.value, image.value);
  if (delivery.kind !== "post" || delivery.part === 0) return ok(act);
  const thread = await inWorkspace(kernel.database, delivery.workspace_id, { kind: "system" }, () =>
    threadBefore(delivery),
  );
  if (!thread)
    return fail({
      tag: "unavailable",
      message: {
        en: "What this goes on from does not stand on the network yet.",
        es: "Lo que esto continúa aún no está en la red.",
      },
    });
  return ok({ ...act, thread });
}

/** The beginning of the thread and what stands right before this part; both are on the network. */
async function threadBefore(delivery: DeliveryRecord): Promise<NetworkAct["thread"] | undefined> {
  const rows = await db()
    .selectFrom("delivery")
    .where("workspace_id", "=", workspaceId())
    .where("variant_id", "=", delivery.variant_id)
    .where("part", "in", [0, delivery.part - 1])
    .where("status", "=", "sent")
    .select(["part", "external_id", "receipt"])
    .execute();
  const [root, parent] = [0, delivery.part - 1].map((part) => {
    const row = rows.find((each) => each.part === part);
    return row?.external_id ? { externalId: row.external_id, answer: row.receipt ?? {} } : undefined;
  }) as [Standing | undefined, Standing | undefined];
  return root && parent ? { root, parent } : undefined;
}
