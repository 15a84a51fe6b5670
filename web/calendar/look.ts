/** How an entry looks: its colours by channel or by pillar, and what it is on. */
import { hueOf } from "../ui/initials.ts";
import type { Pillar } from "./calendar-api.ts";
import type { Entry } from "./entries.ts";

export interface Look {
  /** A CSS image: one colour, or a band for each channel. */
  stripe(entry: Entry): string;
  networks(entry: Entry): string[];
  pillarName(entry: Entry): string | undefined;
}

/** Of a channel: the same for ever. */
export const channelColor = (id: string): string => `oklch(0.62 0.12 ${hueOf(id)})`;
const plain = "var(--line-strong)";

export function lookOf(
  by: "channel" | "pillar",
  channels: ReadonlyArray<{ id: string; network: string }>,
  pillars: readonly Pillar[],
): Look {
  const networks = new Map(channels.map((each) => [each.id, each.network]));
  const pillarOf = new Map(pillars.map((each) => [each.id, each]));
  const pillar = ({ pillarId }: Entry) => (pillarId ? pillarOf.get(pillarId) : undefined);
  return {
    stripe(entry) {
      const colors =
        by === "pillar" ? [pillar(entry)?.color ?? plain] : entry.channelIds.map((id) => channelColor(id));
      const share = 100 / colors.length;
      const bands = colors.map((color, at) => `${color} ${at * share}% ${(at + 1) * share}%`);
      return `linear-gradient(${bands.join(", ")})`;
    },
    networks: ({ channelIds }) => [...new Set(channelIds.flatMap((id) => networks.get(id) ?? []))],
    pillarName: (entry) => pillar(entry)?.name,
  };
}
