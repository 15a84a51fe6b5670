import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { onLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import { useSettled } from "../shell/settled.ts";
import { waitingQuery, waitsForMe } from "./approvals-api.ts";

/** How many posts wait for the approval of who is signed in. */
export function useWaitingCount(): number {
  const rows = useQuery({ ...waitingQuery, enabled: useSettled() }).data ?? [];
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLive("posts", () => {
      // While somebody writes, every pause of the keys tells of itself.
      timer ??= setTimeout(() => {
        timer = undefined;
        void queryClient.invalidateQueries({ queryKey: waitingQuery.queryKey });
      }, 2_000);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return waitsForMe(rows).length;
}
