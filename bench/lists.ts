/** The lists that people look at all day, and asking for them. */
import { openCaller } from "./caller.ts";
import type { Seeded } from "./seed.ts";

export const listPaths = ({ workspace, channelIds }: Seeded): string[] => [
  "/api/conversations",
  `/api/conversations?desk=${workspace.deskIds[0]}`,
  "/api/conversations?assignee=me",
  `/api/conversations?channel=${channelIds[1]}`,
  "/api/conversations?order=oldest-waiting",
  "/api/conversations?status=closed",
];

/** Calls a seeded product over HTTP with its owner's session. */
export function openCalls(seeded: Seeded) {
  const { address } = seeded.running;
  if (address === undefined) throw new Error("The product serves nothing.");
  const caller = openCaller();
  const headers = { cookie: seeded.workspace.cookie, "rapport-workspace": seeded.workspace.id };
  return {
    call: (paths: string[], count: number) => caller.call({ address, headers, paths, count }),
    close: () => caller.close(),
  };
}
