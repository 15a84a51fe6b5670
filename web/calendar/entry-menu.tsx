import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { IconArrowRight, IconCalendarPlus, IconCalendarX, IconClockEdit } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import type { Entry } from "./entries.ts";
import style from "./entry-menu.module.css";
import { postAddress } from "./words.ts";

export interface AskedMenu {
  entry: Entry;
  /** Where it opens, in the window's pixels. */
  at: { x: number; y: number };
  /** What has the focus again when it closes. */
  from: HTMLElement;
}

/** What can be done with an entry without dragging it. */
export function EntryMenu({
  asked,
  mayMove,
  onMoveTo,
  onNextSlot,
  onNoTime,
  onClose,
}: {
  asked: AskedMenu;
  mayMove: boolean;
  onMoveTo(entry: Entry): void;
  onNextSlot(entry: Entry): void;
  onNoTime(entry: Entry): void;
  onClose(): void;
}) {
  const { t } = useLingui();
  const router = useRouter();
  const { entry, at, from } = asked;
  const icon = { size: 16, stroke: 1.6 };
  return (
    <Menu
      key={entry.key}
      opened
      position="bottom-start"
      // Stays within the screen's own landmark.
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
          aria-label={entry.brief || t`Post`}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowRight {...icon} />}
          onClick={() => router.history.push(postAddress(entry.postId))}
        >
          {t`Open`}
        </Menu.Item>
        {mayMove && entry.movable && (
          <>
            <Menu.Item leftSection={<IconClockEdit {...icon} />} onClick={() => onMoveTo(entry)}>
              {t`Move to…`}
            </Menu.Item>
            <Menu.Item leftSection={<IconCalendarPlus {...icon} />} onClick={() => onNextSlot(entry)}>
              {t`Next free slot`}
            </Menu.Item>
            {entry.standing === "draft" && (
              <Menu.Item leftSection={<IconCalendarX {...icon} />} onClick={() => onNoTime(entry)}>
                {t`Take its time away`}
              </Menu.Item>
            )}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
