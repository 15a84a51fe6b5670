import { Link } from "@tanstack/react-router";
import { lazy, type MouseEvent, type ReactNode, Suspense, useEffect, useState } from "react";

// The popover and its focus trap are as heavy as the whole list of the inbox: they come when somebody rings.
const BellPopover = lazy(() => import("./bell-popover.tsx").then((m) => ({ default: m.BellPopover })));

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
  const draw = (open: boolean, toggle: () => void) => (
    <Link
      to={"/notifications" as "/"}
      className={className}
      title={title}
      aria-haspopup="dialog"
      aria-expanded={open}
      onClick={(event: MouseEvent) => {
        const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
        if (elsewhere || window.matchMedia("(max-width: 48rem)").matches) return;
        event.preventDefault();
        toggle();
      }}
    >
      {children}
    </Link>
  );
  const closed = draw(false, () => setWanted(true));
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <BellPopover draw={draw} />
    </Suspense>
  );
}
