import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../shell/root-route.ts";

export const publishingRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "publishing",
    component: lazyRouteComponent(() => import("./drafts-screen.tsx"), "DraftsScreen"),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "publishing/new",
    component: lazyRouteComponent(() => import("./begin-screen.tsx"), "BeginScreen"),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "publishing/posts/$postId",
    component: lazyRouteComponent(() => import("./post-screen.tsx"), "PostScreen"),
  }),
] as const;
