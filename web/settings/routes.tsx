import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { withWords } from "../i18n.ts";
import { appRoute } from "../shell/root-route.ts";

const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: "settings",
  component: lazyRouteComponent(
    withWords(() => import("./settings-screen.tsx")),
    "SettingsScreen",
  ),
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
      component: lazyRouteComponent(
        withWords(() => import("./profile-screen.tsx")),
        "ProfileScreen",
      ),
    }),
    createRoute({
      ...under,
      path: "hours",
      component: lazyRouteComponent(
        withWords(() => import("./hours-screen.tsx")),
        "HoursScreen",
      ),
    }),
    createRoute({
      ...under,
      path: "appearance",
      component: lazyRouteComponent(
        withWords(() => import("./appearance-screen.tsx")),
        "AppearanceScreen",
      ),
    }),
    createRoute({
      ...under,
      path: "security",
      component: lazyRouteComponent(
        withWords(() => import("./security-screen.tsx")),
        "SecurityScreen",
      ),
    }),
    createRoute({
      ...under,
      path: "notifications",
      component: lazyRouteComponent(
        withWords(() => import("./choices-screen.tsx")),
        "ChoicesScreen",
      ),
    }),
    createRoute({
      ...under,
      path: "keys",
      component: lazyRouteComponent(
        withWords(() => import("./keys-screen.tsx")),
        "KeysScreen",
      ),
    }),
    createRoute({
      ...under,
      path: "workspace",
      component: lazyRouteComponent(
        withWords(() => import("./workspace-screen.tsx")),
        "WorkspaceScreen",
      ),
    }),
    createRoute({
      ...under,
      path: "approvals",
      component: lazyRouteComponent(
        withWords(() => import("../publishing/policies-screen.tsx")),
        "PoliciesScreen",
      ),
    }),
    createRoute({
      ...under,
      path: "activity",
      component: lazyRouteComponent(
        withWords(() => import("./activity-screen.tsx")),
        "ActivityScreen",
      ),
    }),
  ]),
] as const;
