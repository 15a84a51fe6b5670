import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../shell/root-route.ts";

export const mediaRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "media",
    component: lazyRouteComponent(() => import("./media-screen.tsx"), "MediaScreen"),
  }),
] as const;
