import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withWords } from "../i18n.ts";
import { appRoute, rootRoute } from "../shell/root-route.ts";

/** The screens before the app: anyone may see them. */
export const doorRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "welcome",
    component: lazyRouteComponent(
      withWords(() => import("./welcome-screen.tsx")),
      "WelcomeScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "sign-in",
    component: lazyRouteComponent(
      withWords(() => import("./sign-in-screen.tsx")),
      "SignInScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "forgot-password",
    component: lazyRouteComponent(
      withWords(() => import("./forgot-screen.tsx")),
      "ForgotScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "reset-password",
    component: lazyRouteComponent(
      withWords(() => import("./reset-screen.tsx")),
      "ResetScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "join/$token",
    component: lazyRouteComponent(
      withWords(() => import("./join-screen.tsx")),
      "JoinScreen",
    ),
  }),
] as const;

export const teamRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "team",
    component: lazyRouteComponent(
      withWords(() => import("./team-screen.tsx")),
      "TeamScreen",
    ),
  }),
] as const;
