/** Uploading what goes with a status: version 2, which may take its time, or version 1 where there is no other. */
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { fail, ok } from "../../kernel/result.ts";
import type { Fault, Media, Outcome, Session } from "../connector.ts";
import { fitImage } from "../fit-image.ts";
import { imageLimits } from "./capabilities.ts";
import { ask, shaped } from "./client.ts";

const mediaShape = z.looseObject({ id: z.union([z.string().min(1), z.number().transform(String)]) });
/** A video is given so long to be processed. */
const PROCESSING_MS = 120_000;

/** The server's ids of the uploaded files. Nothing is said yet, so that every fault means: nothing was done. */
export async function upload(session: Session, media: readonly Media[]): Outcome<string[]> {
  const ids: string[] = [];
  for (const one of media) {
    const id = await uploadOne(session, one);
    if (!id.ok) return id;
    ids.push(id.value);
  }
  return ok(ids);
}

async function uploadOne(session: Session, media: Media): Outcome<string> {
  const fitted = media.type.startsWith("image/")
    ? await fitImage(media, imageLimits(session.settings))
    : ok(media);
  if (!fitted.ok) return fitted;
  const { bytes, type } = fitted.value;
  const send = (path: string) => {
    const form = new FormData();
    form.append("file", new Blob([new Uint8Array(bytes)], { type }), media.name || "file");
    if (media.alt) form.append("description", media.alt);
    if (media.focus) form.append("focus", focusOf(media.focus));
    return ask(session, { method: "POST", path, form, weight: "harmless" });
  };
  let answer = await send("/api/v2/media");
  if (!answer.ok && answer.fault.tag === "missing") answer = await send("/api/v1/media");
  if (!answer.ok) return answer.fault.tag === "missing" ? fail(noMedia) : answer;
  const made = shaped(answer.value, mediaShape);
  if (!made.ok) return made;
  const { id } = made.value;
  if (answer.value.status !== 202) return ok(id);
  const end = session.now().getTime() + PROCESSING_MS;
  for (let wait = 250; session.now().getTime() < end; wait = Math.min(wait * 2, 5_000)) {
    await pause(wait, undefined, { signal: session.signal }).catch(() => {});
    const state = await ask(session, { path: `/api/v1/media/${encodeURIComponent(id)}` });
    // 422 to a read is what a file that cannot be processed gets, and a token that was just good is good still.
    if (!state.ok && state.fault.tag === "authorisation") return fail(unreadable(media.name));
    if (!state.ok) return state;
    if (state.value.status !== 206) return ok(id);
  }
  return fail({
    tag: "unavailable",
    message: {
      en: `The server is still processing ${media.name}.`,
      es: `El servidor aún está procesando ${media.name}.`,
    },
  });
}

/** From −1 to 1 from the left and from below: <https://docs.joinmastodon.org/api/guidelines/#focal-points>. */
const focusOf = ({ x, y }: { x: number; y: number }): string =>
  `${(x * 2 - 1).toFixed(3)},${(1 - y * 2).toFixed(3)}`;

const noMedia: Fault = {
  tag: "refused",
  message: { en: "This server takes no files.", es: "Este servidor no admite archivos." },
};
const unreadable = (name: string): Fault => ({
  tag: "refused",
  message: { en: `The server cannot process ${name}.`, es: `El servidor no puede procesar ${name}.` },
});
