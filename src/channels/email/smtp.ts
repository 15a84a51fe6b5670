/** One SMTP connection for one mail. It knows at every moment whether the mail may already have been taken. */
import { Readable } from "node:stream";
import type { NodemailerError } from "nodemailer/lib/errors";
import SMTPConnection, { type SMTPConnectionEnvelope } from "nodemailer/lib/smtp-connection";
import { OutboundError, type OutboundSocket, plainCause } from "../../kernel/outbound.ts";
import { fail, ok, type Result } from "../../kernel/result.ts";
import type { Fault, Outcome, Session } from "../connector.ts";
import { domainOf, readSecret, readSettings, type ServerSettings } from "./settings.ts";

export interface SmtpTarget {
  server: ServerSettings;
  password: string;
  /** Our own address: the envelope's sender, and a recipient of every mail. */
  address: string;
  socket: OutboundSocket;
  signal: AbortSignal;
}

export function smtpTarget(session: Session): SmtpTarget {
  const secret = readSecret(session.credentials.value);
  return {
    server: readSettings(session.settings).smtp,
    password: secret.smtpPassword ?? secret.password,
    address: session.account.externalId,
    socket: session.socket,
    signal: session.signal,
  };
}

/**
 * Gives one mail to the server, for all of `to` or for nobody. Faults: `unavailable` (surely not taken, may be tried
 * again), `refused` (surely not taken, and will not be), `authorisation`, `no-answer` (the body had begun to go out
 * and no word came back: it may have been taken).
 */
export async function submit(target: SmtpTarget, to: string[], source: Uint8Array): Outcome<string> {
  const line = openLine(target);
  try {
    const given = await line.give(to, source);
    return given.ok ? given : fail(given.fault.fault);
  } finally {
    line.close();
  }
}

export interface LineFault {
  fault: Fault;
  /** The recipient whom the server does not take, and its answer. */
  refusal?: { address: string; code: number; response: string };
}

export interface SmtpLine {
  /** As `submit`, over the same connection as long as it serves: one login for many mails. */
  give(to: string[], source: Uint8Array): Promise<Result<string, LineFault>>;
  close(): void;
}

/** Opens no connection yet: the first mail does, and the one after a fault. */
export function openLine(target: SmtpTarget): SmtpLine {
  let connection: SMTPConnection | undefined;
  const close = (): void => {
    connection?.quit();
    connection?.close();
    connection = undefined;
  };
  return {
    close,
    async give(to, source) {
      if (!connection) {
        const opened = await open(target);
        if (!opened.ok) return fail({ fault: opened.fault });
        connection = opened.value;
      }
      const given = await giveOver(connection, target, to, source);
      // Whatever it was in the middle of: the next mail begins on a connection of its own.
      if (!given.ok) close();
      return given;
    },
  };
}

async function giveOver(
  connection: SMTPConnection,
  target: SmtpTarget,
  to: string[],
  source: Uint8Array,
): Promise<Result<string, LineFault>> {
  let begun = false;
  const envelope = { from: target.address, to, size: source.length, use8BitMime: true };
  const asked = envelope as Partial<SMTPConnectionEnvelope>;
  try {
    // The library goes on when only some recipients are refused. Its first read of the body comes after every answer
    // to RCPT: the last moment at which nothing has been sent, and the server forgets the mail if we leave.
    const body = new Readable({
      read() {
        if (asked.rejected?.length) return void this.destroy(new Error("a recipient was refused"));
        begun = true;
        this.push(source);
        this.push(null);
      },
    });
    const response = await ask<string>(target.signal, connection, (done) =>
      connection.send(envelope, body, (error, info) => done(error, info?.response ?? "")),
    ).catch((error: NodemailerError) => {
      throw asked.rejectedErrors?.[0] ?? error;
    });
    return ok(response);
  } catch (error) {
    const fault = smtpFault(error, target.signal, begun, target.server.host);
    const refused = asked.rejectedErrors?.[0] as (NodemailerError & { recipient?: string }) | undefined;
    const address = refused?.recipient ?? asked.rejected?.[0];
    if (!refused || typeof address !== "string") return fail({ fault });
    const response = refused.response ?? refused.message;
    return fail({ fault, refusal: { address, code: refused.responseCode ?? 0, response } });
  }
}

/** Logs in, and no more. */
export async function loginSmtp(target: SmtpTarget): Outcome<undefined> {
  const opened = await open(target);
  if (!opened.ok) return opened;
  opened.value.quit();
  opened.value.close();
  return ok(undefined);
}

/**
 * Logs in and asks, without sending anything, whether the server would take a mail from us to ourselves. It leaves in
 * the middle of the question, which servers note in their logs: for connecting only.
 */
