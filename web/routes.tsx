import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { calendarRoutes } from "./calendar/routes.tsx";
import { channelsRoutes } from "./channels/routes.tsx";
import { inboxRoutes } from "./inbox/routes.tsx";
import { mediaRoutes } from "./media/routes.tsx";
import { notificationsRoutes } from "./notifications/routes.tsx";
import { publishingRoutes, reviewRoutes } from "./publishing/routes.tsx";
import { settingsRoutes } from "./settings/routes.tsx";
import { Loading } from "./shell/loading.tsx";
import { NotFound } from "./shell/not-found.tsx";
import { Problem } from "./shell/problem.tsx";
import { appRoute, rootRoute } from "./shell/root-route.ts";
import { styleRoutes } from "./style/routes.tsx";
import { doorRoutes, teamRoutes } from "./team/routes.tsx";

const home = createRoute({
  getParentRoute: () => appRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ href: "/inbox", replace: true });
  },
});

/** Every screen of Rapport. A module adds its array here, under `appRoute` or under `rootRoute`. */
const routeTree = rootRoute.addChildren([
  ...styleRoutes,
  ...doorRoutes,
  ...reviewRoutes,
  appRoute.addChildren([
    home,
    ...inboxRoutes,
    ...publishingRoutes,
    ...calendarRoutes,
    ...mediaRoutes,
    ...channelsRoutes,
    ...teamRoutes,
    ...settingsRoutes,
    ...notificationsRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 250,
  defaultPendingMinMs: 300,
  defaultPendingComponent: Loading,
  defaultErrorComponent: Problem,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
