import { useLingui } from "@lingui/react/macro";
import { IconPlus } from "@tabler/icons-react";
import type { Channel } from "../channels/channels-api.ts";
import { networkName } from "../ui/network.tsx";
import type { Free } from "./free.ts";
import style from "./free-view.module.css";
import { useWords } from "./words.ts";

/** A free slot, or in the month those of a day: drawn quietly, named in full. The button around it is the calendar's. */
export function FreeView({
  free,
  zone,
  channels,
}: {
  free: readonly Free[];
  zone: string;
  channels: readonly Channel[];
}) {
  const { t } = useLingui();
  const { clock, dayName } = useWords(zone);
  const name = useFreeName(zone, channels);
  const [first] = free;
  if (!first) return null;
  const many = free.length;
  return (
    <span className={style.free} data-free={first.at}>
      <IconPlus size={12} stroke={1.8} aria-hidden />
      <span aria-hidden className="numbers">
        {many > 1 ? t`${many} free slots` : clock(first.at)}
      </span>
      <span className="visually-hidden">
        {many > 1 ? t`${many} free slots, ${dayName(first.at)}` : t`Free slot, ${name(first)}`}
      </span>
    </span>
  );
}

/** "Tuesday 24 November, 09:00, Bluesky @juniper". */
function useFreeName(zone: string, channels: readonly Channel[]): (free: Free) => string {
  const { clock, dayName } = useWords(zone);
  return ({ at, channelIds }) => [dayName(at), clock(at), channelNames(channelIds, channels)].join(", ");
}

/** "Bluesky @juniper, Mastodon @juniper@town.example". */
export const channelNames = (ids: readonly string[], channels: readonly Channel[]): string =>
  ids
    .flatMap((id) => channels.find((each) => each.id === id) ?? [])
    .map(({ network, handle }) => `${networkName(network)} ${handle}`)
    .join(", ");
