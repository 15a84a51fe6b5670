import { useLingui } from "@lingui/react/macro";
import { Popover } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";

const BellList = lazy(() => import("./bell-list.tsx").then((m) => ({ default: m.BellList })));

/**
 * The rail's place for notifications: the newest in a popover where there is room; a phone goes to the screen. `children`
 * is what the rail draws, `className` its look.
 */
export function Bell({
  className,
  title,
  children,
}: {
  className: string | undefined;
  title: string;
  children: ReactNode;
}) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    // After the first screen has drawn, so that its own questions go first.
    const timer = setTimeout(async () => {
      const { watchNotifications } = await import("./notifications-api.ts");
      stop = watchNotifications();
    }, 300);
    let stop = () => {};
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
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
      <Popover.Target>
        <Link
          to={"/notifications" as "/"}
          className={className}
          title={title}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={(event) => {
            const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
            if (elsewhere || window.matchMedia("(max-width: 48rem)").matches) return;
            event.preventDefault();
            setWanted(true);
            setOpen(!open);
          }}
        >
          {children}
        </Link>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Notifications`}>
        <Suspense>{wanted && <BellList onClose={() => setOpen(false)} />}</Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
