/** An act and its facts as they mostly are: a test changes what it is about. */
import type { Act, AnswerAct } from "./act.ts";
import type { Facts } from "./facts.ts";
import { sign } from "./sign.ts";

export function anAct(change: Partial<AnswerAct> = {}): AnswerAct {
  return {
    kind: "reply",
    channelId: "channel",
    conversationId: "conversation",
    targetId: "message",
    text: "It is, until ten.",
    media: [],
    by: { userId: "mia", role: "member", scopes: null },
    automatic: false,
    ...change,
  };
}

type Part<T> = T extends object ? Partial<T> : T;
type Changes = { [K in keyof Facts]?: Part<Facts[K]> };

export function someFacts(act: Act, change: Changes = {}): Facts {
  const base: Facts = {
    at: "2026-11-23T12:00:00.000Z",
    teammate: { id: "mia", name: "Mia Vega", signature: null, deskIds: ["community"] },
    channel: {
      id: "channel",
      network: "mastodon",
      label: "Mastodon",
      handle: "@brand",
      name: "Café del Río",
      status: "active",
      advice: null,
      style: "name",
      carriesName: false,
    },
    capabilities: {
      acts: ["reply", "like"],
      visibilities: ["public", "unlisted", "followers", "direct"],
      contentWarning: true,
      media: { most: 4, bytes: 1_000_000, types: ["image/png", "video/*"], alt: true },
    },
    limits: { text: 500, unit: "mastodon", linkWeight: 23 },
    conversation: { id: "conversation", deskId: null, deskName: null, assigneeId: null },
    target: {
      id: "message",
      form: "mention",
      visibility: "public",
      deleted: false,
      own: false,
      automatic: null,
      contentWarning: null,
      personId: "bo",
      name: "Bo",
      handle: "@bo",
      recipients: null,
    },
    quotable: null,
    standing: "",
    more: {},
  };
  const facts = Object.fromEntries(
    Object.entries(base).map(([key, value]) => {
      const other = change[key as keyof Facts];
      if (other === undefined) return [key, value];
      const part = typeof value === "object" && value !== null && typeof other === "object" && other !== null;
      return [key, part ? { ...value, ...other } : other];
    }),
  ) as unknown as Facts;
  return { ...facts, standing: change.standing ?? sign(act.text, facts) };
}
