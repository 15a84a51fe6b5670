import { useLingui } from "@lingui/react/macro";
import { IconBell, IconHandStop, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Bell } from "../notifications/bell.tsx";
import { pauseAsked } from "../publishing/pauses-api.ts";
import { useWaitingCount } from "../publishing/waiting-count.ts";
import { Mark } from "../ui/mark.tsx";
import { paletteOpen } from "./commands.ts";
import type { Destination } from "./destinations.tsx";
import { keyCaps } from "./keys.ts";
import { unreadNotifications } from "./notifications.ts";
import { isMac } from "./platform.ts";
import style from "./rail.module.css";
import { useSession } from "./session.ts";
import { WhoFace } from "./who-face.tsx";

const Who = lazy(() => import("./who.tsx").then((m) => ({ default: m.Who })));

type Place = Destination & { name: string };

/** The left rail; a narrow column of icons on a tablet, a bar at the foot of a phone. */
export function Rail({ places, workspace }: { places: readonly Place[]; workspace: string }) {
  const { t } = useLingui();
  const unread = unreadNotifications.use();
  const { role } = useSession().teammate;
  const leads = role === "lead" || role === "owner";
  const waiting = useWaitingCount();
  const caps = keyCaps("mod+k", isMac)[0] ?? [];
  return (
    <nav className={style.rail} aria-label={t`Main`}>
      <Link to="/" className={style.brand}>
        <Mark size={26} />
        <span className={style.name}>
          <b>Rapport</b>
          <span>{workspace}</span>
        </span>
      </Link>
      <button type="button" className={style.search} onClick={() => paletteOpen.set(true)}>
        <IconSearch size={17} stroke={1.7} />
        <span>{t`Find or do…`}</span>
        <kbd>{caps.join(isMac ? "" : " ")}</kbd>
      </button>
      <ul className={style.places}>
        {places.map(({ href, name, icon: Icon, phone }) => (
          <li key={href} data-phone={phone}>
            <Link to={href as "/"} className={style.place} title={name}>
              <Icon size={20} stroke={1.6} />
              <span>{name}</span>
              {href === "/publishing" && waiting > 0 && (
                <>
                  <i className={style.count} aria-hidden="true">
                    {waiting > 99 ? "99+" : waiting}
                  </i>
                  <span className="visually-hidden">{t`${waiting} wait for you`}</span>
                </>
              )}
            </Link>
          </li>
        ))}
        <li data-phone="true">
          <Bell className={style.place} title={t`Notifications`}>
            <span className={style.bell}>
              <IconBell size={20} stroke={1.6} />
              {unread > 0 && <i aria-hidden="true">{unread > 99 ? "99+" : unread}</i>}
            </span>
            <span>{t`Notifications`}</span>
            {unread > 0 && <span className="visually-hidden">{t`${unread} unread`}</span>}
          </Bell>
        </li>
      </ul>
      {leads && (
        <button
          type="button"
          className={style.pause}
          title={t`Pause everything`}
          onClick={() => pauseAsked.set("begin")}
        >
          <IconHandStop size={20} stroke={1.6} />
          <span>{t`Pause everything`}</span>
        </button>
      )}
      <Suspense fallback={<WhoFace />}>
        <Who places={places.filter((place) => !place.phone)} />
      </Suspense>
    </nav>
  );
}
