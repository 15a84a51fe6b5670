/** What one can do on Mastodon, and what the server of a channel makes of it. */
import { z } from "zod";
import type { JsonObject } from "../../kernel/result.ts";
import type { Capabilities } from "../connector.ts";
import type { ImageLimits } from "../fit-image.ts";
import { takesType } from "../media-types.ts";
import { DEFAULT_POLLS, showsQuotes, softwareOf } from "./settings.ts";

const PICTURES = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"];
const FILMS = ["video/mp4", "video/webm", "video/quicktime"];

/** What Mastodon itself takes, for servers that do not say. Heavier pictures are made lighter on their way out. */
const MEDIA: NonNullable<Capabilities["media"]> = {
  most: 4,
  bytes: 50 * 1024 * 1024,
  types: [...PICTURES, ...FILMS],
  alt: true,
  film: { bytes: 99 * 1024 * 1024, pixels: 8_294_400, frameRate: 120 },
};
/** Most of a picture, in bytes and pixels, on Mastodon itself. */
const PICTURE = { bytes: 16 * 1024 * 1024, pixels: 33_177_600 };

export const capabilities: Capabilities = {
  receives: ["post", "reply", "mention", "quote", "direct", "like", "repost", "follow"],
  acts: ["reply", "post", "like", "edit", "remove"],
  visibilities: ["public", "unlisted", "followers", "direct"],
  contentWarning: true,
  media: MEDIA,
  carries: { card: "own", quote: "linked", poll: DEFAULT_POLLS, subject: false, mentions: true },
  edits: true,
  deletions: true,
  lacks: [
    {
      en: "Servers show only the answers that reached them: an answer on a server that ours does not know may never arrive.",
      es: "Los servidores solo muestran las respuestas que les llegaron: una respuesta en un servidor desconocido para el nuestro puede no llegar nunca.",
    },
    {
      en: "Direct messages are not encrypted: the administrators of the servers involved can read them.",
      es: "Los mensajes directos no están cifrados: quienes administran los servidores implicados pueden leerlos.",
    },
  ],
};

const some = z.number().positive().optional().catch(undefined);
const mediaShape = z.object({
  most: z.number(),
  imageBytes: z.number(),
  imagePixels: some,
  videoBytes: some,
  videoPixels: some,
  videoRate: some,
  types: z.array(z.string()),
});
const pollsShape = z.object({
  options: z.number(),
  length: z.number(),
  shortest: z.number(),
  longest: z.number(),
});
const lacksShape = z.array(z.object({ en: z.string(), es: z.string() })).catch([]);

/** See `Connector.onServer`. A channel that was connected before its server was asked has Mastodon's own. */
export function onServer(settings: JsonObject): Pick<Capabilities, "acts" | "media" | "carries" | "lacks"> {
  const told = mediaShape.safeParse(settings.media);
  const polls = pollsShape.safeParse(settings.polls);
  // snac2 2.75 removes on its own pages only.
  const acts =
    softwareOf(settings) === "snac" ? capabilities.acts.filter((act) => act !== "remove") : capabilities.acts;
  return {
    acts,
    carries: {
      card: "own",
      quote: showsQuotes(settings) ? "shown" : "linked",
      poll: polls.success ? polls.data : null,
      subject: false,
      mentions: true,
    },
    media: told.success ? mediaOf(told.data) : MEDIA,
    lacks: [...capabilities.lacks, ...lacksShape.parse(settings.lacks)],
  };
}

function mediaOf({ most, types, ...told }: z.infer<typeof mediaShape>): Capabilities["media"] {
  // One kind that we can make is enough: the others are turned into it.
  const pictures = ["image/jpeg", "image/png", "image/webp"].some((type) => takesType(types, type));
  const films = FILMS.filter((type) => takesType(types, type));
  if (most < 1 || (!pictures && films.length === 0)) return undefined;
  const film = {
    bytes: told.videoBytes ?? MEDIA.film?.bytes ?? 0,
    ...(told.videoPixels ? { pixels: told.videoPixels } : {}),
    ...(told.videoRate ? { frameRate: told.videoRate } : {}),
  };
  return {
    ...MEDIA,
    most,
    types: [...(pictures ? PICTURES : []), ...films],
    ...(films.length > 0 ? { film } : {}),
  };
}

/** What the channel's server takes of a picture. */
export function imageLimits(settings: JsonObject): ImageLimits {
  const told = mediaShape.safeParse(settings.media);
  const types = told.success ? PICTURES.filter((type) => takesType(told.data.types, type)) : PICTURES;
  const bytes = told.success && told.data.imageBytes > 0 ? told.data.imageBytes : PICTURE.bytes;
  const pixels = (told.success && told.data.imagePixels) || PICTURE.pixels;
  return { label: "Mastodon", types, bytes, pixels, moves: true };
}
