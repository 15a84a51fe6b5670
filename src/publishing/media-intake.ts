/** Takes a file into the library, whichever way it came: looks at its content, cleans it, keeps it once. */
import { createWriteStream, openAsBlob } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Caller } from "../kernel/caller.ts";
import type { Words } from "../kernel/errors.ts";
import { sha256Of } from "../kernel/files.ts";
import { forCaller } from "../kernel/http.ts";
import { newId } from "../kernel/ids.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { OutboundError } from "../kernel/outbound.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { prepareMedia } from "./media.ts";
import { findSame, keepMedia, type MediaRecord } from "./media-library.ts";

/** Files that are not whole yet: uploads that come piece by piece, and what is being fetched. */
export const comingFolder = (data: string): string => join(data, "coming");
export const fetchedFolder = (data: string): string => join(data, "coming", "fetched");

/** A large film over a slow line. */
const fetchTime = 120_000;

/** Keeps what was given; the same contents again are the file that is there, described as it was. */
export async function takeIn(
  kernel: Pick<Kernel, "files" | "database">,
  caller: Caller | undefined,
  content: Blob,
  name: string,
): Promise<Result<MediaRecord, Words>> {
  const source = await sha256Of(content);
  const same = await forCaller(kernel.database, caller, () => findSame(source));
  if (same) return ok(same);
  const prepared = await prepareMedia(content);
  if (!prepared.ok) return prepared;
  const { content: clean, ...told } = prepared.value;
  const stored = await kernel.files.put(clean);
  return ok(
    await forCaller(kernel.database, caller, () =>
      keepMedia(source, stored, told, name, caller?.userId ?? ""),
    ),
  );
}

/** Fetches a file through the guarded way out. What is wrong with the address is said in words. */
export async function takeFrom(
  kernel: Pick<Kernel, "files" | "database" | "outbound" | "config">,
  caller: Caller | undefined,
  url: string,
): Promise<Result<MediaRecord, Words>> {
  const folder = fetchedFolder(kernel.config.data);
  const path = join(folder, newId());
  try {
    const answer = await kernel.outbound.fetch(url, {
      timeout: fetchTime,
      maxBytes: kernel.config.mediaBytes,
      headers: { accept: "image/*, video/*, application/pdf" },
    });
    const wrong = whyNot(answer);
    if (wrong) {
      await answer.body?.cancel();
      return fail(wrong);
    }
    await mkdir(folder, { recursive: true });
    // The platform's stream and node's own are the same thing under two names.
    await pipeline(Readable.fromWeb(answer.body as never), createWriteStream(path, { mode: 0o600 }));
    return await takeIn(kernel, caller, await openAsBlob(path), nameIn(answer, url));
  } catch (error) {
    if (error instanceof OutboundError) return fail(error.words);
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

function whyNot(answer: Response): Words | undefined {
  const { host } = new URL(answer.url);
  if (!answer.ok)
    return {
      en: `${host} does not give it out: it answered ${answer.status}.`,
      es: `${host} no lo entrega: respondió ${answer.status}.`,
    };
  if (!answer.body) return { en: `${host} answered with nothing.`, es: `${host} respondió sin contenido.` };
  if (/^text\/html|^application\/xhtml/.test(answer.headers.get("content-type") ?? ""))
    return {
      en: "This is the address of a page. Open the picture by itself and copy its own address.",
      es: "Esta es la dirección de una página. Abre la imagen sola y copia su propia dirección.",
    };
  return undefined;
}

/** As the server calls it, or else the end of the address. */
function nameIn(answer: Response, asked: string): string {
  const told = answer.headers.get("content-disposition") ?? "";
  const [, encoded] = /filename\*=UTF-8''([^;\s]+)/i.exec(told) ?? [];
  const [, plain] = /filename="?([^";]+)"?/i.exec(told) ?? [];
  return cleanName(encoded ?? plain ?? new URL(answer.url || asked).pathname);
}

/** A name as it came, perhaps percent-encoded: only the last part of a path, in one line. */
export function cleanName(raw: string): string {
  let name = raw;
  try {
    name = decodeURIComponent(raw);
  } catch {
    // It is as it is.
  }
  const last = name
    .toWellFormed()
    .replace(/\p{Cc}/gu, "")
    .split(/[\\/]/)
    .at(-1)
    ?.trim();
  return last?.slice(0, 200) || "file";
}
