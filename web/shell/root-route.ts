import { createRootRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { Problem } from "./problem.tsx";
import { Root } from "./root.tsx";
import { requireSession } from "./session.ts";
import { Stray } from "./stray.tsx";

/** Parent of the screens that anyone may see: /sign-in, /welcome, invitations, public pages. */
export const rootRoute = createRootRoute({
  component: Root,
  errorComponent: Problem,
  notFoundComponent: Stray,
});

/** Parent of the screens of the app: signed in, in a workspace, inside the frame with the rail. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  beforeLoad: async ({ location }) => ({ session: await requireSession(location.href) }),
  component: lazyRouteComponent(() => import("./frame.tsx"), "Frame"),
  errorComponent: Problem,
});
