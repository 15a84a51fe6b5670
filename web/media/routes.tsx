import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withWords } from "../i18n.ts";
import { appRoute } from "../shell/root-route.ts";

export const mediaRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "media",
    component: lazyRouteComponent(
      withWords(() => import("./media-screen.tsx")),
      "MediaScreen",
    ),
  }),
] as const;
