/**
 * Pictures and attachments of the community, through our own doors: the browser of a teammate never tells a stranger's
 * server that it looked, and nothing but what it claims to be is passed on.
 */
import { z } from "zod";
import { connectorFor, findChannel } from "../channels/index.ts";
import { notFound, Problem } from "../kernel/errors.ts";
import { fileType } from "../kernel/file-type.ts";
import { forCaller } from "../kernel/http.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { OutboundError } from "../kernel/outbound.ts";
import { type Input, idParams, type RouteSpec, route } from "../kernel/route.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { openAvatars, PAUSE } from "./avatars.ts";
import { rawOf } from "./read-arrivals.ts";

const see = { role: "guest", scope: "inbox:read" } as const;
/** What a browser may show in place; everything else is only downloaded. */
const shown = /^(image\/(png|jpeg|gif|webp|avif)|video\/(mp4|webm)|audio\/(mpeg|ogg|mp4|wav))$/;

type Asked = Pick<Input<unknown, unknown, unknown>, "caller" | "reply">;

export const mediaRoutes = (kernel: Kernel): RouteSpec[] => {
  const inside = <T>({ caller }: Asked, work: () => Promise<T>): Promise<T> =>
    forCaller(kernel.database, caller, work);
  const avatars = openAvatars(kernel.config.data, kernel.outbound.fetch);
  return [
    route({
      method: "GET",
      url: "/avatars/:id",
      summary: "The picture of an identity.",
      access: see,
      transaction: "none",
      params: idParams,
      async handle(input) {
        const found = await inside(input, () =>
          db()
            .selectFrom("identity")
            .where("workspace_id", "=", workspaceId())
            .where("id", "=", input.params.id)
            .select("avatar_url")
            .executeTakeFirst(),
        );
        if (!found?.avatar_url) throw notFound();
        await passFace(input, await avatars(found.avatar_url));
      },
    }),
    route({
      method: "GET",
      url: "/channels/:id/avatar",
      summary: "The picture of a channel's own account.",
      access: see,
      transaction: "none",
      params: idParams,
      async handle(input) {
        const channel = await inside(input, () => findChannel(input.params.id));
        if (!channel?.avatar_url) throw notFound();
        await passFace(input, await avatars(channel.avatar_url));
      },
    }),
    route({
      method: "GET",
      url: "/messages/:id/attachments/:index",
      summary: "An attachment of a message, or its preview.",
      access: see,
      transaction: "none",
      params: z.object({ id: z.uuid(), index: z.coerce.number().int().min(0).max(1000) }),
      query: z.object({ preview: z.enum(["true", "false"]).optional() }),
      async handle(input) {
        const found = await inside(input, () => findAttachment(input.params.id, input.params.index));
        if (!found) throw notFound();
        const { attachment } = found;
        const url = input.query.preview === "true" ? attachment.previewUrl : attachment.url;
        if (url) return pass(input, await download(kernel, url, 40 * 1024 * 1024), attachment.name);
        if (!attachment.part) throw notFound();
        const opened = await connectorFor(found.network).open?.(
          await rawOf(kernel.files, found.arrival),
          attachment.part,
        );
        if (!opened) throw notFound();
        return pass(input, opened.bytes, opened.name);
      },
    }),
  ];
};

async function findAttachment(messageId: string, index: number) {
  const row = await db()
    .selectFrom("message as m")
    .innerJoin("arrival as a", (join) =>
      join.onRef("a.workspace_id", "=", "m.workspace_id").onRef("a.id", "=", "m.arrival_id"),
    )
    .innerJoin("channel as c", (join) =>
      join.onRef("c.workspace_id", "=", "m.workspace_id").onRef("c.id", "=", "m.channel_id"),
    )
    .where("m.workspace_id", "=", workspaceId())
    .where("m.id", "=", messageId)
    .select(["m.attachments", "a.external_id", "a.at", "a.payload", "a.body_sha256", "c.network"])
    .executeTakeFirst();
  const attachment = row?.attachments[index];
  if (!row || !attachment) return undefined;
  return {
    attachment,
    network: row.network,
    arrival: {
      externalId: row.external_id,
      at: row.at,
      payload: row.payload as Parameters<typeof rawOf>[1]["payload"],
      bodySha256: row.body_sha256,
    },
  };
}

async function download(kernel: Kernel, url: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const answer = await kernel.outbound.fetch(url, { maxBytes, timeout: 20_000 });
    if (!answer.ok) throw notFound();
    return new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw new Problem("unavailable", {
      en: "This file cannot be fetched from its server now.",
      es: "Ahora no se puede traer este archivo de su servidor.",
    });
  }
}

/**
 * A face, or for a while an empty answer: the browser then shows initials, and does not ask again at once. That a
 * network's server has no picture is nobody's mistake here, so it is no error of ours.
 */
async function passFace(input: Asked, bytes: Uint8Array | undefined): Promise<void> {
  const picture = bytes && (await fileType(bytes)).type.startsWith("image/");
  if (picture) return pass(input, bytes, undefined);
  input.reply.header("cache-control", `private, max-age=${PAUSE / 1000}`);
}

/** Passes bytes on as what they are, never as what they claim; only pictures, films and sounds are shown in place. */
async function pass({ reply }: Asked, bytes: Uint8Array, name: string | undefined): Promise<void> {
  const { mime } = await fileType(bytes).then((type) => ({ mime: type.type }));
  const inPlace = shown.test(mime);
  const file = encodeURIComponent((name ?? "file").replaceAll(/[\r\n"]/g, ""));
  reply
    .header("content-type", inPlace ? mime : "application/octet-stream")
    .header("content-disposition", `${inPlace ? "inline" : "attachment"}; filename*=UTF-8''${file}`)
    .header("content-security-policy", "default-src 'none'; sandbox")
    .header("x-content-type-options", "nosniff")
    .header("cache-control", "private, max-age=86400")
    .send(Buffer.from(bytes));
}
