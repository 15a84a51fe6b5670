/** The crisis pause: what stands, what it keeps back, and what people say of it. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { createStore } from "../shell/store.ts";

const askPauses = () => unwrap(api.GET("/pauses"));
const askKeptBack = async () => (await unwrap(api.GET("/kept-back"))).rows;
export type Pauses = Awaited<ReturnType<typeof askPauses>>;
export type Pause = Pauses["rows"][number];
export type KeptBack = Awaited<ReturnType<typeof askKeptBack>>[number];

export const pausesQuery = queryOptions({
  queryKey: ["pauses"],
  queryFn: askPauses,
  staleTime: 60_000,
  // What comes due while a pause stands is told by the clock alone.
  refetchInterval: ({ state }) =>
    state.data && (state.data.rows.length > 0 || state.data.keptBack > 0) ? 20_000 : false,
});
export const keptBackQuery = queryOptions({ queryKey: ["pauses", "kept-back"], queryFn: askKeptBack });

const again = () => queryClient.invalidateQueries({ queryKey: pausesQuery.queryKey });

export async function beginPause(body: { channelId: string | null; reason: string }): Promise<void> {
  await unwrap(api.POST("/pauses", { body }));
  await again();
}
export async function endPause(id: string): Promise<void> {
  await unwrap(api.DELETE("/pauses/{id}", { params: { path: { id } } }));
  await again();
}

type Time = { local: string; zone: string; second?: boolean };
export type Answer = { what: "send" | "drop" } | { what: "move"; time: Time };
/** `held`: how many the gate holds for another reason now. */
export async function answerKept(ids: string[], answer: Answer): Promise<{ done: number; held: number }> {
  const counts = await unwrap(api.POST("/kept-back/answers", { body: { ids, ...answer } as never }));
  await again();
  void queryClient.invalidateQueries({ queryKey: ["posts"] });
  return counts;
}

/** Which of the two dialogs stands open, from wherever it was asked for. */
export const pauseAsked = createStore<"begin" | "kept" | undefined>(undefined);
