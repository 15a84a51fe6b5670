/** What a delivery says, whole: the stored words, the bytes of its files, and what its thread has come to by now. */
import type { Fault, Act as NetworkAct } from "../channels/index.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import type { Claimed } from "./claim-deliveries.ts";
import type { Withheld } from "./delivery.ts";
import { goesOn } from "./delivery-supplies.ts";
import { loadCardImage, loadMedia } from "./media-store.ts";
import { fromStored } from "./stored-act.ts";

/** Outside of any transaction. A fault means that nothing has been said. */
export async function networkAct(
  kernel: Pick<Kernel, "database" | "files">,
  { delivery, files, thread }: Claimed,
): Promise<Result<NetworkAct, Fault | Withheld>> {
  const media = await loadMedia(kernel, files);
  if (!media.ok) return media;
  const image = await loadCardImage(kernel, delivery);
  if (!image.ok) return image;
  const act = fromStored(delivery.act, media.value, image.value);
  if (!goesOn(delivery)) return ok(act);
  if (!thread)
    return fail({
      tag: "withheld",
      message: {
        en: "What this goes on from does not stand on the network yet.",
        es: "Lo que esto continúa aún no está en la red.",
      },
    });
  return ok({ ...act, thread });
}
