/** Why a server could not be spoken with, in plain words and with what one can do, from what the system reported. */
import type { Words } from "./errors.ts";

type Cause =
  | "name"
  | "name-later"
  | "refused"
  | "timeout"
  | "no-way"
  | "certificate"
  | "certificate-old"
  | "certificate-name"
  | "not-tls"
  | "reset";

/** Codes of Node's system errors, of its resolver, of OpenSSL and of undici. */
const CAUSES: Record<string, Cause> = {
  ENOTFOUND: "name",
  ENODATA: "name",
  EAI_NONAME: "name",
  EAI_NODATA: "name",
  EAI_AGAIN: "name-later",
  ETIMEOUT: "name-later",
  ESERVFAIL: "name-later",
  ECONNREFUSED: "refused",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  EHOSTUNREACH: "no-way",
  ENETUNREACH: "no-way",
  EADDRNOTAVAIL: "no-way",
  CERT_HAS_EXPIRED: "certificate-old",
  CERT_NOT_YET_VALID: "certificate-old",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate-name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate",
  UNABLE_TO_GET_ISSUER_CERT: "certificate",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate",
  CERT_UNTRUSTED: "certificate",
  CERT_REVOKED: "certificate",
  EPROTO: "not-tls",
  ECONNRESET: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
};

const SENTENCES: Record<Cause, (host: string) => Words> = {
  name: (host) => ({
    en: `There is no server called ${host}. Check the spelling of the address.`,
    es: `No hay ningún servidor llamado ${host}. Comprueba cómo está escrita la dirección.`,
  }),
  "name-later": (host) => ({
    en: `The name ${host} could not be looked up just now. Check this server's connection to the internet, then try again.`,
    es: `Ahora no se pudo consultar el nombre ${host}. Comprueba la conexión a internet de este servidor e inténtalo de nuevo.`,
  }),
  refused: (host) => ({
    en: `Nothing answers at ${host}. Check the address and the port, or try again when the server runs.`,
    es: `Nadie responde en ${host}. Comprueba la dirección y el puerto, o inténtalo cuando el servidor esté en marcha.`,
  }),
  timeout: (host) => ({
    en: `${host} did not answer in time. Try again in a few minutes; if it stays so, check the address and the port.`,
    es: `${host} no respondió a tiempo. Inténtalo dentro de unos minutos; si sigue igual, comprueba la dirección y el puerto.`,
  }),
  "no-way": (host) => ({
    en: `There is no way from this server to ${host}. Check its connection to the internet and its firewall.`,
    es: `Este servidor no encuentra camino hasta ${host}. Comprueba su conexión a internet y su cortafuegos.`,
  }),
  certificate: (host) => ({
    en: `The certificate of ${host} cannot be trusted. Whoever runs that server needs to install a valid one.`,
    es: `El certificado de ${host} no es de confianza. Quien lleva ese servidor debe instalar uno válido.`,
  }),
  "certificate-old": (host) => ({
    en: `The certificate of ${host} is not valid today. Whoever runs that server needs to renew it.`,
    es: `El certificado de ${host} no es válido hoy. Quien lleva ese servidor debe renovarlo.`,
  }),
  "certificate-name": (host) => ({
    en: `The certificate of ${host} is for another name. Check the spelling of the address.`,
    es: `El certificado de ${host} es de otro nombre. Comprueba cómo está escrita la dirección.`,
  }),
  "not-tls": (host) => ({
    en: `No secure connection to ${host} could be made. Check the port, and whether the address begins with https.`,
    es: `No se pudo establecer una conexión segura con ${host}. Comprueba el puerto y si la dirección empieza por https.`,
  }),
  reset: (host) => ({
    en: `${host} broke the connection off. Try again in a few minutes.`,
    es: `${host} cortó la conexión. Inténtalo dentro de unos minutos.`,
  }),
};

/** What libraries leave of a cause when they put a code of their own over it. */
const SAID: [RegExp, Cause][] = [
  [/certificate has expired|certificate is not yet valid/i, "certificate-old"],
  [/self[- ]signed certificate|unable to (verify|get).*(certificate|issuer)/i, "certificate"],
  [/does not match certificate's altnames/i, "certificate-name"],
  [/wrong version number|packet length too long|EPROTO/i, "not-tls"],
];

/** The sentences for an error of a connection to `host`; undefined for a cause that has none. */
export function plainCause(error: unknown, host: string): Words | undefined {
  for (let cause = error; cause instanceof Error; cause = nextCause(cause)) {
    const known = causeOf(cause);
    if (known) return SENTENCES[known](host);
  }
  return undefined;
}

function causeOf(error: Error): Cause | undefined {
  const code = "code" in error ? String(error.code) : "";
  if (code.startsWith("ERR_SSL_")) return "not-tls";
  const written = /\bE[A-Z_]{4,}\b/.exec(error.message)?.[0] ?? "";
  return CAUSES[code] ?? CAUSES[written] ?? SAID.find(([pattern]) => pattern.test(error.message))?.[1];
}

/** A connection tried at several addresses of one name fails with the errors of all; the first one speaks. */
const nextCause = (error: Error): unknown =>
  error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error.cause;
