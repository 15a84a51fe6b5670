import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import type { Channel } from "../channels/channels-api.ts";
import type { Free } from "./free.ts";
import { channelNames } from "./free-view.tsx";
import { type AskedAt, MenuAt } from "./menu-at.tsx";
import { useWords } from "./words.ts";

export interface AskedSlots extends AskedAt {
  free: readonly Free[];
}

/** The free slots of one day: each begins a post there. */
export function SlotMenu({
  asked,
  zone,
  channels,
  onBegin,
  onClose,
}: {
  asked: AskedSlots;
  zone: string;
  channels: readonly Channel[];
  onBegin(free: Free): void;
  onClose(): void;
}) {
  const { t } = useLingui();
  const { clock } = useWords(zone);
  return (
    <MenuAt asked={asked} label={t`Free slots`} onClose={onClose}>
      {asked.free.map((each) => (
        <Menu.Item key={each.at} onClick={() => onBegin(each)}>
          {clock(each.at)} · {channelNames(each.channelIds, channels)}
        </Menu.Item>
      ))}
    </MenuAt>
  );
}
