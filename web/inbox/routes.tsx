import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../shell/root-route.ts";

export const inboxRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "inbox",
    component: lazyRouteComponent(() => import("./inbox-screen.tsx"), "InboxScreen"),
  }),
] as const;
