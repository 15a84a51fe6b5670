/** Browser push (RFC 8030, 8291, 8292): web-push encrypts and signs, our own guarded fetch sends. */
import webPush from "web-push";
import type { JobKind } from "../kernel/jobs.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { log } from "../kernel/log.ts";
import { OutboundError, type OutboundFetch } from "../kernel/outbound.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { phrase } from "./notification.ts";
import { orderPush, pushJob } from "./notify.ts";
import { notifyData, safePath } from "./notify-by-email.ts";
import { listSubscriptions, type PushSubscription, removeSubscriptions } from "./push-store.ts";
import { readVapid, type Vapid } from "./vapid.ts";
import { putBack, takeWaiting, type Waiting } from "./waiting.ts";

type PushKernel = Pick<Kernel, "database" | "keys" | "origin"> & { outbound: { fetch: OutboundFetch } };
/** A day: what nobody saw by then stands in the product. */
const lifetimeSeconds = 86_400;

/** Sends one push with all that waits for a person to each of their browsers. */
export const notifyByPush = (kernel: PushKernel): JobKind => ({
  name: pushJob,
  folds: true,
  async handle(data) {
    const { database } = kernel;
    const to = notifyData.parse(data);
    const inside = <T>(work: () => Promise<T>) =>
      inWorkspace(database, to.workspaceId, { kind: "system" }, work);
    const browsers = await inside(() => listSubscriptions(to.userId));
    if (browsers.length === 0) return;
    const vapid = await readVapid(database, kernel.keys);
    if (!vapid) return;
    const waiting = await takeWaiting(database, to, "push", orderPush);
    if (!waiting) return;
    const text = JSON.stringify(message(waiting));
    const outcomes = await Promise.all(
      browsers.map(async (browser) => ({ browser, outcome: await push(kernel, vapid, browser, text) })),
    );
    const gone = outcomes.filter(({ outcome }) => outcome === "gone").map(({ browser }) => browser.id);
    if (gone.length > 0) await inside(() => removeSubscriptions(to.userId, { ids: gone }));
    const later = outcomes.some(({ outcome }) => outcome === "later");
    if (later && !outcomes.some(({ outcome }) => outcome === "sent")) {
      await putBack(database, to.workspaceId, waiting, "push");
      throw new Error("No push service took the notification.");
    }
  },
});

/** What the service worker shows: a line, and where a tap leads. */
export function message({ items, language, workspace }: Waiting) {
  const [only] = items;
  const one = items.length === 1 && only;
  return {
    title: workspace,
    body: one
      ? phrase(one.kind, one.data, language)
      : language === "es"
        ? `${items.length} novedades te esperan`
        : `${items.length} things wait for you`,
    path: one ? safePath(one.data.path) : "/",
  };
}

async function push(
  { outbound, origin }: PushKernel,
  vapid: Vapid,
  { id, endpoint, keys }: PushSubscription,
  text: string,
): Promise<"sent" | "gone" | "later" | "refused"> {
  try {
    const request = webPush.generateRequestDetails({ endpoint, keys }, text, {
      TTL: lifetimeSeconds,
      // RFC 8292 wants a way to reach whoever sends: an https address, or none that is more honest.
      vapidDetails: { subject: origin.startsWith("https:") ? origin : "mailto:rapport@localhost", ...vapid },
    });
    const { "Content-Length": _, ...headers } = request.headers as Record<string, string | number>;
    const answer = await outbound.fetch(endpoint, {
      method: request.method,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: new Uint8Array(request.body ?? []),
      timeout: 10_000,
      maxBytes: 64 * 1024,
    });
    await answer.body?.cancel();
    if (answer.ok) return "sent";
    if (answer.status === 404 || answer.status === 410) return "gone";
    log.warn({ status: answer.status, subscription: id }, "a push service did not take a notification");
    return answer.status === 429 || answer.status >= 500 ? "later" : "refused";
  } catch (error) {
    if (error instanceof OutboundError) return error.tag === "forbidden" ? "gone" : "later";
    // Keys that are no keys: the browser will never be reached this way.
    log.warn({ error, subscription: id }, "a push could not be made");
    return "gone";
  }
}
