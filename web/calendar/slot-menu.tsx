import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import type { Channel } from "../channels/channels-api.ts";
import style from "./entry-menu.module.css";
import type { Free } from "./free.ts";
import { channelNames } from "./free-view.tsx";
import { useWords } from "./words.ts";

export interface AskedSlots {
  free: readonly Free[];
  /** Where it opens, in the window's pixels. */
  at: { x: number; y: number };
  /** What has the focus again when it closes. */
  from: HTMLElement;
}

/** The free slots of one day: each begins a post there. */
export function SlotMenu({
  asked: { free, at, from },
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
    <Menu
      opened
      position="bottom-start"
      withinPortal={false}
      floatingStrategy="fixed"
      onClose={() => {
        onClose();
        if (from.isConnected) from.focus();
      }}
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          className={style.anchor}
          style={{ left: at.x, top: at.y }}
          aria-label={t`Free slots`}
        />
      </Menu.Target>
      <Menu.Dropdown>
        {free.map((each) => (
          <Menu.Item key={each.at} onClick={() => onBegin(each)}>
            {clock(each.at)} · {channelNames(each.channelIds, channels)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
