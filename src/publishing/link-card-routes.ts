import { z } from "zod";
import { badField } from "../kernel/errors.ts";
import { keepFile } from "../kernel/file-rows.ts";
import { forCaller } from "../kernel/http.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type RouteSpec, route } from "../kernel/route.ts";
import { mayWritePosts } from "./caller.ts";
import { fetchLinkCard } from "./fetch-link-card.ts";

export function linkCardRoutes({
  files,
  database,
  outbound,
}: Pick<Kernel, "files" | "database" | "outbound">): RouteSpec[] {
  return [
    route({
      method: "POST",
      url: "/link-cards",
      summary: "What a page says of itself for those who link to it; its picture is kept as a file.",
      access: mayWritePosts,
      transaction: "none",
      perMinute: 60,
      body: z.object({ url: z.url({ protocol: /^https?$/ }).max(2000) }),
      response: z.object({
        url: z.string(),
        title: z.string(),
        description: z.string(),
        fileId: z.uuid().nullable(),
      }),
      async handle({ body, caller }) {
        const fetched = await fetchLinkCard(outbound.fetch, body.url);
        if (!fetched.ok) throw badField("body.url", fetched.fault);
        const { picture, ...card } = fetched.value;
        const stored = picture && (await files.put(picture));
        const fileId = stored
          ? await forCaller(database, caller, () => keepFile(stored, "card.jpg", "image/jpeg"))
          : null;
        return { ...card, fileId };
      },
    }),
  ];
}
