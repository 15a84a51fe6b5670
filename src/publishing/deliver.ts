/**
 * Calls the network: the only place of the product that does. Each call belongs to a claim that was committed before,
 * and its answer is written in one transaction.
 */
import {
  connectorFor,
  type Fault,
  type Outbound,
  type Receipt,
  type Session,
  spentUntil,
  withChannel,
} from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { log } from "../kernel/log.ts";
import { deliveryLateSeconds } from "../kernel/metrics.ts";
import { OutboundError } from "../kernel/outbound.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { carryOut } from "./change-on-network.ts";
import type { Claimed } from "./claim-deliveries.ts";
import { deliverBulletin } from "./deliver-bulletin.ts";
import { deliverTest } from "./deliver-test.ts";
import type { Together } from "./deliver-together.ts";
import { heartbeat, type Withheld } from "./delivery.ts";
import type { DeliveryRecord } from "./delivery-store.ts";
import { trailOf } from "./delivery-trail.ts";
import { networkAct } from "./network-act.ts";
import { settleSearch } from "./settle-delivery.ts";
import { ranOut, wasPaused } from "./withheld.ts";

export interface DeliverContext {
  kernel: Kernel;
  worker: string;
  signal: AbortSignal;
  together: Together;
  /** A channel's network has taken something. */
  answered(channelId: string): void;
  /** It stands on its network: the next may be called while this one's answer is written down. */
  makeRoom(claimed: Claimed): void;
}

/** A call that takes longer is cut off and counts as unanswered. */
const longest = 120_000;

/** Sends one claimed delivery and writes what came of it. */
export async function deliver(context: DeliverContext, claimed: Claimed): Promise<void> {
  const { delivery } = claimed;
  await withLease(context, claimed, async (signal, alive) => {
    const act = await networkAct(context.kernel, claimed);
    let spent: Date | undefined;
    const called = act.ok
      ? await surely(() =>
          withChannel<Receipt | Withheld>(
            context.kernel,
            delivery.workspace_id,
            delivery.channel_id,
            signal,
            async (open) => {
              const { outbound, network } = open.connector;
              if (!outbound) return fail<Fault>(mute);
              if (await context.together.paused(claimed)) return ok(wasPaused);
              // Whoever lost the lease lost the right to speak: another worker may be at it.
              if (!alive()) return ok(ranOut);
              deliveryLateSeconds.observe({ network }, (now().getTime() - delivery.due_at.getTime()) / 1000);
              let refused = false;
              const session: Session = {
                ...open.session,
                // Asked again before each call of several: this process may be stopped between any two.
                async fetch(url, init) {
                  refused = !alive();
                  if (refused) throw new OutboundError("unreachable", ranOut.message);
                  const answer = await open.session.fetch(url, init);
                  spent = spentUntil(answer.headers, now()) ?? spent;
                  return answer;
                },
              };
              if (outbound.toEach && delivery.kind === "post") {
                const line = outbound.toEach(session, act.value);
                const find = (key: string, since: Date) => outbound.find(session, act.value, key, since, []);
                const way = { line, find, key: () => outbound.key(now()) };
                return deliverBulletin(context, claimed, { ...way, act: act.value, signal, alive });
              }
              if (outbound.toEach && delivery.kind === "test")
                return deliverTest(context, claimed, outbound.toEach(session, act.value), act.value);
              const said = claimed.changed
                ? await carryOut(outbound, session, act.value, claimed.changed)
                : await outbound.send(session, act.value, delivery.key);
              return refused && !said.ok && said.fault.tag === "unavailable" ? ok(ranOut) : said;
            },
          ),
        )
      : act;
    const result = said(called);
    if (result.ok) {
      context.answered(delivery.channel_id);
      // What the network allows no more is written down before the next is taken.
      if (!spent) context.makeRoom(claimed);
    }
    await context.together.settle({ claimed, result, ...(spent ? { spent } : {}) });
  });
}

