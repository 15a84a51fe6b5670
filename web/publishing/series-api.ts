/** Series: posts that come again by a rule. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";
import { keepPost, type Post } from "./posts-api.ts";

export type Series = NonNullable<Post["series"]>;
export interface Wish {
  rule: string;
  untilStopped: boolean;
  skipped: Series["skipped"];
  twice: Series["twice"];
}
const of = (id: string) => ({ params: { path: { id } } });

/** The next five times of a rule, and what the clock does not say clearly of it; refused at its field. */
export const repeatQuery = (wish: Wish | undefined, time: NonNullable<Post["time"]>) =>
  queryOptions({
    queryKey: ["series-check", wish, time],
    enabled: wish !== undefined,
    retry: false,
    queryFn: () =>
      unwrap(
        api.POST("/series/check", {
          body: { rule: " ", untilStopped: false, ...wish, time },
        }),
      ),
  });

export type Stay = Awaited<ReturnType<typeof changeOthers>>["stay"][number];

export async function repeatPost(id: string, wish: Wish) {
  const answer = await unwrap(api.PUT("/posts/{id}/series", { ...of(id), body: wish }));
  keepPost(answer.post);
  void queryClient.invalidateQueries({ queryKey: ["posts"] });
  return answer;
}

export async function changeOthers(id: string, which: "following" | "all") {
  const answer = await unwrap(api.POST("/posts/{id}/series/changes", { ...of(id), body: { of: which } }));
  void queryClient.invalidateQueries({ queryKey: ["posts"] });
  return answer;
}

export async function stopRepeating(id: string) {
  const answer = await unwrap(api.DELETE("/posts/{id}/series", of(id)));
  void queryClient.invalidateQueries({ queryKey: ["posts"] });
  void queryClient.invalidateQueries({ queryKey: ["post", id] });
  return answer;
}
