import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { appRoute } from "../shell/root-route.ts";
import { readSearch } from "./question.ts";

/** The three panes stay while the address changes beneath them: which list, which conversation. */
const inbox = createRoute({
  getParentRoute: () => appRoute,
  path: "inbox",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("./inbox-screen.tsx"), "InboxScreen"),
});

export const inboxRoutes = [
  inbox.addChildren([
    createRoute({
      getParentRoute: () => inbox,
      path: "/",
      beforeLoad: ({ search }) => {
        throw redirect({
          to: "/inbox/$view",
          params: { view: search.view ?? "open" },
          search,
          replace: true,
        });
      },
    }),
    createRoute({ getParentRoute: () => inbox, path: "c/$conversationId" }),
    createRoute({ getParentRoute: () => inbox, path: "$view" }),
  ]),
] as const;
