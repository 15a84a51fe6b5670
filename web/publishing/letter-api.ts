/** A bulletin before it goes out: the mail that it will be, and tests of it to oneself. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";

/** As the server writes it, of the version that is kept. Below the post's own key: what renews the post renews this. */
export const letterQuery = (id: string, channelId: string, version: number) =>
  queryOptions({
    queryKey: ["post", id, "letter", channelId, version],
    queryFn: () =>
      unwrap(api.GET("/posts/{id}/letters/{channelId}", { params: { path: { id, channelId } } })),
  });
export type Letter = Awaited<ReturnType<NonNullable<ReturnType<typeof letterQuery>["queryFn"]>>>;

export const testsQuery = (id: string) =>
  queryOptions({
    queryKey: ["post", id, "tests"],
    queryFn: async () => (await unwrap(api.GET("/posts/{id}/test-mails", { params: { path: { id } } }))).rows,
  });

/** The same `id` again is the same mail. */
export const sendTest = (postId: string, body: { id: string; channelId: string }) =>
  unwrap(api.POST("/posts/{id}/test-mails", { params: { path: { id: postId } }, body }));

/** Nothing is loaded but our own pictures, nothing runs, nothing is sent, and a link opens nothing. */
const policy =
  "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The mail's HTML for a frame. */
export const framed = (html: string): string =>
  html.replace(
    "<head>",
    `<head><meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank">`,
  );
