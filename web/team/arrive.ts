import { setWorkspace } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { type Language, speak } from "../i18n.ts";
import { sessionQuery } from "../shell/session.ts";

/** Right after signing in, joining or setting up: forgets what was cached for nobody and asks who is here now. */
export async function arrive(workspaceId?: string): Promise<void> {
  if (workspaceId) localStorage.setItem("rapport-workspace", workspaceId);
  setWorkspace(workspaceId);
  queryClient.clear();
  const session = await queryClient.fetchQuery(sessionQuery);
  const spoken = session.user?.language;
  if (spoken && spoken !== document.documentElement.lang) await speak(spoken as Language);
}

/** Where to go after signing in: only to a path of our own, never to another site. */
export function safeNext(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.startsWith("//") || next.includes("\\"))
    return "/";
  return /^\/(sign-in|welcome|forgot-password|reset-password)/.test(next) ? "/" : next;
}
