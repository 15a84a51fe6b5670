import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withWords } from "../i18n.ts";
import { appRoute, rootRoute } from "../shell/root-route.ts";
import { readBeginning } from "./begun-here.ts";

export const publishingRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "publishing",
    component: lazyRouteComponent(
      withWords(() => import("./drafts-screen.tsx")),
      "DraftsScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "publishing/new",
    validateSearch: readBeginning,
    component: lazyRouteComponent(
      withWords(() => import("./begin-screen.tsx")),
      "BeginScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "publishing/ideas",
    component: lazyRouteComponent(
      withWords(() => import("./ideas-screen.tsx")),
      "IdeasScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "publishing/evergreen",
    validateSearch: ({ channel }): { channel?: string } => (typeof channel === "string" ? { channel } : {}),
    component: lazyRouteComponent(
      withWords(() => import("./evergreen-screen.tsx")),
      "EvergreenScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "publishing/posts/$postId",
    component: lazyRouteComponent(
      withWords(() => import("./post-screen.tsx")),
      "PostScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels/$id/subscribers",
    component: lazyRouteComponent(
      withWords(() => import("./subscribers-screen.tsx")),
      "SubscribersScreen",
    ),
  }),
] as const;

/** Where the links to people from outside lead: anyone may see it who has one. */
export const reviewRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "review/$token",
    component: lazyRouteComponent(
      withWords(() => import("./review-screen.tsx")),
      "ReviewScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "unsubscribe/$token",
    component: lazyRouteComponent(
      withWords(() => import("./unsubscribe-screen.tsx")),
      "UnsubscribeScreen",
    ),
  }),
] as const;
