import { Draggable } from "@fullcalendar/react/interaction";
import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import { IconCalendarPlus, IconClockEdit, IconDots } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Channel } from "../channels/channels-api.ts";
import { NetworkGlyph } from "../ui/network.tsx";
import { type Draft, timelessQuery } from "./calendar-api.ts";
import style from "./tray.module.css";
import { postAddress } from "./words.ts";

/** Drafts that have no time yet, to be dragged to a day or put there by their menu. */
export function Tray({
  channels,
  mayMove,
  onMoveTo,
  onNextSlot,
}: {
  channels: readonly Channel[];
  mayMove: boolean;
  onMoveTo(draft: Draft): void;
  onNextSlot(draft: Draft): void;
}) {
  const { t } = useLingui();
  const { data: drafts = [] } = useQuery(timelessQuery);
  const list = useRef<HTMLUListElement>(null);
  const shown = drafts.length > 0;
  useEffect(() => {
    if (!list.current || !mayMove || !shown) return;
    const dragging = new Draggable(list.current, {
      itemSelector: "[data-draft]",
      // The server says where it stands: nothing is put in place ahead of that.
      eventData: (item) => ({ title: item.dataset.brief ?? "", create: false }),
    });
    return () => dragging.destroy();
  }, [mayMove, shown]);
  if (!shown) return null;
  return (
    <aside className={style.tray} aria-label={t`Drafts without a time`}>
      <h2>
        <Trans>Drafts without a time</Trans>
      </h2>
      <ul ref={list}>
        {drafts.map((draft) => {
          const placeable = mayMove && draft.channelIds.length > 0;
          return (
            <li
              key={draft.id}
              className={style.draft}
              {...(placeable ? { "data-draft": draft.id, "data-brief": draft.brief } : {})}
            >
              <a href={postAddress(draft.id)} draggable={false}>
                {draft.brief || t`Nothing written yet`}
              </a>
              <span className={style.foot}>
                {draft.channelIds.length === 0 && <Trans>No channel yet</Trans>}
                {draft.channelIds.map((id) => {
                  const channel = channels.find((each) => each.id === id);
                  return channel && <NetworkGlyph key={id} network={channel.network} size={13} labelled />;
                })}
              </span>
              {placeable && (
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon
                      className={style.more}
                      variant="subtle"
                      size="sm"
                      aria-label={t`Give “${draft.brief || t`Nothing written yet`}” a time`}
                    >
                      <IconDots size={16} stroke={1.7} />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item
                      leftSection={<IconClockEdit size={16} stroke={1.6} />}
                      onClick={() => onMoveTo(draft)}
                    >
                      {t`Move to…`}
                    </Menu.Item>
                    <Menu.Item
                      leftSection={<IconCalendarPlus size={16} stroke={1.6} />}
                      onClick={() => onNextSlot(draft)}
                    >
                      {t`Next free slot`}
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              )}
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
