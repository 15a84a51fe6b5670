/** Saying it: a reply, a post, a like; and taking it back. */
import { randomUUID } from "node:crypto";
import { fail, ok } from "../../kernel/result.ts";
import type { Act, Fault, Outcome, Receipt, Session } from "../connector.ts";
import { type Answer, ask } from "./client.ts";
import { compose, statusBody } from "./compose.ts";
import { type MastodonStatus, parseStatus, statusUri } from "./entities.ts";
import { unsure } from "./faults.ts";
import { upload } from "./media.ts";
import { moment } from "./raw.ts";
import { localId } from "./resolve.ts";

/** A fresh `Idempotency-Key`. */
export const key = (_now: Date): string => randomUUID();

/** See `Outbound.send`. Mastodon folds a second send with the same key within an hour; other servers may not. */
export async function send(session: Session, act: Act, key: string): Outcome<Receipt> {
  if (act.kind === "like") return like(session, act);
  const composed = compose(session, act);
  if (!composed.ok) return composed;
  const { parentId } = composed.value;
  if (parentId) {
    // A server may accept an answer to what is gone and set it adrift as a post of its own (snac2 does).
    const parent = await ask(session, { path: `/api/v1/statuses/${encodeURIComponent(parentId)}` });
    if (!parent.ok) return parent.fault.tag === "missing" ? fail(parentGone) : parent;
  }
  const quoted = composed.value.quote ? await quotedId(session, composed.value.quote) : ok(undefined);
  if (!quoted.ok) return quoted;
  const media = await upload(session, act.media);
  if (!media.ok) return media;
  const answer = await ask(session, {
    method: "POST",
    path: "/api/v1/statuses",
    json: statusBody(composed.value, media.value, quoted.value),
    headers: { "idempotency-key": key },
  });
  if (!answer.ok) return answer.fault.tag === "missing" && parentId ? fail(parentGone) : answer;
  return receiptOf(answer.value, session);
}

const parentGone: Fault = {
  tag: "missing",
  message: {
    en: "The message that this answers is no longer there.",
    es: "El mensaje al que responde ya no está.",
  },
};

/** The local id of what is shown under a status: our server has it, or fetches it now. */
async function quotedId(session: Session, address: string): Outcome<string> {
  const query = { q: address, type: "statuses", resolve: "true", limit: "1" };
  const found = await ask(session, { path: "/api/v2/search", query });
  if (!found.ok) return found;
  const { body } = found.value;
  const hit = body && typeof body === "object" && !Array.isArray(body) ? body.statuses : undefined;
  const status = Array.isArray(hit) ? parseStatus(hit[0]) : undefined;
  return status
    ? ok(status.id)
    : fail({
        tag: "refused",
        message: {
          en: "The server does not find what is quoted.",
          es: "El servidor no encuentra lo que se cita.",
        },
      });
}

/** Liking twice is liking once: a favourite is a state. */
async function like(session: Session, act: Act): Outcome<Receipt> {
  const id = await likedId(session, act);
  if (!id.ok) return id;
  const answer = await ask(session, {
    method: "POST",
    path: `/api/v1/statuses/${encodeURIComponent(id.value)}/favourite`,
  });
  return answer.ok ? receiptOf(answer.value, session) : answer;
}

/** The local id of what is liked, from what brought it or by asking for it. */
export async function likedId(session: Session, act: Act): Outcome<string> {
  if (!act.target)
    return fail({
      tag: "refused",
      message: { en: "A like needs a message.", es: "Un «me gusta» necesita un mensaje." },
    });
  const id = await localId(session, act.target.externalId, act.target.payload);
  if (!id.ok) return id;
  return id.value
    ? ok(id.value)
    : fail({
        tag: "missing",
        message: {
          en: "The server does not find the liked message.",
          es: "El servidor no encuentra el mensaje que se marca como «me gusta».",
        },
      });
}

function receiptOf(answer: Answer, session: Session): Awaited<Outcome<Receipt>> {
  const status = parseStatus(answer.body);
  return status
    ? ok(receipt(status, session))
    : fail(
        unsure("acts", {
          en: "The server's answer is no status.",
          es: "La respuesta del servidor no es una publicación.",
        }),
      );
}

export function receipt(status: MastodonStatus, session: Session): Receipt {
  const { id, visibility, created_at } = status;
  const uri = statusUri(status);
  return {
    externalId: uri,
    ...(status.url ? { url: status.url } : {}),
    at: moment(created_at, session),
    answer: { id, uri, visibility, created_at },
  };
}

/** Takes a status of ours back. That it is no longer there is as good. */
export async function remove(session: Session, externalId: string): Outcome<void> {
  const id = await localId(session, externalId);
  if (!id.ok) return id;
  if (!id.value)
    return fail({
      tag: "missing",
      message: { en: "The server does not find this message.", es: "El servidor no encuentra este mensaje." },
    });
  const path = `/api/v1/statuses/${encodeURIComponent(id.value)}`;
  const answer = await ask(session, { method: "DELETE", path, bodiless: true });
  if (answer.ok || answer.fault.tag !== "missing") return answer.ok ? ok(undefined) : answer;
  // "Not found" is said of the status, or of the method: snac2 2.75 has no way to delete.
  const still = await ask(session, { path });
  if (!still.ok) return still.fault.tag === "missing" ? ok(undefined) : still;
  return fail({
    tag: "refused",
    message: {
      en: "This server removes messages on its own pages only.",
      es: "Este servidor solo borra mensajes en sus propias páginas.",
    },
  });
}
