/** One IMAP connection for one piece of work, through the guarded way out, with its failures told as faults. */
import { ImapFlow, type ImapFlowError } from "imapflow";
import { after, now } from "../../kernel/clock.ts";
import { OutboundError, type OutboundSocket, plainCause } from "../../kernel/outbound.ts";
import { fail, type Result } from "../../kernel/result.ts";
import type { Fault, Outcome, Session } from "../connector.ts";
import { readSecret, readSettings, type ServerSettings } from "./settings.ts";

/** A server that says nothing for this long is gone. Milliseconds. */
const SILENCE = 60_000;

/** Largest answer taken into memory: one whole mail of the largest size fetched, and its wrapping. Bytes. */
const LARGEST = 64 * 1024 * 1024;

export interface ImapTarget {
  server: ServerSettings;
  password: string;
  socket: OutboundSocket;
  signal: AbortSignal;
}

export function imapTarget(session: Session): ImapTarget {
  return {
    server: readSettings(session.settings).imap,
    password: readSecret(session.credentials.value).password,
    socket: session.socket,
    signal: session.signal,
  };
}

/**
 * Logs in, does `work` and logs out. What the server or the way to it does wrong comes back as a fault; an error that
 * is neither is a broken invariant and is thrown.
 */
export async function withImap<T>(
  target: ImapTarget,
  work: (client: ImapFlow) => Promise<Result<T, Fault>>,
): Outcome<T> {
  let client: ImapFlow | undefined;
  const abort = () => client?.close();
  try {
    target.signal.throwIfAborted();
    client = await openClient(target);
    target.signal.addEventListener("abort", abort, { once: true });
    await client.connect();
    const result = await work(client);
    await client.logout().catch(() => {});
    return result;
  } catch (error) {
    return fail(imapFault(error, target.signal, target.server.host));
  } finally {
    target.signal.removeEventListener("abort", abort);
    client?.close();
  }
}

async function openClient({ server, password, socket }: ImapTarget): Promise<ImapFlow> {
  const way = await socket(server.host, server.port);
  const client = new ImapFlow({
    host: way.host,
    port: way.port,
    secure: server.security === "tls",
    doSTARTTLS: server.security === "tls" ? undefined : server.security === "starttls",
    ...(way.servername ? { servername: way.servername } : {}),
    auth: { user: server.user, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: SILENCE,
    maxLiteralSize: LARGEST,
    maxResponseSize: LARGEST + 1024 * 1024,
    maxLineLength: LARGEST,
    clientInfo: { name: "Rapport" },
  });
  // Without a listener the library's error event would end the process; the pending command rejects as well.
  client.on("error", () => {});
  return client;
}

/** What went wrong, as the contract says it. Never carries the password: libraries put commands into messages. */
export function imapFault(error: unknown, signal: AbortSignal, host: string): Fault {
  if (signal.aborted)
    return {
      tag: "unavailable",
      message: {
        en: "Stopped while talking to the incoming server.",
        es: "Se interrumpió mientras se hablaba con el servidor de entrada.",
      },
    };
  const plain = error instanceof OutboundError ? error.words : plainCause(error, host);
  if (plain)
    return {
      tag: "unavailable",
      message: {
        en: `The incoming server cannot be reached: ${plain.en}`,
        es: `No se puede llegar al servidor de entrada: ${plain.es}`,
      },
    };
  const imap = error as ImapFlowError;
  if (imap.authenticationFailed) return loginFault(imap);
  if (imap.code === "ETHROTTLE")
    return {
      tag: "rate",
      message: { en: "The incoming server asks for a pause.", es: "El servidor de entrada pide una pausa." },
      retryAt: after(now(), imap.throttleReset ?? 60_000),
    };
  if (!(error instanceof Error) || isProgrammingError(error)) throw error;
  if (imap.message.includes("does not support STARTTLS"))
    return {
      tag: "unavailable",
      message: {
        en: "The incoming server offers no encryption on this port. Check the port (993 is usual), or choose the incoming security “none” within your own network.",
        es: "El servidor de entrada no ofrece cifrado en este puerto. Comprueba el puerto (lo usual es 993) o, dentro de tu propia red, pon «none» en la seguridad de entrada.",
      },
    };
  const said = imap.responseText ?? imap.message;
  return {
    tag: "unavailable",
    message: {
      en: `The incoming server did not do it: ${said}`,
      es: `El servidor de entrada no lo hizo: ${said}`,
    },
  };
}

/** RFC 5530: these codes refuse a login for reasons other than the password. */
const PASSING = new Set(["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "CONTACTADMIN"]);

function loginFault(error: ImapFlowError): Fault {
  const said = error.responseText ?? String(error.response ?? error.message);
  if (PASSING.has(error.serverResponseCode ?? ""))
    return {
      tag: "unavailable",
      message: {
        en: `The incoming server takes no login now: ${said}`,
        es: `El servidor de entrada no admite ahora el inicio de sesión: ${said}`,
      },
    };
  return {
    tag: "authorisation",
    message: {
      en: `The incoming server refused the user name or the password: ${said}`,
      es: `El servidor de entrada rechazó el usuario o la contraseña: ${said}`,
    },
    advice: {
      en: "Check the password. Providers with two-step sign-in (Gmail, iCloud, Yahoo, Fastmail) want an app password.",
      es: "Comprueba la contraseña. Los proveedores con verificación en dos pasos (Gmail, iCloud, Yahoo, Fastmail) piden una contraseña de aplicación.",
    },
  };
}

export function isProgrammingError(error: Error): boolean {
  return error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
}
