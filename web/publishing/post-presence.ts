/** Who else has this post open, and where in it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { type FocusEvent, useEffect, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { onLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import { useSession } from "../shell/session.ts";

/** This tab, among those of one person. */
const tab = crypto.randomUUID();
/** The server forgets a tab after 30 s of silence. */
const every = 12_000; // ms

const of = (id: string) => ({ params: { path: { id } } });
const presenceQuery = (id: string) =>
  queryOptions({
    queryKey: ["post-presence", id],
    queryFn: async () => (await unwrap(api.GET("/posts/{id}/presence", of(id)))).rows,
  });

/** Others at the post now; `place`: only those whose cursor stands there. */
export function useOthersAt(id: string, place?: string): { userId: string; place: string | null }[] {
  const { user } = useSession();
  const rows = useQuery(presenceQuery(id)).data ?? [];
  return rows.filter((one) => one.userId !== user.id && (place === undefined || one.place === place));
}

/** Says that one is here, and where, as long as the page is looked at. Answers what the words have to listen to. */
export function usePostPresence(id: string): { onFocus(event: FocusEvent): void; onBlur(): void } {
  const [place, setPlace] = useState<string | null>(null);
  useEffect(() => {
    const say = () => {
      if (document.visibilityState !== "visible") return;
      void unwrap(api.PUT("/posts/{id}/presence", { ...of(id), body: { tab, place } })).catch(
        () => undefined,
      );
    };
    say();
    const timer = setInterval(say, every);
    return () => clearInterval(timer);
  }, [id, place]);
  useEffect(() => {
    const stop = onLive("post-presence", ({ ids }) => {
      if (ids.length === 0 || ids.includes(id))
        void queryClient.invalidateQueries({ queryKey: ["post-presence", id] });
    });
    const path = { params: { path: { id }, query: { tab } }, keepalive: true };
    const leave = () => void unwrap(api.DELETE("/posts/{id}/presence", path)).catch(() => undefined);
    window.addEventListener("pagehide", leave);
    return () => {
      stop();
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [id]);
  return {
    onFocus: ({ target }) => setPlace(target.closest<HTMLElement>("[data-place]")?.dataset.place ?? null),
    onBlur: () => setPlace(null),
  };
}
