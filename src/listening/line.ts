/** Holds a channel's line open (streaming, IDLE): what it hears only wakes a pull, so the ledger stays whole. */
import { withChannel } from "../channels/index.ts";
import { after, hours, now, seconds } from "../kernel/clock.ts";
import { log } from "../kernel/log.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import type { PullContext } from "./pull.ts";
import { failStream, releaseStream, type StreamRecord, wakeStreams } from "./stream-store.ts";

/** Runs a claimed `@line` until it ends, then gives it back. */
export async function holdLine(context: PullContext, stream: StreamRecord): Promise<void> {
  const { kernel, signal } = context;
  const inside = <T>(work: () => Promise<T>) =>
    inWorkspace(kernel.database, stream.workspace_id, { kind: "channel", id: stream.channel_id }, work);
  const wake = (name?: string) => {
    inside(() => wakeStreams(stream.channel_id, name)).catch((error) =>
      log.warn({ error }, "a stream could not be woken"),
    );
  };
  const began = now();
  const held = await withChannel(
    kernel,
    stream.workspace_id,
    stream.channel_id,
    signal,
    async ({ connector, session }) =>
      connector.listen
        ? // What happened before the line stood was not heard on it: pull once when it opens.
          connector.listen(session, wake, () => wake())
        : { ok: false, fault: { tag: "missing", message: { en: "No line.", es: "No hay línea." } } },
  );
  if (held.ok || signal.aborted) {
    const short = now().getTime() - began.getTime() < seconds(10);
    return inside(() => releaseStream(stream, kernel.worker, after(now(), short ? seconds(5) : 0)));
  }
  const { fault } = held;
  // A server without streaming is polled; it is asked again twice a day, in case it learned.
  if (fault.tag === "missing")
    return inside(() => releaseStream(stream, kernel.worker, after(now(), hours(12))));
  await inside(() =>
    failStream(
      stream,
      kernel.worker,
      { tag: fault.tag, message: fault.message },
      fault.tag === "rate" ? fault.retryAt : undefined,
    ),
  );
}
