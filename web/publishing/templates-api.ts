/** Templates: the questions and calls. */
import { queryOptions } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, unwrap } from "../api/client.ts";
import { refetchOnLive } from "../api/live.ts";
import { queryClient } from "../api/query.ts";
import type { paths } from "../api/schema.gen.d.ts";
import { keepPost, type Post } from "./posts-api.ts";

export type Template =
  paths["/templates"]["get"]["responses"][200]["content"]["application/json"]["rows"][number];

const of = (id: string) => ({ params: { path: { id } } });
export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: async () => (await unwrap(api.GET("/templates"))).rows,
});
const again = () => queryClient.invalidateQueries({ queryKey: templatesQuery.queryKey });

export async function keepTemplate(name: string, postId: string): Promise<Template> {
  const kept = await unwrap(api.POST("/templates", { body: { id: crypto.randomUUID(), name, postId } }));
  void again();
  return kept;
}
export async function changeTemplate(
  id: string,
  body: { name?: string; postId?: string },
): Promise<Template> {
  const changed = await unwrap(api.PATCH("/templates/{id}", { ...of(id), body }));
  void again();
  return changed;
}
export async function removeTemplate(id: string): Promise<void> {
  await unwrap(api.DELETE("/templates/{id}", of(id)));
  void again();
}

/** Begins a draft. `leave`: blanks without words stay blanks. */
export async function beginFrom(
  template: Template,
  how: { id: string; zone: string; values: Record<string, string>; leave: boolean },
): Promise<Post> {
  const { id, zone, values, leave } = how;
  const blanks = template.blanks.map((name) => ({ name, value: values[name] ?? "" }));
  const body = { id, zone, leave, blanks };
  const post = keepPost(await unwrap(api.POST("/templates/{id}/posts", { ...of(template.id), body })));
  void queryClient.invalidateQueries({ queryKey: ["posts"] });
  return post;
}

export const useTemplatesLive = (): void =>
  useEffect(() => refetchOnLive("templates", ["templates"]) as () => void, []);
