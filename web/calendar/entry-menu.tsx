import { useLingui } from "@lingui/react/macro";
import { Menu } from "@mantine/core";
import { IconArrowRight, IconCalendarPlus, IconCalendarX, IconClockEdit } from "@tabler/icons-react";
import { useRouter } from "@tanstack/react-router";
import type { Entry } from "./entries.ts";
import { type AskedAt, MenuAt } from "./menu-at.tsx";
import { postAddress } from "./words.ts";

export interface AskedMenu extends AskedAt {
  entry: Entry;
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
  const { entry } = asked;
  const icon = { size: 16, stroke: 1.6 };
  return (
    <MenuAt key={entry.key} asked={asked} label={entry.brief || t`Post`} onClose={onClose}>
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
    </MenuAt>
  );
}
