import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../shell/root-route.ts";
import { readSearch } from "./question.ts";

export const calendarRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "calendar",
    validateSearch: readSearch,
    component: lazyRouteComponent(() => import("./calendar-screen.tsx"), "CalendarScreen"),
  }),
] as const;
