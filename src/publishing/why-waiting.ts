/** Why what is due has not gone out: nothing stays behind its time without a reason that somebody can read. */
import { sql } from "kysely";
import { findChannels } from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import type { Words } from "../kernel/errors.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { type ChannelWait, channelWaits } from "./channel-wait.ts";
import type { DeliveryRecord } from "./delivery-store.ts";
import { standingPauses } from "./pause.ts";

export const whys = [
  "pause",
  "channel",
  "rate",
  "unavailable",
  "thread",
  "earlier",
  "retry",
  "turn",
] as const;

export interface Waiting {
  why: (typeof whys)[number];
  message: Words;
  since?: Date;
  /** When it is tried again, where that is known. */
  until?: Date;
}

/** Of deliveries that are due and not under way, by id. */
export async function waitingOf(deliveries: DeliveryRecord[]): Promise<Map<string, Waiting>> {
  const due = deliveries.filter(({ status, wanted_at }) => status === "scheduled" && wanted_at <= now());
  if (due.length === 0) return new Map();
  const pauses = await standingPauses();
  const waits = await channelWaits();
  const channels = new Map(
    (await findChannels(due.map((each) => each.channel_id))).map((each) => [each.id, each]),
  );
  const behind = await behindOthers(due.map(({ id }) => id));
  return new Map(
    due.map((each): [string, Waiting] => {
      const pause = pauses.find(({ channel_id: id }) => id === null || id === each.channel_id);
      if (pause) return [each.id, { why: "pause", message: words.pause, since: pause.begun_at }];
      const status = channels.get(each.channel_id)?.status;
      if (status !== "active")
        return [each.id, { why: "channel", message: status === "paused" ? words.quiet : words.channel }];
      const wait = waits.get(each.channel_id);
      if (wait) return [each.id, ofNetwork(wait)];
      const other = behind.get(each.id);
      if (other) return [each.id, { why: other, message: words[other] }];
      if (each.due_at > now()) return [each.id, { why: "retry", message: words.retry, until: each.due_at }];
      return [each.id, { why: "turn", message: words.turn }];
    }),
  );
}

const ofNetwork = ({ tag, message, since, until }: ChannelWait): Waiting => ({
  why: tag,
  message: {
    en: `${words[tag].en} ${message.en}`,
    es: `${words[tag].es} ${message.es}`,
  },
  since,
  until,
});

/** Which wait for the part before them, and which for something that goes out before them. */
async function behindOthers(ids: string[]): Promise<Map<string, "thread" | "earlier">> {
  const { rows } = await sql<{ id: string; thread: boolean; earlier: boolean }>`
    select d.id, d.part > 0 and not exists (
        select from delivery p where p.workspace_id = ${workspaceId()} and p.variant_id = d.variant_id
          and p.part = d.part - 1 and p.status = 'sent') as thread,
      exists (
        select from delivery b where b.workspace_id = ${workspaceId()} and b.channel_id = d.channel_id
          and b.status in ('scheduled', 'sending', 'unknown') and b.kind = d.kind and b.id <> d.id
          and case when d.kind = 'post' then b.wanted_at < d.wanted_at and b.variant_id <> d.variant_id
            else b.conversation_id = d.conversation_id and (b.created_at, b.id) < (d.created_at, d.id) end) as earlier
    from delivery d where d.workspace_id = ${workspaceId()} and d.id = any(${ids}::uuid[])`.execute(db());
  return new Map(
    rows.flatMap(
      ({ id, thread, earlier }): Array<[string, "thread" | "earlier"]> =>
        thread ? [[id, "thread"]] : earlier ? [[id, "earlier"]] : [],
    ),
  );
}

const words = {
  pause: {
    en: "It waits because everything is paused.",
    es: "Espera porque todo está en pausa.",
  },
  quiet: { en: "It waits because its channel is paused.", es: "Espera porque su canal está en pausa." },
  channel: {
    en: "It waits for its channel, which needs somebody, and goes out when the channel is back.",
    es: "Espera a su canal, que necesita a alguien, y saldrá cuando el canal vuelva.",
  },
  rate: {
    en: "It waits because the network asks for patience.",
    es: "Espera porque la red pide paciencia.",
  },
  unavailable: {
    en: "It waits because the network cannot be reached, and goes out when it is back.",
    es: "Espera porque no se llega a la red, y saldrá cuando vuelva.",
  },
  thread: {
    en: "It waits for the part of its thread before it.",
    es: "Espera a la parte anterior de su hilo.",
  },
  earlier: {
    en: "It waits for what goes out before it on this channel.",
    es: "Espera a lo que sale antes en este canal.",
  },
  retry: { en: "It is tried again in a moment.", es: "Se intentará de nuevo en un momento." },
  turn: { en: "It goes out in a moment.", es: "Saldrá en un momento." },
} satisfies Record<string, Words>;
