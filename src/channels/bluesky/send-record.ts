/** The record that an act becomes. The same act with the same key gives the same record, so that it can be put twice. */
import { fail, type JsonObject, ok } from "../../kernel/result.ts";
import type { Act, Outcome, Standing as Said, Session, Target, Words } from "../connector.ts";
import { LIKE, POST, parseAtUri } from "./at-uri.ts";
import { BLUESKY_BYTES, BLUESKY_GRAPHEMES, countBluesky } from "./bluesky-limits.ts";
import { getRecord, viewPosts } from "./hydrate.ts";
import { objectAt, textAt } from "./json-path.ts";
import { embedOf } from "./send-embed.ts";
import { detectFacets } from "./send-facets.ts";
import { isFilm } from "./send-film.ts";
import { tidTime } from "./tid.ts";

/** Lexicon `app.bsky.embed.images`. */
export const MOST_IMAGES = 4;

/** In which collection an act's record stands. */
export const collectionOf = (act: Act): string => (act.kind === "like" ? LIKE : POST);

/** Builds the record; uploads its pictures. Whatever goes wrong here, nothing has been said yet. */
export async function buildRecord(session: Session, act: Act, key: string): Outcome<JsonObject> {
  const createdAt = tidTime(key)?.toISOString();
  if (!createdAt) throw new Error("a delivery's key is a TID");
  if (act.kind === "like") {
    const subject = await standing(session, act.target);
    if (!subject.ok) return subject;
    const { uri, cid } = subject.value;
    return ok({ $type: LIKE, subject: { uri, cid }, createdAt });
  }
  const wrong = unfit(act);
  if (wrong) return fail({ tag: "refused", message: wrong });
  const reply =
    act.kind === "reply"
      ? await replyRefs(session, act.target)
      : ok(act.thread ? threadRefs(act.thread) : {});
  if (!reply.ok) return reply;
  const facets = await detectFacets(session, act.text);
  if (!facets.ok) return facets;
  const embed = await embedOf(session, act);
  if (!embed.ok) return embed;
  const record: JsonObject = { $type: POST, text: act.text, createdAt, ...reply.value };
  if (embed.value) record.embed = embed.value;
  if (facets.value.length > 0) record.facets = facets.value;
  if (act.language) record.langs = [act.language];
  return ok(record);
}

/** What the network would not take, before anything is asked of it. */
function unfit(act: Act): Words | undefined {
  const { graphemes, bytes, fits } = countBluesky(act.text);
  if (!fits && graphemes > BLUESKY_GRAPHEMES)
    return {
      en: `The text has ${graphemes} characters; Bluesky takes ${BLUESKY_GRAPHEMES}.`,
      es: `El texto tiene ${graphemes} caracteres; Bluesky admite ${BLUESKY_GRAPHEMES}.`,
    };
  if (!fits)
    return {
      en: `The text has ${bytes} bytes; Bluesky takes ${BLUESKY_BYTES}.`,
      es: `El texto tiene ${bytes} bytes; Bluesky admite ${BLUESKY_BYTES}.`,
    };
  if (act.text.trim() === "" && act.media.length === 0)
    return { en: "There is nothing to say.", es: "No hay nada que decir." };
  if (act.media.length > MOST_IMAGES)
    return {
      en: `Bluesky takes ${MOST_IMAGES} pictures at most.`,
      es: `Bluesky admite ${MOST_IMAGES} imágenes como máximo.`,
    };
  if (act.media.length > 1 && act.media.some(isFilm))
    return {
      en: "On Bluesky a film stands alone, without pictures beside it.",
      es: "En Bluesky un vídeo va solo, sin imágenes al lado.",
    };
  if (act.visibility && act.visibility !== "public")
    return { en: "On Bluesky everything is public.", es: "En Bluesky todo es público." };
  if (act.poll) return { en: "Bluesky has no polls.", es: "En Bluesky no hay encuestas." };
  if (act.contentWarning)
    return {
      en: "Bluesky has no content warnings in one's own words.",
      es: "Bluesky no tiene avisos de contenido con palabras propias.",
    };
  return undefined;
}

interface Standing {
  uri: string;
  cid: string;
  record: JsonObject;
}

/** The post that an act is about, as it stands at this moment. */
async function standing(session: Session, target: Target | undefined): Outcome<Standing> {
  const uri = target?.externalId ?? "";
  if (parseAtUri(uri)?.collection !== POST)
    return fail({
      tag: "refused",
      message: {
        en: "There is no Bluesky post that this could be about.",
        es: "No hay ninguna publicación de Bluesky a la que pueda referirse.",
      },
    });
  const views = await viewPosts(session, [uri]);
  const view = views.ok ? views.value.get(uri) : undefined;
  if (view && objectAt(view, "viewer")?.replyDisabled === true)
    return fail({
      tag: "refused",
      message: {
        en: "Its author lets only some people answer here, and not us.",
        es: "Quien lo escribió solo deja responder a algunas personas, y no a nosotros.",
      },
      code: "ReplyDisabled",
    });
  // The AppView may be down or behind, and leaves out what is blocked; the record itself says whether it stands.
  const got = view
    ? ok({ uri, cid: view.cid ?? null, value: view.record ?? null })
    : await getRecord(session, uri);
  if (!got.ok && got.fault.tag === "missing")
    return fail({
      tag: "refused",
      message: {
        en: "The message was removed by its author; it can no longer be answered.",
        es: "Quien escribió el mensaje lo ha borrado; ya no se puede responder.",
      },
      code: "ParentGone",
    });
  if (!got.ok) return got;
  const cid = textAt(got.value, "cid");
  const record = objectAt(got.value, "value");
  if (!cid || !record)
    return fail({
      tag: "unavailable",
      message: {
        en: "The message to answer was not readable.",
        es: "El mensaje al que se responde no se pudo leer.",
      },
    });
  return ok({ uri, cid, record });
}

async function replyRefs(session: Session, target: Target | undefined): Outcome<JsonObject> {
  const parent = await standing(session, target);
  if (!parent.ok) return parent;
  const { uri, cid, record } = parent.value;
  const rootUri = textAt(record, "reply", "root", "uri");
  const rootCid = textAt(record, "reply", "root", "cid");
  const root = rootUri && rootCid ? { uri: rootUri, cid: rootCid } : { uri, cid };
  return ok({ reply: { root, parent: { uri, cid } } });
}

/** What we said ourselves a moment ago needs no asking: the receipts say under which address and hash it stands. */
function threadRefs({ root, parent }: NonNullable<Act["thread"]>): JsonObject {
  const reference = ({ externalId, answer }: Said) => ({ uri: externalId, cid: answer.cid ?? null });
  return { reply: { root: reference(root), parent: reference(parent) } };
}
