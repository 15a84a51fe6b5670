/**
 * Sends a bulletin to one subscriber after the other. Each turn is committed before the server is called and answered in
 * a transaction of its own, so that what was killed in the middle goes on exactly there; whoever's turn was cut off is
 * looked for on the network first.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type {
  Addressee,
  Fault,
  Act as NetworkAct,
  Outcome,
  Receipt,
  SubscriberLine,
} from "../channels/index.ts";
import { after, minutes, now, seconds } from "../kernel/clock.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { addressedTo } from "./bulletin.ts";
import { countBounce, queueSubscribers, settleTurn, type Turn, takeTurn } from "./bulletin-store.ts";
import type { Claimed } from "./claim-deliveries.ts";
import type { DeliverContext } from "./deliver.ts";
import type { Withheld } from "./delivery.ts";
import { isHardBounce } from "./subscriber.ts";
import { findSender } from "./subscriber-store.ts";
import { ranOut, wasPaused } from "./withheld.ts";

export interface BulletinWay {
  line: SubscriberLine;
  find(key: string, since: Date): Outcome<Receipt | undefined>;
  key(): string;
  act: NetworkAct;
  signal: AbortSignal;
  alive(): boolean;
}

/** After so long the turn goes to what else is due; the bulletin goes on in a moment. Below the longest call. */
const round = seconds(60);
/** Subscribers turned away one after the other before it is taken for a matter of the server. */
const mostTurnedAway = 5;
/** How often a subscriber is tried whose server says "later" (greylisting): over about a day. */
const mostTries = 10;
const laterPause = (tries: number): number =>
  Math.min(minutes(5) * 2 ** Math.max(tries - 1, 0), minutes(240));

type End = Result<Receipt | Withheld, Fault>;

export async function deliverBulletin(
  context: DeliverContext,
  claimed: Claimed,
  way: BulletinWay,
): Promise<End> {
  const { delivery, attemptId: claim } = claimed;
  const { kernel } = context;
  const inside = <T>(work: () => Promise<T>): Promise<T> =>
    inWorkspace(kernel.database, delivery.workspace_id, { kind: "channel", id: delivery.channel_id }, work);
  const sender = await inside(async () => {
    await queueSubscribers(delivery, way.key);
    return findSender(delivery.channel_id);
  });
  // The gate has asked for it; a lead may have emptied it since.
  if (!sender) return fail(senderless);
  const pace = minutes(1) / sender.per_minute;
  const began = performance.now();
  let turnedAway = 0;
  /** The server has taken a mail in this round. */
  let taken = false;
  try {
    for (let first = true; ; first = false) {
      if (way.signal.aborted || performance.now() - began > round) return ok(goesOn(now(), taken));
      if (!way.alive()) return ok(ranOut);
      if (!first && (await context.together.paused(claimed))) return ok(wasPaused);
      const next = await inside(() => takeTurn(delivery, claim));
      if (!("turn" in next)) {
        if (next.later) return ok(goesOn(next.later, taken));
        return ok({ externalId: `bulletin:${delivery.id}`, at: now(), answer: {} });
      }
      const { turn } = next;
      const stepped = performance.now();
      const settle = (patch: Parameters<typeof settleTurn>[2]) =>
        inside(() => settleTurn(turn, claim, patch));
      if (turn.lost) {
        const found = await way.find(turn.key, turn.began_at ?? now());
        if (!found.ok) {
          if (found.fault.tag === "authorisation") return found;
          await settle({ due_at: after(now(), searchAgain), answer: found.fault.message.en });
        } else if (found.value) await settle(sentAs(found.value));
        else await settle({ state: "waiting", claim: null, due_at: now() });
        continue;
      }
      const sent = await way.line.send(addressee(kernel.origin, turn, way.act, sender.line), turn.key);
      if (sent.ok) {
        turnedAway = 0;
        taken = true;
        context.answered(delivery.channel_id);
        await settle(sentAs(sent.value));
      } else if (sent.fault.tag === "turned-away") {
        turnedAway += 1;
        const { lasting, message, code } = sent.fault;
        const answer = `${code} ${message.en}`;
        const ends = lasting || turn.tries >= mostTries;
        const dead = lasting && isHardBounce(answer);
        await inside(async () => {
          const due = after(now(), laterPause(turn.tries));
          await settleTurn(
            turn,
            claim,
            ends
              ? { state: dead ? "bounced" : "failed", answer, bounced_at: now() }
              : { state: "waiting", claim: null, due_at: due, answer },
          );
          if (ends) await countBounce(turn.subscriber_id, answer);
        });
        if (turnedAway >= mostTurnedAway && !dead) return ok(goesOn(after(now(), minutes(5)), taken));
      } else {
        const { fault } = sent;
        // It may have been taken: whoever comes next looks for it.
        if (fault.tag === "no-answer")
          await settle({ claim: null, due_at: after(now(), searchAgain), answer: fault.message.en });
        else
          await settle({
            state: "waiting",
            claim: null,
            due_at: now(),
            began_at: null,
            tries: turn.tries - 1,
          });
        // The bulletin's rows know what is open, so that nothing has to be looked for as a whole.
        if (fault.tag === "no-answer") return ok(goesOn(after(now(), seconds(1)), taken));
        return fail(fault);
      }
      const wait = pace - (performance.now() - stepped);
      if (wait > 1) await sleep(wait, undefined, { signal: way.signal }).catch(() => {});
    }
  } finally {
    way.line.close();
  }
}

/** A mail that was cut off may still be worked on by the server while we look. */
const searchAgain = seconds(10);

const sentAs = ({ externalId, at, answer }: Receipt) => ({
  state: "sent" as const,
  claim: null,
  sent_at: at,
  message_id: externalId,
  answer: String(answer.response ?? ""),
});

function addressee(origin: string, turn: Turn, { language }: NetworkAct, sender: string): Addressee {
  if (!turn.token) throw new Error("Nobody gets a bulletin without a way out of it.");
  const who = { address: turn.address, name: turn.name, permittedOn: turn.permitted_on };
  return addressedTo(who, { origin, language, sender }, turn.token);
}

const goesOn = (until: Date, taken: boolean): Withheld => ({
  tag: "withheld",
  until,
  ...(taken ? { goesOn: true } : {}),
  message: {
    en: "Some subscribers have it; the others get theirs in turn.",
    es: "Algunos suscriptores ya lo tienen; los demás lo recibirán por turno.",
  },
});

export const senderless: Fault = {
  tag: "refused",
  message: {
    en: "The channel does not say any more who sends its bulletins.",
    es: "El canal ya no dice quién envía sus boletines.",
  },
};
