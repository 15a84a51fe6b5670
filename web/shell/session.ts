import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { api, setWorkspace, unwrap, workspaceId } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { connectLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import type { components } from "../api/schema.gen.d.ts";

export type Session = components["schemas"]["Session"];

const chosen = () => localStorage.getItem("rapport-workspace") ?? undefined;

/** Who is here and in which workspace. Refetched when the window comes back, so a revoked session ends soon. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async (): Promise<Session> => {
    setWorkspace(chosen() ?? workspaceId());
    try {
      return await unwrap(api.GET("/session"));
    } catch (error) {
      // The remembered workspace is gone or no longer ours: let the server name another.
      if (!(error instanceof ApiError) || error.status !== 404 || !chosen()) throw error;
      localStorage.removeItem("rapport-workspace");
      setWorkspace(undefined);
      return unwrap(api.GET("/session"));
    }
  },
  staleTime: 60_000,
  refetchOnWindowFocus: "always",
});

/** The gate before every screen of the app: signed in and in a workspace, or on the way to be. */
export async function requireSession(href: string): Promise<Session> {
  try {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (!session.workspace) throw redirect({ href: "/welcome" });
    setWorkspace(session.workspace.id);
    connectLive(session.workspace.id);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.tag === "no-owner") throw redirect({ href: "/welcome" });
    if (error instanceof ApiError && error.status === 401) {
      throw redirect({ href: `/sign-in?next=${encodeURIComponent(href)}` });
    }
    throw error;
  }
}

/** The session on any screen under `appRoute`; it is always there when such a screen shows. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** Moves to another workspace: everything cached belongs to the old one. */
export async function enterWorkspace(id: string): Promise<void> {
  localStorage.setItem("rapport-workspace", id);
  setWorkspace(id);
  connectLive(undefined);
  queryClient.clear();
  window.location.assign("/");
}

/** Ends the session on the server, then shows the sign-in screen with nothing left in memory. */
export async function signOut(): Promise<void> {
  await fetch("/api/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  connectLive(undefined);
  queryClient.clear();
  window.location.assign("/sign-in");
}
