/** Pulls one stream: page by page until the pass is done, each page stored with its cursor, and turned while the next is asked for. */
import { type Fault, type Page, withChannel } from "../channels/index.ts";
import { after, days, minutes, now, seconds } from "../kernel/clock.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { arrivalsTotal, pullsTotal } from "../kernel/metrics.ts";
import type { Json, Result } from "../kernel/result.ts";
import { announce } from "../kernel/scope.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { prepareArrivals, storeArrivals } from "./arrivals.ts";
import { fillGaps, noteGap, writeLedger } from "./ledger.ts";
import { failStream, releaseStream, type StreamRecord, savePage } from "./stream-store.ts";
import type { Identify } from "./turn.ts";
import { type Turner, turnAlongside } from "./turn-waiting.ts";

export interface PullContext {
  kernel: Kernel;
  identify: Identify;
  signal: AbortSignal;
}

/** A pass hands the stream back after so many pages, so that no channel keeps the others waiting. */
const pagesAtOnce = 20;

const inChannel = <T>(context: PullContext, stream: StreamRecord, work: () => Promise<T>) =>
  inWorkspace(context.kernel.database, stream.workspace_id, { kind: "channel", id: stream.channel_id }, work);

/** Runs a claimed stream once and gives it back. */
export async function pullStream(context: PullContext, stream: StreamRecord): Promise<void> {
  const backfill = stream.first_pass_done_at === null;
  const turner = turnAlongside(context, stream.workspace_id, stream.channel_id, backfill);
  // What a crash left between storing and turning is turned first.
  turner.more();
  try {
    await pullPages(context, stream, turner);
  } finally {
    await turner.done();
  }
}

async function pullPages(context: PullContext, stream: StreamRecord, turner: Turner): Promise<void> {
  let cursor = (stream.cursor ?? undefined) as Json | undefined;
  for (let n = 0; n < pagesAtOnce && !context.signal.aborted; n++) {
    const askedAt = now();
    const pulled = await askPage(context, stream, cursor);
    if (!pulled.ok) return failed(context, stream, pulled.fault, askedAt);
    const { page, every, network } = pulled.value;
    const prepared = await prepareArrivals(context.kernel.files, page.arrivals);
    const fresh = await inChannel(context, stream, async () => {
      const stored = await storeArrivals(stream.channel_id, prepared);
      if (!(await savePage(stream, context.kernel.worker, page, stream.pass_began_at ?? askedAt, stored)))
        return undefined;
      await writeLedger({
        channelId: stream.channel_id,
        stream: stream.name,
        way: "pull",
        askedAt,
        from: page.reached ?? stream.complete_to,
        to: page.asOf,
        before: cursor,
        after: page.cursor,
        received: page.arrivals.length,
        fresh: stored,
      });
      if (page.gap) await noteGap(stream.channel_id, stream.name, page.gap);
      else if (page.done && page.reached) await fillGaps(stream.channel_id, stream.name, page.reached);
      if (stored > 0 || stream.fault || (page.done && !stream.first_pass_done_at))
        announce("channels", stream.channel_id);
      return stored;
    });
    // Another worker took the stream over while this one was silent: it reads the same page again, nothing is lost.
    if (fresh === undefined) return;
    pullsTotal.inc({ network, outcome: "ok" });
    arrivalsTotal.inc({ network }, fresh);
    turner.more();
    cursor = page.cursor;
    if (!page.done) continue;
    await turner.done();
    return inChannel(context, stream, () =>
      releaseStream(stream, context.kernel.worker, after(now(), seconds(every))),
    );
  }
  await turner.done();
  await inChannel(context, stream, () => releaseStream(stream, context.kernel.worker, now()));
}

function askPage(
  context: PullContext,
  stream: StreamRecord,
  cursor: Json | undefined,
): Promise<Result<{ page: Page; every: number; network: string }, Fault>> {
  const { kernel } = context;
  return withChannel(
    kernel,
    stream.workspace_id,
    stream.channel_id,
    context.signal,
    async ({ connector, session, channel }) => {
      const declared = connector.streams.find((each) => each.name === stream.name);
      if (!declared)
        return {
          ok: false,
          fault: {
            tag: "missing",
            message: {
              en: `${connector.label} has no stream ${stream.name} any more.`,
              es: `${connector.label} ya no tiene el flujo ${stream.name}.`,
            },
          },
        };
      const pulled = await connector.pull(session, {
        stream: stream.name,
        cursor,
        reach: after(channel.connected_at, -days(kernel.config.backfillDays)),
        most: kernel.config.backfillMessages,
      });
      return pulled.ok
        ? { ok: true, value: { page: pulled.value, every: declared.every, network: channel.network } }
        : pulled;
    },
  );
}

async function failed(
  context: PullContext,
  stream: StreamRecord,
  fault: Fault,
  askedAt: Date,
): Promise<void> {
  if (context.signal.aborted)
    return inChannel(context, stream, () => releaseStream(stream, context.kernel.worker, now()));
  pullsTotal.inc({ network: "any", outcome: fault.tag });
  const note = { tag: fault.tag, message: fault.message };
  // Asked rarely while a person has to act: what mends itself at the network mends here, too.
  const retryAt =
    fault.tag === "rate"
      ? fault.retryAt
      : fault.tag === "authorisation"
        ? after(now(), minutes(10))
        : undefined;
  await inChannel(context, stream, async () => {
    await writeLedger({
      channelId: stream.channel_id,
      stream: stream.name,
      way: "pull",
      askedAt,
      from: null,
      to: null,
      before: (stream.cursor ?? undefined) as Json | undefined,
      after: undefined,
      received: 0,
      fresh: 0,
      fault: note,
    });
    await failStream(stream, context.kernel.worker, note, retryAt);
  });
}
