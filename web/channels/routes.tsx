import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { appRoute } from "../shell/root-route.ts";

export const channelsRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels",
    component: lazyRouteComponent(() => import("./channels-screen.tsx"), "ChannelsScreen"),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels/connect",
    component: lazyRouteComponent(() => import("./networks-screen.tsx"), "NetworksScreen"),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels/connect/$network",
    component: lazyRouteComponent(() => import("./connect-screen.tsx"), "ConnectScreen"),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels/$id",
    component: lazyRouteComponent(() => import("./channel-screen.tsx"), "ChannelScreen"),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels/$id/reconnect",
    component: lazyRouteComponent(() => import("./reconnect-screen.tsx"), "ReconnectScreen"),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: "channels/$id/ledger",
    component: lazyRouteComponent(() => import("./ledger-screen.tsx"), "LedgerScreen"),
  }),
] as const;
