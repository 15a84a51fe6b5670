import { useLingui } from "@lingui/react/macro";
import { Link, Outlet } from "@tanstack/react-router";
import { Suspense } from "react";
import { useSession } from "../shell/session.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import style from "./settings.module.css";

/** The frame of all settings: what is mine, what is the workspace's. */
export function SettingsScreen() {
  const { t } = useLingui();
  const { role } = useSession().teammate;
  const mine = [
    { path: "profile", name: t`Profile` },
    { path: "hours", name: t`Working hours` },
    { path: "appearance", name: t`Language and look` },
    { path: "security", name: t`Security` },
    { path: "notifications", name: t`Notifications` },
  ];
  const ours = [
    { path: "workspace", name: t`Workspace` },
    ...(role === "lead" || role === "owner" ? [{ path: "approvals", name: t`Approvals` }] : []),
    ...(role === "guest" ? [] : [{ path: "keys", name: t`API keys` }]),
    ...(role === "guest" ? [] : [{ path: "activity", name: t`Activity` }]),
  ];
  return (
    <div className={style.screen}>
      <nav className={style.nav} aria-label={t`Settings`}>
        {[mine, ours].map((group) => (
          <ul key={group[0]?.path}>
            {group.map(({ path, name }) => (
              <li key={path}>
                <Link to={`/settings/${path}` as "/"}>{name}</Link>
              </li>
            ))}
          </ul>
        ))}
      </nav>
      <Suspense fallback={<Skeleton title lines={5} />}>
        <Outlet />
      </Suspense>
    </div>
  );
}
