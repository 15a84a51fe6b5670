/** What a network takes of a film, told before it is planned rather than hours later. Pure. */
import type { FilmLimits } from "../channels/index.ts";
import type { ActMedia } from "./act.ts";
import { deny, type Reason } from "./rule.ts";

export function ofFilm(
  { name, fileId }: ActMedia,
  film: NonNullable<ActMedia["film"]>,
  most: FilmLimits,
  label: string,
): Array<Omit<Reason, "rule">> {
  const said: Array<Omit<Reason, "rule">> = [];
  const no = (en: string, es: string) =>
    said.push(deny({ en: `“${name}” ${en}`, es: `«${name}» ${es}` }, { fileId }));
  const { seconds, width, height, videoCodec, frameRate } = film;
  if (most.seconds !== undefined && seconds > most.seconds)
    no(
      `is too long for ${label}: ${clock(seconds)}, and it takes ${clock(most.seconds)}.`,
      `es demasiado largo para ${label}: ${clock(seconds)}, y admite ${clock(most.seconds)}.`,
    );
  if (most.codecs && !most.codecs.includes(videoCodec ?? ""))
    no(
      `is made in a way that ${label} does not play (${videoCodec ?? "unknown"}). Export it as MP4 with H.264.`,
      `está hecho de un modo que ${label} no reproduce (${videoCodec ?? "desconocido"}). Expórtalo como MP4 con H.264.`,
    );
  if (most.pixels !== undefined && width * height > most.pixels)
    no(
      `is too large for ${label}: ${width} × ${height} pixels. Export it smaller.`,
      `es demasiado grande para ${label}: ${width} × ${height} píxeles. Expórtalo más pequeño.`,
    );
  if (most.frameRate !== undefined && frameRate > most.frameRate)
    no(
      `shows too many pictures a second for ${label}: ${Math.round(frameRate)}, and it takes ${most.frameRate}.`,
      `muestra demasiadas imágenes por segundo para ${label}: ${Math.round(frameRate)}, y admite ${most.frameRate}.`,
    );
  return said;
}

/** "1:05" */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
