import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { appRoute } from "../shell/root-route.ts";

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "settings",
  component: lazyRouteComponent(() => import("./settings-screen.tsx"), "SettingsScreen"),
});

const under = { getParentRoute: () => settingsRoute } as const;

export const settingsRoutes = [
  settingsRoute.addChildren([
    createRoute({
      ...under,
      path: "/",
      beforeLoad: () => {
        throw redirect({ href: "/settings/profile", replace: true });
      },
    }),
    createRoute({
      ...under,
      path: "profile",
      component: lazyRouteComponent(() => import("./profile-screen.tsx"), "ProfileScreen"),
    }),
    createRoute({
      ...under,
      path: "hours",
      component: lazyRouteComponent(() => import("./hours-screen.tsx"), "HoursScreen"),
    }),
    createRoute({
      ...under,
      path: "appearance",
      component: lazyRouteComponent(() => import("./appearance-screen.tsx"), "AppearanceScreen"),
    }),
    createRoute({
      ...under,
      path: "security",
      component: lazyRouteComponent(() => import("./security-screen.tsx"), "SecurityScreen"),
    }),
    createRoute({
      ...under,
      path: "notifications",
      component: lazyRouteComponent(() => import("./choices-screen.tsx"), "ChoicesScreen"),
    }),
    createRoute({
      ...under,
      path: "keys",
      component: lazyRouteComponent(() => import("./keys-screen.tsx"), "KeysScreen"),
    }),
    createRoute({
      ...under,
      path: "workspace",
      component: lazyRouteComponent(() => import("./workspace-screen.tsx"), "WorkspaceScreen"),
    }),
    createRoute({
      ...under,
      path: "approvals",
      component: lazyRouteComponent(() => import("../publishing/policies-screen.tsx"), "PoliciesScreen"),
    }),
    createRoute({
      ...under,
      path: "activity",
      component: lazyRouteComponent(() => import("./activity-screen.tsx"), "ActivityScreen"),
    }),
  ]),
] as const;