export async function verifySmtp(target: SmtpTarget): Outcome<undefined> {
  const opened = await open(target);
  if (!opened.ok) return opened;
  const connection = opened.value;
  try {
    const envelope: { from: string; to: string[] } = { from: target.address, to: [target.address] };
    const body = new Readable({
      read() {
        this.destroy(new Error(PROBE_DONE));
      },
    });
    await ask(target.signal, connection, (done) => connection.send(envelope, body, (error) => done(error)));
    throw new Error("the probe was sent");
  } catch (error) {
    if ((error as Error).message === PROBE_DONE) return ok(undefined);
    return fail(smtpFault(error, target.signal, false, target.server.host));
  } finally {
    connection.close();
  }
}

const PROBE_DONE = "the probe has its answer";

async function open(target: SmtpTarget): Outcome<SMTPConnection> {
  const { server, signal } = target;
  let connection: SMTPConnection | undefined;
  try {
    signal.throwIfAborted();
    const way = await target.socket(server.host, server.port);
    const made = new SMTPConnection({
      host: way.host,
      port: way.port,
      secure: server.security === "tls",
      requireTLS: server.security === "starttls",
      ignoreTLS: server.security === "none",
      ...(way.servername ? { servername: way.servername } : {}),
      name: domainOf(target.address),
      connectionTimeout: 20_000,
      greetingTimeout: 30_000,
      // RFC 5321, 4.5.3.2.6: a server may think for ten minutes after the final dot; it is not asked to hurry.
      socketTimeout: 600_000,
    });
    connection = made;
    await ask(signal, made, (done) => made.connect((error) => done(error)));
    await ask(signal, made, (done) =>
      made.login({ user: server.user, pass: target.password }, (error) => done(error)),
    );
    return ok(made);
  } catch (error) {
    connection?.close();
    return fail(smtpFault(error, signal, false, server.host));
  }
}

/** One question to the connection. Rejects as well when the connection breaks or the caller gives up. */
function ask<T = undefined>(
  signal: AbortSignal,
  connection: SMTPConnection,
  question: (done: (error?: Error | null, value?: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => finish(new Error("stopped"));
    const finish = (error?: Error | null, value?: T): void => {
      signal.removeEventListener("abort", abort);
      if (error) reject(error);
      else resolve(value as T);
    };
    signal.addEventListener("abort", abort, { once: true });
    // Kept for good: the library emits `error` once more when a closed connection breaks, and that must find a listener.
    connection.on("error", finish);
    connection.once("end", () => finish(new Error("the server closed the connection")));
    question(finish);
  });
}

/** What went wrong, as the contract says it. `begun`: the body had begun to go out. */
export function smtpFault(error: unknown, signal: AbortSignal, begun: boolean, host: string): Fault {
  const smtp = error as NodemailerError;
  const code = smtp.responseCode ?? 0;
  const said = smtp.response ?? smtp.message;
  if (begun && !code)
    return {
      tag: "no-answer",
      message: {
        en: "The connection ended before the outgoing server said whether it took the mail.",
        es: "La conexión terminó antes de que el servidor de salida dijera si aceptó el correo.",
      },
    };
  if (signal.aborted)
    return {
      tag: "unavailable",
      message: {
        en: "Stopped before the mail was given to the server.",
        es: "Se interrumpió antes de entregar el correo al servidor.",
      },
    };
  const plain = error instanceof OutboundError ? error.words : code ? undefined : plainCause(error, host);
  if (plain)
    return {
      tag: "unavailable",
      message: {
        en: `The outgoing server cannot be reached: ${plain.en}`,
        es: `No se puede llegar al servidor de salida: ${plain.es}`,
      },
    };
  if (smtp.code === "EAUTH" && (code === 0 || code >= 500))
    return {
      tag: "authorisation",
      message: {
        en: `The outgoing server refused the user name or the password: ${said}`,
        es: `El servidor de salida rechazó el usuario o la contraseña: ${said}`,
      },
      advice: {
        en: "Check the outgoing server's user name and password; some providers want an app password.",
        es: "Comprueba el usuario y la contraseña del servidor de salida; algunos proveedores piden una contraseña de aplicación.",
      },
    };
  if (code >= 500)
    return {
      tag: "refused",
      message: {
        en: `The outgoing server refused the mail: ${said}`,
        es: `El servidor de salida rechazó el correo: ${said}`,
      },
      code: String(code),
    };
  return {
    tag: "unavailable",
    message: {
      en: `The outgoing server did not take the mail: ${said}`,
      es: `El servidor de salida no aceptó el correo: ${said}`,
    },
  };
}
