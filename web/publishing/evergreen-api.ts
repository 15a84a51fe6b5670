/** Posts that may be said again, and how long they rest. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryClient } from "../api/query.ts";

const of = (id: string) => ({ params: { path: { id } } });

export interface Mark {
  channelId: string;
  days: number;
}

export const marksQuery = (id: string) =>
  queryOptions({
    queryKey: ["post", id, "evergreen"],
    queryFn: async () => (await unwrap(api.GET("/posts/{id}/evergreen", of(id)))).channels,
  });

/** On which channels a post may be said again from now on. What stands then, is kept. */
export async function markEvergreen(id: string, channels: readonly Mark[]): Promise<Mark[]> {
  const body = { channels: [...channels] };
  const answer = await unwrap(api.PUT("/posts/{id}/evergreen", { ...of(id), body }));
  queryClient.setQueryData(marksQuery(id).queryKey, answer.channels);
  return answer.channels;
}
