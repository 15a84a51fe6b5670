/** Fetches the card of a link ahead, through the guarded way out, so that the network need not, and people see it now. */
import sharp from "sharp";
import type { Words } from "../kernel/errors.ts";
import { OutboundError, type OutboundFetch } from "../kernel/outbound.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import { decodePage, readCard } from "./link-card.ts";

const PAGE_BYTES = 2 * 1024 * 1024;
const PICTURE_BYTES = 8 * 1024 * 1024;
/** Milliseconds: somebody waits for it. */
const PATIENCE = 10_000;
/** Pixels of the longer side: no network shows more of a card's picture. */
const LONGEST_SIDE = 1200;

export interface FetchedCard {
  /** Where the page stands, as it was typed: redirects may be personal. */
  url: string;
  title: string;
  description: string;
  /** A JPEG without anything that came along in the file. */
  picture: Uint8Array | undefined;
}

/** Without a picture when the page names none, or none that can be had. */
export async function fetchLinkCard(fetch: OutboundFetch, url: string): Promise<Result<FetchedCard, Words>> {
  try {
    const headers = { accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5" };
    const answer = await fetch(url, { headers, timeout: PATIENCE, maxBytes: PAGE_BYTES });
    if (!answer.ok) {
      await answer.body?.cancel();
      return fail({
        en: `The page answers ${answer.status}.`,
        es: `La página responde ${answer.status}.`,
      });
    }
    const type = answer.headers.get("content-type") ?? "";
    if (!/html|^$/i.test(type)) {
      await answer.body?.cancel();
      return fail({
        en: "There is no page at this address that says what it is.",
        es: "En esta dirección no hay una página que diga qué es.",
      });
    }
    const page = decodePage(new Uint8Array(await answer.arrayBuffer()), type);
    const card = readCard(page, answer.url || url);
    return ok({
      url,
      title: card.title || new URL(url).host,
      description: card.description,
      picture: card.picture ? await pictureAt(fetch, card.picture) : undefined,
    });
  } catch (error) {
    if (error instanceof OutboundError) return fail(error.words);
    throw error;
  }
}

/** A card without its picture is a card still: whatever goes wrong here is no fault. */
async function pictureAt(fetch: OutboundFetch, url: string): Promise<Uint8Array | undefined> {
  try {
    const answer = await fetch(url, { timeout: PATIENCE, maxBytes: PICTURE_BYTES });
    if (!answer.ok) {
      await answer.body?.cancel();
      return undefined;
    }
    return await sharp(new Uint8Array(await answer.arrayBuffer()), { limitInputPixels: 50_000_000 })
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#fff" })
      .jpeg({ quality: 82, mozjpeg: true })
      .toBuffer();
  } catch {
    return undefined;
  }
}
