/** Hands a request to the sign-in library and its answer to the client, with failures in the product's own words. */
import { isAPIError } from "better-auth/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem, type ProblemTag, type Words } from "../kernel/errors.ts";
import type { JsonObject } from "../kernel/result.ts";
import type { Sessions } from "./sessions.ts";
import { addressHeader, authPath, longestPassword, type SignIn, shortestPassword } from "./sign-in.ts";

export interface SignInDoor {
  signIn: SignIn;
  sessions: Sessions;
  origin: string;
}

export interface Exchange {
  request: FastifyRequest;
  reply: FastifyReply;
}

/** Sends `body` to one of the library's endpoints as this client. Cookies of the answer are set; a refusal is thrown. */
export async function askSignIn(
  door: SignInDoor,
  method: "GET" | "POST",
  path: string,
  { request, reply }: Exchange,
  body?: JsonObject,
): Promise<JsonObject> {
  const headers = new Headers({ origin: door.origin, [addressHeader]: request.ip });
  for (const name of ["cookie", "user-agent"] as const) {
    const value = request.headers[name];
    if (value) headers.set(name, value);
  }
  if (body) headers.set("content-type", "application/json");
  const answer = await door.signIn.handler(
    new Request(`${door.origin}${authPath}${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    }),
  );
  if (method === "POST") door.sessions.forget();
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) reply.header("set-cookie", cookies);
  const text = await answer.text();
  const value = text ? JSON.parse(text) : {};
  if (!answer.ok) throw problemOf(answer.status, value?.code);
  return value ?? {};
}

/** Ends the request unless `password` is the caller's own, for changes that a stolen session must not make. */
export async function requirePassword(
  door: SignInDoor,
  request: FastifyRequest,
  password: string,
): Promise<void> {
  try {
    await door.signIn.api.verifyPassword({
      body: { password },
      headers: new Headers({ cookie: request.headers.cookie ?? "" }),
    });
  } catch (error) {
    if (!isAPIError(error)) throw error;
    throw problemOf(error.statusCode, error.body?.code);
  }
}

interface Refusal {
  tag: ProblemTag;
  words: Words;
  /** The field that it is about. */
  field?: string;
}

const wrongPassword: Words = {
  en: "This is not your present password.",
  es: "Esta no es tu contraseña actual.",
};
const lost: Words = {
  en: "That took too long. Please sign in again.",
  es: "Ha pasado demasiado tiempo. Inicia sesión de nuevo.",
};
const wrongCode: Words = {
  en: "This code is not right, or not any more.",
  es: "Este código no es correcto o ya no vale.",
};
const tooMany: Words = {
  en: "Too many tries. Wait a little, then try again.",
  es: "Demasiados intentos. Espera un poco y prueba de nuevo.",
};

const refusals: Record<string, Refusal> = {
  INVALID_EMAIL_OR_PASSWORD: {
    tag: "not-signed-in",
    words: {
      en: "The e-mail address or the password is not right.",
      es: "El correo o la contraseña no son correctos.",
    },
  },
  INVALID_PASSWORD: { tag: "bad-input", words: wrongPassword, field: "body.password" },
  PASSWORD_TOO_SHORT: {
    tag: "bad-input",
    words: {
      en: `A password has at least ${shortestPassword} characters.`,
      es: `Una contraseña tiene al menos ${shortestPassword} caracteres.`,
    },
    field: "body.newPassword",
  },
  PASSWORD_TOO_LONG: {
    tag: "bad-input",
    words: {
      en: `A password has at most ${longestPassword} characters.`,
      es: `Una contraseña tiene como mucho ${longestPassword} caracteres.`,
    },
    field: "body.newPassword",
  },
  INVALID_CODE: { tag: "bad-input", words: wrongCode, field: "body.code" },
  INVALID_BACKUP_CODE: { tag: "bad-input", words: wrongCode, field: "body.code" },
  INVALID_TWO_FACTOR_COOKIE: { tag: "not-signed-in", words: lost },
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: { tag: "too-many", words: tooMany },
  ACCOUNT_TEMPORARILY_LOCKED: { tag: "too-many", words: tooMany },
  TOTP_ALREADY_ENABLED: {
    tag: "conflict",
    words: { en: "A second factor is set up already.", es: "Ya hay un segundo factor configurado." },
  },
  TOTP_NOT_ENABLED: {
    tag: "conflict",
    words: { en: "No second factor is set up.", es: "No hay un segundo factor configurado." },
  },
  BACKUP_CODES_NOT_ENABLED: {
    tag: "conflict",
    words: { en: "There are no backup codes.", es: "No hay códigos de respaldo." },
  },
  INVALID_TOKEN: {
    tag: "bad-input",
    words: {
      en: "This link has been used or is too old. Ask for a new one.",
      es: "Este enlace ya se usó o caducó. Pide uno nuevo.",
    },
    field: "body.token",
  },
  RESET_PASSWORD_DISABLED: {
    tag: "unavailable",
    words: {
      en: "This installation sends no e-mail. Whoever runs it can give you a link (rapport password).",
      es: "Esta instalación no envía correos. Quien la administra puede darte un enlace (rapport password).",
    },
  },
};

const byStatus: Record<number, Refusal> = {
  401: { tag: "not-signed-in", words: { en: "Please sign in first.", es: "Primero inicia sesión." } },
  403: {
    tag: "not-allowed",
    words: { en: "This is not allowed.", es: "Esto no está permitido." },
  },
  429: { tag: "too-many", words: tooMany },
};

function problemOf(status: number, code: unknown): Problem {
  const known = (typeof code === "string" && refusals[code]) || byStatus[status];
  if (known)
    return new Problem(
      known.tag,
      known.words,
      known.field ? { fields: [{ path: known.field, words: known.words }] } : {},
    );
  if (status >= 400 && status < 500)
    return new Problem("bad-input", {
      en: "Some fields need another look.",
      es: "Algunos campos necesitan otra mirada.",
    });
  throw new Error(`The sign-in library answered ${status} ${String(code)}`);
}
