import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withWords } from "../i18n.ts";
import { appRoute } from "../shell/root-route.ts";

export const channelsRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels",
    component: lazyRouteComponent(
      withWords(() => import("./channels-screen.tsx")),
      "ChannelsScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels/connect",
    component: lazyRouteComponent(
      withWords(() => import("./networks-screen.tsx")),
      "NetworksScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels/connect/$network",
    component: lazyRouteComponent(
      withWords(() => import("./connect-screen.tsx")),
      "ConnectScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels/$id",
    component: lazyRouteComponent(
      withWords(() => import("./channel-screen.tsx")),
      "ChannelScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels/$id/reconnect",
    component: lazyRouteComponent(
      withWords(() => import("./reconnect-screen.tsx")),
      "ReconnectScreen",
    ),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels/$id/ledger",
    component: lazyRouteComponent(
      withWords(() => import("./ledger-screen.tsx")),
      "LedgerScreen",
    ),
  }),
] as const;
