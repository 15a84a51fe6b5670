/** A network that exists only here: what it hears is made up by the bench, in the shapes that real ones send. */
import type { Author, Connector, MessageReading, Raw } from "../src/channels/index.ts";
import { fail } from "../src/kernel/result.ts";
import { chance } from "./statistics.ts";
import { sentences } from "./words.ts";

const refused = async () =>
  fail({ tag: "missing" as const, message: { en: "There is nobody there.", es: "Ahí no hay nadie." } });

export const benchNetwork: Connector = {
  network: "bench",
  label: "Bench",
  capabilities: {
    receives: ["mention", "reply"],
    acts: [],
    visibilities: ["public"],
    contentWarning: false,
    media: undefined,
    edits: false,
    deletions: false,
    lacks: [],
  },
  limits: () => ({ unit: "characters" }),
  streams: [{ name: "all", every: 60 }],
  fields: [],
  guidance: { en: "", es: "" },
  begin: refused,
  check: refused,
  pull: refused,
  read: async (raw) => [readingOf(raw)],
};

function readingOf(raw: Raw): MessageReading {
  const { said } = raw.payload as unknown as { said: Omit<MessageReading, "at"> };
  return { ...said, at: raw.at };
}

const day = 86_400_000;

/**
 * Raws as a lively brand's channel gives them: threads of four messages on average, one in six said by the brand, a few
 * people who speak much and many who speak once, a quarter with HTML, two thirds with their language told.
 */
export function makeRaws(count: number, seed: number): Raw[] {
  const random = chance(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const threads: Array<{ root: string; last: string }> = [];
  const began = Date.now() - 30 * day;
  return Array.from({ length: count }, (_, index) => {
    const externalId = `https://bench.example/notes/${seed}-${index}`;
    const thread = random() < 0.75 && threads.length > 0 ? pick(threads.slice(-400)) : undefined;
    const own = thread !== undefined && random() < 1 / 6;
    const { language, text } = pick(sentences)(random);
    const said: Omit<MessageReading, "at"> = {
      kind: "message",
      form: thread ? "reply" : "mention",
      externalId,
      ...(thread ? { parentId: thread.last, rootId: thread.root } : {}),
      author: authorOf(own ? 0 : 1 + Math.floor((count / 5) * random() ** 2), seed, own),
      own,
      addressed: !own && random() < 0.8,
      text,
      ...(random() < 0.25 ? { html: htmlOf(text) } : {}),
      ...(random() < 2 / 3 ? { language } : {}),
      visibility: "public",
      url: externalId,
      attachments: [],
    };
    if (thread) thread.last = externalId;
    else threads.push({ root: externalId, last: externalId });
    return {
      externalId,
      at: new Date(began + (index * 10 * day) / count),
      payload: { type: "note", said } as unknown as Raw["payload"],
    };
  });
}

function authorOf(number: number, seed: number, own: boolean): Author {
  const handle = own ? "brand@bench.example" : `person-${seed}-${number}@bench.example`;
  return {
    externalId: `https://bench.example/users/${handle}`,
    handle,
    name: own ? "The Brand" : `Person ${number}`,
    avatarUrl: `https://bench.example/avatars/${number}.webp`,
    url: `https://bench.example/@${handle}`,
    bio: "Writes now and then about coffee, rivers and trains.",
  };
}

const htmlOf = (text: string): string =>
  `<p>${text
    .split(". ")
    .join(
      ".</p><p>",
    )} <a href="https://bench.example/tags/coffee" class="mention hashtag" rel="tag" onclick="x()">#<span>coffee</span></a></p>`;
