import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withWords } from "../i18n.ts";
import { appRoute } from "../shell/root-route.ts";
import { readSearch } from "./question.ts";

export const calendarRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "calendar",
    validateSearch: readSearch,
    component: lazyRouteComponent(
      withWords(() => import("./calendar-screen.tsx")),
      "CalendarScreen",
    ),
  }),
] as const;
