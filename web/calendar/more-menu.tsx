import { useLingui } from "@lingui/react/macro";
import { ActionIcon, Menu } from "@mantine/core";
import {
  IconArrowAutofitWidth,
  IconCalendarShare,
  IconClockPlus,
  IconColumns3,
  IconDots,
  IconTableExport,
  IconTableImport,
} from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { Channel } from "../channels/channels-api.ts";

const Slots = lazy(() => import("./slots-dialog.tsx").then((m) => ({ default: m.SlotsDialog })));
const Feed = lazy(() => import("./feed-dialog.tsx").then((m) => ({ default: m.FeedDialog })));
const Import = lazy(() => import("./import-dialog.tsx").then((m) => ({ default: m.ImportDialog })));
const Spacing = lazy(() => import("./spacing-dialog.tsx").then((m) => ({ default: m.SpacingDialog })));
const Pillars = lazy(() => import("./pillars-dialog.tsx").then((m) => ({ default: m.PillarsDialog })));

/** What belongs to the calendar but is seldom touched. */
export function MoreMenu({
  channels,
  zone,
  leads,
  writes,
  exportAddress,
}: {
  channels: readonly Channel[];
  zone: string;
  /** May set slots and pillars. */
  leads: boolean;
  /** May make posts. */
  writes: boolean;
  /** What is shown, as a sheet. */
  exportAddress: string | undefined;
}) {
  const { t } = useLingui();
  const [open, setOpen] = useState<"slots" | "feed" | "pillars" | "import" | "spacing">();
  const close = () => setOpen(undefined);
  const icon = { size: 16, stroke: 1.6 };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={t`More of the calendar`}>
            <IconDots size={18} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {leads && (
            <>
              <Menu.Item leftSection={<IconClockPlus {...icon} />} onClick={() => setOpen("slots")}>
                {t`Weekly slots`}
              </Menu.Item>
              <Menu.Item leftSection={<IconColumns3 {...icon} />} onClick={() => setOpen("pillars")}>
                {t`Pillars`}
              </Menu.Item>
              <Menu.Item leftSection={<IconArrowAutofitWidth {...icon} />} onClick={() => setOpen("spacing")}>
                {t`How far apart`}
              </Menu.Item>
            </>
          )}
          {writes && (
            <Menu.Item leftSection={<IconTableImport {...icon} />} onClick={() => setOpen("import")}>
              {t`Bring posts in from a sheet`}
            </Menu.Item>
          )}
          {exportAddress && (
            <Menu.Item
              component="a"
              href={exportAddress}
              download
              leftSection={<IconTableExport {...icon} />}
            >
              {t`Save what is shown as a sheet`}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconCalendarShare {...icon} />} onClick={() => setOpen("feed")}>
            {t`Follow in another calendar`}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {open === "slots" && <Slots channels={channels} zone={zone} onClose={close} />}
        {open === "feed" && <Feed onClose={close} />}
        {open === "import" && <Import channels={channels} zone={zone} onClose={close} />}
        {open === "spacing" && <Spacing onClose={close} />}
        {open === "pillars" && <Pillars onClose={close} />}
      </Suspense>
    </>
  );
}
