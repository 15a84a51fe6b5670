/** What the composer decides by itself, before the server is asked. Pure. */
import { countBluesky } from "../../src/channels/bluesky/bluesky-limits.ts";
import { countMastodon } from "../../src/channels/mastodon/mastodon-limits.ts";
import type { Channel, Message, Visibility } from "./shapes.ts";

export interface Count {
  used: number;
  most: number | null;
}

/** Counts a text as its network counts. */
export function countFor(limits: Channel["limits"], text: string, contentWarning: string): Count {
  const most = limits.text ?? null;
  if (limits.unit === "graphemes") return { used: countBluesky(text).graphemes, most };
  if (limits.unit === "mastodon")
    return { used: countMastodon(text, contentWarning, limits.linkWeight ?? undefined), most };
  return { used: text.length, most };
}

/**
 * The text as it will stand: `signed` is the server's last word on `checked`; what it put around that text is put around
 * the present one, until the next word comes.
 */
export function signedWith(text: string, checked: string, signed: string): string {
  const core = checked.trim();
  const at = core === "" ? -1 : signed.indexOf(core);
  if (at < 0) return text;
  return signed.slice(0, at) + text.trim() + signed.slice(at + core.length);
}

/** The count now: the server's (with all that the network adds) moved by what was typed since, or our own until it says. */
export function countNow(
  limits: Channel["limits"],
  text: string,
  contentWarning: string,
  checked: { text: string; count: { used: number; most: number | null } } | undefined,
): Count {
  const own = countFor(limits, text, contentWarning);
  if (!checked) return own;
  const then = countFor(limits, checked.text, contentWarning);
  return { used: checked.count.used + own.used - then.used, most: checked.count.most };
}

/** What a reply answers unless one chooses: the newest message that speaks to us, else the newest of others. */
export function defaultTarget(messages: readonly Message[]): Message | undefined {
  const theirs = messages.filter((message) => !message.own && !message.deletedAt && !message.automatic);
  return theirs.findLast((message) => message.addressed) ?? theirs.at(-1);
}

/** The message one step up (-1) or down (1) that can be answered. */
export function nextTarget(
  messages: readonly Message[],
  id: string | undefined,
  step: 1 | -1,
): Message | undefined {
  const open = messages.filter((message) => !message.deletedAt);
  const at = open.findIndex((message) => message.id === id);
  return at < 0 ? open.at(-1) : open[Math.max(0, Math.min(open.length - 1, at + step))];
}

/** Wider than the message it answers would break what its author expected: the same audience unless one chooses. */
export const defaultVisibility = (
  target: Message | undefined,
  offered: readonly Visibility[],
): Visibility | null => offered.find((one) => one === target?.visibility) ?? offered[0] ?? null;
