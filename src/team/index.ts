/** The team: users, workspaces, teammates, desks, keys, notifications. This is the module's front door. */
import "./tables.ts";
import type { Authenticate } from "../kernel/caller.ts";
import type { JobKind } from "../kernel/jobs.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { RouteSpec } from "../kernel/route.ts";
import { authenticator } from "./authenticate.ts";
import { deskRoutes } from "./desk-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { openSessions } from "./sessions.ts";
import { openSignIn, type SignInOptions } from "./sign-in.ts";
import { signInRoutes } from "./sign-in-routes.ts";
import { teammateRoutes } from "./teammate-routes.ts";

export { type Desk, deskMembers, listDesks } from "./desk-store.ts";
export {
  addWorkingMinutes,
  type Calendar,
  type Hours,
  isWithin,
  nextOpening,
  workingMinutesBetween,
} from "./hours.ts";
export type { Teammate } from "./teammate.ts";
export { findTeammate, listTeammates } from "./teammate-store.ts";
export { readWorkspace, type Workspace } from "./workspace-store.ts";

export interface TeamOptions {
  secrets: SignInOptions["secrets"];
}

export interface Team {
  authenticate: Authenticate;
  /** Also those of sign-in, below `/api/auth`. */
  routes: RouteSpec[];
  jobs: JobKind[];
}

export function openTeam(kernel: Pick<Kernel, "database" | "origin">, options: TeamOptions): Team {
  const signIn = openSignIn(kernel, options);
  const sessions = openSessions(signIn, kernel.origin.startsWith("https:"));
  const door = { signIn, sessions, origin: kernel.origin };
  return {
    authenticate: authenticator(kernel.database, sessions),
    routes: [...signInRoutes(door), ...sessionRoutes(door), ...teammateRoutes, ...deskRoutes],
    jobs: [],
  };
}
