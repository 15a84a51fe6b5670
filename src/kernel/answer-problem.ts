/** The one place where a failure becomes an HTTP status. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { languageOf } from "./caller.ts";
import { Problem, type ProblemTag, type Words } from "./errors.ts";
import { log } from "./log.ts";

const statuses: Record<ProblemTag, number> = {
  "bad-input": 400,
  "not-signed-in": 401,
  "not-allowed": 403,
  "not-found": 404,
  conflict: 409,
  "too-many": 429,
  unavailable: 503,
};

const broken: Words = {
  en: "Something broke on our side. It has been noted; please try again.",
  es: "Algo se rompió de nuestro lado. Ha quedado anotado; inténtalo de nuevo.",
};
const byStatus: Record<number, { tag: ProblemTag; words: Words }> = {
  400: {
    tag: "bad-input",
    words: { en: "The request could not be read as JSON.", es: "La petición no se pudo leer como JSON." },
  },
  413: { tag: "bad-input", words: { en: "That is too large.", es: "Es demasiado grande." } },
  414: {
    tag: "bad-input",
    words: { en: "The address is too long.", es: "La dirección es demasiado larga." },
  },
  415: {
    tag: "bad-input",
    words: {
      en: "Send this as JSON (content-type: application/json).",
      es: "Envíalo como JSON (content-type: application/json).",
    },
  },
  429: {
    tag: "too-many",
    words: {
      en: "Too many tries. Wait a minute, then try again.",
      es: "Demasiados intentos. Espera un minuto y prueba de nuevo.",
    },
  },
};

/** No room is left for what was sent; nothing of it is kept. */
export const fullDisk: Words = {
  en: "There is no room left on the server for this. Nothing was saved; whoever looks after it has to make room.",
  es: "En el servidor no queda sitio para esto. No se ha guardado nada; quien lo cuida tiene que hacer sitio.",
};

/** Whether a disk or a quota said that it is full. */
export const isFull = (error: unknown): boolean =>
  ["ENOSPC", "EDQUOT"].includes(String((error as { code?: unknown } | undefined)?.code));

/** Answers `{ error: { tag, message, fields, … } }` in the caller's language. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request.headers);
  if (error instanceof Problem)
    return reply.code(statuses[error.tag]).send({
      error: {
        tag: error.tag,
        message: error.words[language],
        fields: error.fields.map(({ path, words }) => ({ path, message: words[language] })),
        ...(error.data ? { data: error.data } : {}),
      },
    });
  if (isFull(error)) {
    log.error({ error }, "the disk is full");
    return reply.code(507).send({ error: { tag: "full", message: fullDisk[language], fields: [] } });
  }
  const status = (error as { statusCode?: unknown }).statusCode;
  const known = typeof status === "number" ? byStatus[status] : undefined;
  if (known && typeof status === "number")
    return reply
      .code(status === 429 ? 429 : 400)
      .send({ error: { tag: known.tag, message: known.words[language], fields: [] } });
  if (typeof status === "number" && status >= 400 && status < 500)
    return reply
      .code(400)
      .send({ error: { tag: "bad-input", message: byStatus[400]?.words[language], fields: [] } });
  log.error({ error, method: request.method, route: request.routeOptions.url }, "a request broke");
  return reply.code(500).send({ error: { tag: "broken", message: broken[language], fields: [] } });
}
