/** What stands under a post's words: pictures, a film or a card, and a quoted post. */
import { fail, type JsonObject, ok } from "../../kernel/result.ts";
import type { Act, Media, Outcome, Session } from "../connector.ts";
import type { FittedImage } from "../fit-image.ts";
import { atUri, namedPost, POST } from "./at-uri.ts";
import { getRecord } from "./hydrate.ts";
import { objectAt, textAt } from "./json-path.ts";
import { FILM_TIMEOUT, isFilm } from "./send-film.ts";
import { fitImage } from "./send-image.ts";
import { ask } from "./xrpc.ts";

/**
 * The record's `embed`, its pictures uploaded; undefined for words alone. A post holds pictures, a film or a card
 * (lexicon `app.bsky.embed.recordWithMedia#main.media`): pictures win, as in Bluesky's own app.
 */
export async function embedOf(session: Session, act: Act): Outcome<JsonObject | undefined> {
  const media =
    act.media.length > 0
      ? await (isFilm(act.media[0]) ? filmOf : imagesOf)(session, act.media)
      : act.card
        ? await cardOf(session, act.card)
        : ok(undefined);
  if (!media.ok || act.quote === undefined) return media;
  const record = await quoted(session, act.quote);
  if (!record.ok) return record;
  const quote = { $type: "app.bsky.embed.record", record: record.value };
  return ok(
    media.value ? { $type: "app.bsky.embed.recordWithMedia", record: quote, media: media.value } : quote,
  );
}

/** The film of a post, which stands alone (`send-record.ts` has asked). */
async function filmOf(session: Session, [film]: readonly Media[]): Outcome<JsonObject> {
  if (!film) throw new Error("A film that is none.");
  const sent = await uploadBlob(session, film, FILM_TIMEOUT);
  if (!sent.ok) return sent;
  return ok({
    $type: "app.bsky.embed.video",
    video: sent.value,
    alt: film.alt,
    ...(film.size ? { aspectRatio: { ...film.size } } : {}),
  });
}

async function imagesOf(session: Session, media: readonly Media[]): Outcome<JsonObject> {
  const images: JsonObject[] = [];
  for (const one of media) {
    const sent = await upload(session, one);
    if (!sent.ok) return sent;
    const { blob, width, height } = sent.value;
    images.push({ image: blob, alt: one.alt, aspectRatio: { width, height } });
  }
  return ok({ $type: "app.bsky.embed.images", images });
}

async function cardOf(session: Session, card: NonNullable<Act["card"]>): Outcome<JsonObject> {
  const external: JsonObject = { uri: card.url, title: card.title, description: card.description };
  if (card.image) {
    const thumb = await upload(session, card.image);
    if (!thumb.ok) return thumb;
    external.thumb = thumb.value.blob;
  }
  return ok({ $type: "app.bsky.embed.external", external });
}

/** A blob without a record counts nowhere and is collected: uploading is not yet saying. */
async function upload(
  session: Session,
  media: Media,
): Outcome<Pick<FittedImage, "width" | "height"> & { blob: JsonObject }> {
  const fitted = await fitImage(media);
  if (!fitted.ok) return fitted;
  const { width, height } = fitted.value;
  const sent = await uploadBlob(session, fitted.value, 60_000);
  return sent.ok ? ok({ blob: sent.value, width, height }) : sent;
}

async function uploadBlob(
  session: Session,
  { bytes, type }: Pick<Media, "bytes" | "type">,
  timeout: number,
): Outcome<JsonObject> {
  const sent = await ask(session, {
    method: "com.atproto.repo.uploadBlob",
    body: { bytes, type },
    timeout,
  });
  if (!sent.ok) return sent;
  const blob = objectAt(sent.value, "blob");
  return blob
    ? ok(blob)
    : fail({
        tag: "unavailable",
        message: {
          en: "The server's answer to a file was not readable.",
          es: "La respuesta del servidor a un archivo no se pudo leer.",
        },
      });
}

/** The address and the hash of a post as it stands now. */
async function quoted(session: Session, address: string): Outcome<JsonObject> {
  const named = namedPost(address);
  if (!named)
    return fail({
      tag: "refused",
      message: {
        en: "What is quoted is no post on Bluesky.",
        es: "Lo que se cita no es una publicación de Bluesky.",
      },
    });
  const did = named.actor.startsWith("did:") ? ok(named.actor) : await didOf(session, named.actor);
  if (!did.ok) return did;
  const got = await getRecord(session, atUri(did.value, POST, named.rkey));
  if (!got.ok) return got.fault.tag === "missing" ? quoteGone : got;
  const [uri, cid] = [textAt(got.value, "uri"), textAt(got.value, "cid")];
  return uri && cid
    ? ok({ uri, cid })
    : fail({
        tag: "unavailable",
        message: { en: "The quoted post was not readable.", es: "La publicación citada no se pudo leer." },
      });
}

async function didOf(session: Session, handle: string): Outcome<string> {
  const got = await ask(session, { method: "com.atproto.identity.resolveHandle", params: { handle } });
  if (!got.ok) return got.fault.tag === "refused" || got.fault.tag === "missing" ? quoteGone : got;
  const did = textAt(got.value, "did");
  return did ? ok(did) : quoteGone;
}

const quoteGone = fail({
  tag: "refused" as const,
  message: {
    en: "What is quoted is not there (any more).",
    es: "Lo que se cita no está (o ya no).",
  },
  code: "QuoteGone",
});
