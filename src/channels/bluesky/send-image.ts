/** What Bluesky takes of a picture. */
import type { Media, Outcome } from "../connector.ts";
import { type FittedImage, fitImage as fit, type ImageLimits } from "../fit-image.ts";

/** Every server takes this much. Newer ones take twice as much (lexicon `app.bsky.embed.images`), older ones do not. */
export const IMAGE_BYTES = 1_000_000;
export const IMAGE_TYPES: readonly string[] = [
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
  "image/avif",
];

const limits: ImageLimits = {
  label: "Bluesky",
  types: ["image/jpeg", "image/png", "image/webp"],
  bytes: IMAGE_BYTES,
  // Longer sides gain nothing: the network shows 2000 pixels at most.
  side: 2000,
};

/** The picture as it goes out. A GIF that moves stands still: Bluesky shows its first picture. */
export const fitImage = (media: Media): Outcome<FittedImage> => fit(media, limits);
