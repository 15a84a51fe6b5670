/** The team: users, workspaces, teammates, desks, keys, notifications. This is the module's front door. */
import "./tables.ts";
import type { Authenticate } from "../kernel/caller.ts";
import type { JobKind } from "../kernel/jobs.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { RouteSpec } from "../kernel/route.ts";
import { accountRoutes } from "./account-routes.ts";
import { activityRoutes } from "./activity-routes.ts";
import { apiKeyRoutes } from "./api-key-routes.ts";
import { authenticator } from "./authenticate.ts";
import { deskRoutes } from "./desk-routes.ts";
import { invitationMail, passwordMail } from "./invitation-mail.ts";
import { invitationRoutes } from "./invitation-routes.ts";
import { joinRoutes } from "./join-routes.ts";
import { deliver, mailJob } from "./mail-job.ts";
import { notificationRoutes } from "./notification-routes.ts";
import { notifyByEmail } from "./notify-by-email.ts";
import { notifyByPush } from "./notify-by-push.ts";
import { passwordPage } from "./password-link.ts";
import { profileRoutes } from "./profile-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { openSessions } from "./sessions.ts";
import { openSignIn, signInSecrets } from "./sign-in.ts";
import { signInRoutes } from "./sign-in-routes.ts";
import { teammateRoutes } from "./teammate-routes.ts";
import { teamUpkeep } from "./upkeep.ts";
import { workspaceRoutes } from "./workspace-routes.ts";

export { type Desk, listDesks } from "./desk-store.ts";
export { type Calendar, type Hours, workingClock } from "./hours.ts";
export type { NotificationData, NotificationKind } from "./notification.ts";
export { type NotificationDraft, notify, quietUntil } from "./notify.ts";
export { passwordLink } from "./password-link.ts";
export type { Teammate } from "./teammate.ts";
export { findTeammate, listTeammates } from "./teammate-store.ts";
export { findUser } from "./user-store.ts";

export interface Team {
  authenticate: Authenticate;
  /** Also those of sign-in, below `/api/auth`. */
  routes: RouteSpec[];
  jobs: JobKind[];
}

/** What this module needs of the house. */
export type TeamKernel = Pick<Kernel, "database" | "origin" | "keys" | "files" | "mailer" | "outbound">;

export function openTeam(kernel: TeamKernel): Team {
  const { database, origin, keys, files, mailer } = kernel;
  const signIn = openSignIn(kernel, {
    secrets: signInSecrets(keys),
    sendPasswordLink:
      mailer &&
      (({ name, email, language }, token) =>
        deliver(mailer, passwordMail(email, name, language, passwordPage(origin, token)))),
  });
  const sessions = openSessions(signIn, origin.startsWith("https:"));
  const door = { signIn, sessions, origin };
  return {
    authenticate: authenticator(database, sessions),
    routes: [
      ...signInRoutes(door),
      ...sessionRoutes(door),
      ...accountRoutes(door),
      ...profileRoutes(files),
      ...teammateRoutes,
      ...deskRoutes,
      ...invitationRoutes(origin, mailer && invitationMail(keys)),
      ...joinRoutes(door),
      ...apiKeyRoutes,
      ...activityRoutes,
      ...workspaceRoutes,
      ...notificationRoutes(kernel),
    ],
    jobs: [
      ...(mailer ? [mailJob(keys, mailer)] : []),
      notifyByEmail(database, mailer, origin),
      notifyByPush(kernel),
      teamUpkeep(database),
    ],
  };
}