/** What was kept back is no answer of the network. */
const said = (called: Result<Receipt | Withheld, Fault | Withheld>): Result<Receipt, Fault | Withheld> =>
  called.ok ? ("tag" in called.value ? fail(called.value) : ok(called.value)) : called;

const mute: Fault = {
  tag: "refused",
  message: { en: "Nothing can be said on this network.", es: "En esta red no se puede decir nada." },
};
/** Asks the network whether an unanswered delivery stands there, and writes what came of it. */
export async function searchFor(context: DeliverContext, claimed: Claimed): Promise<void> {
  const { delivery } = claimed;
  await withLease(context, claimed, async (signal) => {
    const trail = await inside(context, claimed, () => trailOf(delivery));
    const act = await networkAct(context.kernel, claimed);
    const result = await surely(() =>
      withChannel<{ receipt: Receipt | undefined } | "none">(
        context.kernel,
        delivery.workspace_id,
        delivery.channel_id,
        signal,
        async (open) => {
          const { outbound } = open.connector;
          // A change that is done again is done once, and a bulletin goes on where its own rows say: there is nothing to
          // look for.
          if (goesOnByItself(delivery, outbound)) return { ok: true, value: { receipt: undefined } };
          if (!outbound || outbound.proof === "none") return { ok: true, value: "none" };
          if (!act.ok)
            return act.fault.tag === "withheld"
              ? fail<Fault>({ ...act.fault, tag: "unavailable" })
              : fail<Fault>(act.fault);
          const found = await outbound.find(open.session, act.value, delivery.key, trail.since, trail.taken);
          return found.ok ? { ok: true, value: { receipt: found.value } } : found;
        },
      ),
    );
    const proof = goesOnByItself(delivery, outboundOf(trail.network)) ? "idempotent" : proofOf(trail.network);
    await inside(context, claimed, () => settleSearch(claimed, context.worker, trail, proof, result));
  });
}

const outboundOf = (network: string) => connectorFor(network).outbound;
const proofOf = (network: string) => outboundOf(network)?.proof ?? "none";

const goesOnByItself = ({ changes_id, kind }: DeliveryRecord, outbound: Outbound | undefined): boolean =>
  changes_id !== null || (kind === "post" && outbound?.toEach !== undefined);

const inside = <T>({ kernel }: DeliverContext, { delivery }: Claimed, work: () => Promise<T>): Promise<T> =>
  inWorkspace(kernel.database, delivery.workspace_id, { kind: "channel", id: delivery.channel_id }, work);

/** A connector that throws has broken its promise; what it had done by then, nobody knows. */
async function surely<T>(work: () => Promise<Result<T, Fault>>): Promise<Result<T, Fault>> {
  try {
    return await work();
  } catch (error) {
    log.error({ error }, "a connector threw; the delivery counts as unanswered");
    return fail({
      tag: "no-answer",
      message: {
        en: "Something broke while the network was called.",
        es: "Algo se rompió mientras se llamaba a la red.",
      },
    });
  }
}

/** Shows signs of life while the work goes on, and cuts it off when the lease is lost all the same. */
async function withLease(
  context: DeliverContext,
  claimed: Claimed,
  work: (signal: AbortSignal, alive: () => boolean) => Promise<void>,
): Promise<void> {
  const lost = new AbortController();
  // Measured on a clock that nobody sets: a process that was stopped for a while must notice.
  let sign = performance.now();
  const alive = () => !lost.signal.aborted && performance.now() - sign < heartbeat * 2;
  const beat = setInterval(() => {
    const began = performance.now();
    context.together.keepLease(claimed).then(
      (kept) => {
        if (kept) sign = began;
        else lost.abort();
      },
      (error) => log.warn({ error }, "a delivery's lease could not be kept"),
    );
  }, heartbeat);
  try {
    await work(AbortSignal.any([context.signal, lost.signal, AbortSignal.timeout(longest)]), alive);
  } finally {
    clearInterval(beat);
  }
}
