/** Who has to agree to a post, and what was said: the questions that the screens ask. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { paths } from "../api/schema.gen.d.ts";

type Got<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { "application/json": infer A } } } };
}
  ? A
  : never;

export type Approvals = Got<"/posts/{id}/approvals">;
export type Waiting = Approvals["waiting"][number];
export type Said = Approvals["rows"][number];
export type Verdict = Said["verdict"];
export type WaitingRow = Got<"/approvals">["rows"][number];
export type ReviewLink = Got<"/posts/{id}/review-links">["rows"][number];
export type Policy = Got<"/approval-policies">["rows"][number];
export type Step = Policy["steps"][number];

const of = (id: string) => ({ params: { path: { id } } });

export const approvalsQuery = (id: string) =>
  queryOptions({
    queryKey: ["post", id, "approvals"],
    queryFn: () => unwrap(api.GET("/posts/{id}/approvals", of(id))),
  });
/** Every post that waits for anybody; those that wait for the one who asks say so. */
export const waitingQuery = queryOptions({
  queryKey: ["posts", "waiting"],
  queryFn: async () => (await unwrap(api.GET("/approvals", { params: { query: { of: "all" } } }))).rows,
});
export const linksQuery = (id: string) =>
  queryOptions({
    queryKey: ["post", id, "links"],
    queryFn: async () => (await unwrap(api.GET("/posts/{id}/review-links", of(id)))).rows,
  });
export const policiesQuery = queryOptions({
  queryKey: ["approval-policies"],
  queryFn: async () => (await unwrap(api.GET("/approval-policies"))).rows,
});

export const say = (id: string, body: { version: number; verdict: Verdict; note: string }) =>
  unwrap(api.POST("/posts/{id}/approvals", { ...of(id), body }));
export const makeLink = (id: string, body: { name: string; days: number }) =>
  unwrap(api.POST("/posts/{id}/review-links", { ...of(id), body }));
export const revokeLink = (id: string) => unwrap(api.DELETE("/review-links/{id}", of(id)));

export const waitsForMe = (rows: readonly WaitingRow[]): WaitingRow[] =>
  rows.filter(({ waiting }) => waiting.some(({ yours }) => yours));
