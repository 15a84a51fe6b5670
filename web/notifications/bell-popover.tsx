import { useLingui } from "@lingui/react/macro";
import { Popover } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { BellList } from "./bell-list.tsx";

/** The newest notifications beside the bell; loaded when it is first opened, and open from then. */
export function BellPopover({ draw }: { draw: (open: boolean, toggle: () => void) => ReactElement }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(true);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="right-start"
      width={384}
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
    >
      <Popover.Target>{draw(open, () => setOpen(!open))}</Popover.Target>
      <Popover.Dropdown aria-label={t`Notifications`}>
        <BellList onClose={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
