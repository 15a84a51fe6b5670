import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../shell/root-route.ts";

export const notificationsRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "notifications",
    component: lazyRouteComponent(() => import("./notifications-screen.tsx"), "NotificationsScreen"),
  }),
] as const;
