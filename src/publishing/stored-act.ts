/** The act of a delivery as it is stored: every attempt and every search says exactly these words. */
import type { Media, Act as NetworkAct, Target, Visibility } from "../channels/index.ts";
import type { Act, Facts, PostAct } from "../gate/index.ts";
import { sign } from "../gate/index.ts";
import type { Json, JsonObject } from "../kernel/result.ts";

/** The connector's act without the bytes of its media. */
export interface StoredAct {
  kind: Act["kind"];
  text: string;
  subject?: string;
  language?: string;
  visibility?: Visibility;
  contentWarning?: string;
  speaker: { name: string };
  /** A copy: what was answered may change at its source between two attempts. Left out once it is sent. */
  target?: Omit<Target, "at"> & { at: string };
  poll?: NonNullable<NetworkAct["poll"]>;
  card?: { url: string; title: string; description: string; fileId?: string };
  quote?: string;
}

/** The final act: signed once, here. A post is not signed: it is the brand's own word. */
export function storeAct(act: Act, facts: Facts, target: Target | undefined): StoredAct {
  const { kind, subject, language, visibility, contentWarning } = act;
  return {
    kind,
    text: kind === "like" ? "" : kind === "reply" ? sign(act.text, facts) : act.text.trim(),
    ...(subject ? { subject } : {}),
    ...(language ? { language } : {}),
    ...(visibility ? { visibility } : {}),
    ...(contentWarning === undefined ? {} : { contentWarning }),
    speaker: { name: facts.teammate?.name ?? facts.channel.name },
    ...(target ? { target: { ...target, at: target.at.toISOString() } } : {}),
    ...(act.kind === "post" ? beside(act) : {}),
  };
}

const beside = ({ poll, card, quote }: PostAct): Pick<StoredAct, "poll" | "card" | "quote"> => ({
  ...(poll ? { poll } : {}),
  ...(card ? { card } : {}),
  ...(quote ? { quote } : {}),
});

/** Back to what the connector takes. */
export function fromStored(
  { target, card, ...act }: StoredAct,
  media: Media[],
  image: Media | undefined,
): NetworkAct {
  const { url = "", title = "", description = "" } = card ?? {};
  return {
    ...act,
    media,
    ...(card ? { card: { url, title, description, ...(image ? { image } : {}) } } : {}),
    ...(target ? { target: { ...target, at: new Date(target.at) } } : {}),
  };
}

/** Of what was asked, in one order of its fields: equal requests have equal digests. */
export const canonical = (value: Json): string =>
  JSON.stringify(value, (_key, each: Json) =>
    each && typeof each === "object" && !Array.isArray(each)
      ? (Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) as JsonObject)
      : each,
  );
