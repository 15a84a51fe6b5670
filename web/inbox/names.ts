import { useQuery } from "@tanstack/react-query";
import { useSession } from "../shell/session.ts";
import { channelsQuery, desksQuery, teammatesQuery } from "./queries.ts";
import type { Channel, Desk, Teammate } from "./shapes.ts";

export interface Names {
  me: string;
  role: Teammate["role"];
  desks: readonly Desk[];
  /** Those who work here now. */
  team: readonly Teammate[];
  channels: readonly Channel[];
  desk(id: string | null): Desk | undefined;
  teammate(id: string | null): Teammate | undefined;
  channel(id: string): Channel | undefined;
}

/** Desks, teammates and channels by id, as far as they are loaded. */
export function useNames(): Names {
  const { user, teammate } = useSession();
  const desks = useQuery(desksQuery).data ?? [];
  const teammates = useQuery(teammatesQuery).data ?? [];
  const channels = useQuery(channelsQuery).data ?? [];
  return {
    me: user.id,
    role: teammate.role,
    desks,
    team: teammates.filter((one) => one.leftAt === null),
    channels,
    desk: (id) => desks.find((one) => one.id === id),
    teammate: (id) => teammates.find((one) => one.id === id),
    channel: (id) => channels.find((one) => one.id === id),
  };
}
