import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withWords } from "../i18n.ts";
import { rootRoute } from "../shell/root-route.ts";

/** The living page of tokens and parts, for builders and for the browser tests; no link leads to it. */
export const styleRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "_style",
    component: lazyRouteComponent(
      withWords(() => import("./style-screen.tsx")),
      "StyleScreen",
    ),
  }),
] as const;
