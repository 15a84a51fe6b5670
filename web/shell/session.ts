import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";
import { useEffect } from "react";
import { api, setWorkspace, unwrap, workspaceId } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import { connectLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import { follow } from "../i18n.ts";

const askSession = () => unwrap(api.GET("/session"));
/** What the server says of whoever asks, signed in or not. */
export type AnySession = Awaited<ReturnType<typeof askSession>>;
/** Somebody signed in, in a workspace. */
export type Session = { [K in keyof AnySession]: NonNullable<AnySession[K]> };

const chosen = () => localStorage.getItem("rapport-workspace") ?? undefined;

/** Who is here and in which workspace. Refetched when the window comes back, so a revoked session ends soon. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async (): Promise<AnySession> => {
    setWorkspace(chosen() ?? workspaceId());
    try {
      return await askSession();
    } catch (error) {
      // The remembered workspace is gone or no longer ours: let the server name another.
      if (!(error instanceof ApiError) || error.status !== 404 || !chosen()) throw error;
      localStorage.removeItem("rapport-workspace");
      setWorkspace(undefined);
      return askSession();
    }
  },
  staleTime: 60_000,
  refetchOnWindowFocus: "always",
});

/** The gate before every screen of the app: signed in and in a workspace, or on the way to be. */
export async function requireSession(href: string): Promise<Session> {
  try {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (session.firstRun) throw redirect({ href: "/welcome" });
    if (!session.user) throw toSignIn(href);
    if (!isInside(session)) throw redirect({ href: "/welcome" });
    setWorkspace(session.workspace.id);
    connectLive(session.workspace.id);
    await follow(session.user.language);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) throw toSignIn(href);
    throw error;
  }
}

const toSignIn = (href: string) => redirect({ href: `/sign-in?next=${encodeURIComponent(href)}` });

const isInside = (session: AnySession): session is Session =>
  session.user !== null && session.workspace !== null && session.teammate !== null;

let lastInside: Session | undefined;

/** The session on any screen under `appRoute`; it is always there when such a screen shows. */
export function useSession(): Session {
  const session = useSuspenseQuery(sessionQuery).data;
  const inside = isInside(session) ? session : undefined;
  if (inside) lastInside = inside;
  useEffect(() => {
    // Ended elsewhere (signed out, revoked, left the workspace) while this screen stood open: the gate says where to go.
    if (!inside) window.location.assign("/");
  }, [inside]);
  if (!lastInside) throw new Error("A screen of the app shows without a session.");
  return lastInside;
}

/** Moves to another workspace: everything cached belongs to the old one. */
export async function enterWorkspace(id: string): Promise<void> {
  localStorage.setItem("rapport-workspace", id);
  setWorkspace(id);
  connectLive(undefined);
  queryClient.clear();
  window.location.assign("/");
}

/** Ends the session on the server, then shows the sign-in screen (or `next`) with nothing left in memory. */
export async function signOut(next?: string): Promise<void> {
  await fetch("/api/auth/sign-out", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  connectLive(undefined);
  queryClient.clear();
  window.location.assign(next ?? "/sign-in?out=true");
}
