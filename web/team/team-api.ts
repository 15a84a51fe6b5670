import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { refetchOnLive } from "../api/live.ts";

export const teammatesQuery = queryOptions({
  queryKey: ["teammates"],
  queryFn: async () => (await unwrap(api.GET("/teammates", { params: { query: {} } }))).teammates,
});
export type Teammate = Awaited<ReturnType<NonNullable<(typeof teammatesQuery)["queryFn"]>>>[number];
export type Role = Teammate["role"];

export const desksQuery = (archived = false) =>
  queryOptions({
    queryKey: ["desks", { archived }],
    queryFn: async () =>
      (await unwrap(api.GET("/desks", { params: { query: { archived: archived ? "true" : "false" } } })))
        .desks,
  });
export type Desk = Awaited<ReturnType<NonNullable<ReturnType<typeof desksQuery>["queryFn"]>>>[number];

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: async () => (await unwrap(api.GET("/invitations"))).invitations,
});
export type Invitation = Awaited<ReturnType<NonNullable<(typeof invitationsQuery)["queryFn"]>>>[number];

export const roles = ["owner", "lead", "member", "guest"] as const;
export const isLead = (role: Role): boolean => role === "owner" || role === "lead";

/** Keeps the team's lists right while a screen shows them. Returns the way to stop. */
export function watchTeam(): () => void {
  const stops = [
    refetchOnLive("team", ["teammates"]),
    refetchOnLive("teammates", ["teammates"]),
    refetchOnLive("desks", ["desks"]),
    refetchOnLive("invitations", ["invitations"]),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
