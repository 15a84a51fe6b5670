/** What the live topics mean for the inbox: lists and threads catch up in place. */
import { useEffect } from "react";
import { onLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import { refreshLists } from "./cache.ts";

/** Bursts (a backfill, a bulk change) become one round of questions. */
const rest = 300; // ms

function gathered(run: (ids: string[]) => unknown): (message: { ids: string[] }) => void {
  let waiting: Set<string> | undefined;
  let many = false;
  return ({ ids }) => {
    if (ids.length === 0) many = true;
    if (waiting) {
      for (const id of ids) waiting.add(id);
      return;
    }
    waiting = new Set(ids);
    setTimeout(() => {
      const all = many ? [] : [...(waiting ?? [])];
      waiting = undefined;
      many = false;
      run(all);
    }, rest);
  };
}

const again = (...queryKey: unknown[]) => void queryClient.invalidateQueries({ queryKey });
const againFor = (name: string) => (ids: string[]) =>
  ids.length === 0 ? again(name) : ids.forEach((id) => void again(name, id));

export function useInboxLive(me: string): void {
  useEffect(() => {
    const lists = gathered((ids) => void refreshLists(ids, me).catch(() => undefined));
    const threads = gathered(againFor("conversation"));
    const stops = [
      onLive("conversations", lists),
      onLive("conversations", threads),
      onLive("messages", threads),
      onLive("notes", threads),
      onLive("drafts", threads),
      onLive("presence", threads),
      onLive("deliveries", gathered(againFor("deliveries"))),
      onLive(
        "summary",
        gathered(() => {
          again("summary");
          again("views");
        }),
      ),
      onLive(
        "conversations",
        gathered(() => again("summary")),
      ),
      onLive(
        "channels",
        gathered(() => {
          again("channels");
          again("summary");
        }),
      ),
      onLive("desks", () => again("desks")),
      onLive("teammates", () => again("teammates")),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [me]);
}
