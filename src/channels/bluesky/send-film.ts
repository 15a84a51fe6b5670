/** What Bluesky takes of a film. */
import type { FilmLimits, Media } from "../connector.ts";

/** Lexicon `app.bsky.embed.video#main.video`. */
export const FILM_TYPES: readonly string[] = ["video/mp4"];

/**
 * Every server's lexicon takes this much (it was raised to 300 MB later, and a server may set less for its own accounts);
 * three minutes are what the network's own app has let everybody upload since March 2025.
 */
export const filmLimits: FilmLimits = { bytes: 100_000_000, seconds: 180, alone: true };

/** Below the longest call of a delivery, so that the record can still be written. */
export const FILM_TIMEOUT = 100_000;

/**
 * A film goes to the account's own server as a blob, as a picture does (https://docs.bsky.app/docs/tutorials/video, the
 * simple method): the network makes it ready when it sees the post. The video service would do so before, but is for
 * accounts on Bluesky's own servers and reports by being asked again for minutes.
 */
export const isFilm = (media: Pick<Media, "type"> | undefined): boolean =>
  media !== undefined && FILM_TYPES.includes(media.type);
