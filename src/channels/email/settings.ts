/** What a mailbox channel keeps: where its servers are, and how it answers. The password stands in the credentials. */
import type { JsonObject } from "../../kernel/result.ts";

/** `tls` from the first byte, `starttls` required before the login, or `none`: in the clear. */
export type Security = "tls" | "starttls" | "none";

export interface ServerSettings {
  host: string;
  port: number;
  security: Security;
  user: string;
}

export interface EmailSettings {
  imap: ServerSettings;
  smtp: ServerSettings;
  /** Minutes that a copy of our own mail may take to come back; see `docs/decisions/email-proof.md`. */
  settle: number;
  /** Answers go to everybody in the thread, and not only to the sender. */
  replyAll: boolean;
  /** The copies of our own mails stay in INBOX, instead of being filed in Sent. */
  keepCopies: boolean;
}

export interface EmailSecret {
  password: string;
  /** Where the outgoing server wants another one. */
  smtpPassword?: string;
}

export const SETTLE_MINUTES = 10;

/** Reads a channel's settings. Throws when they were never written by `begin`: that is a broken invariant. */
export function readSettings(settings: JsonObject): EmailSettings {
  return {
    imap: readServer(settings.imap),
    smtp: readServer(settings.smtp),
    settle: typeof settings.settle === "number" ? settings.settle : SETTLE_MINUTES,
    replyAll: settings.replyAll === true,
    keepCopies: settings.keepCopies === true,
  };
}

export function writeSettings(settings: EmailSettings): JsonObject {
  return {
    imap: { ...settings.imap },
    smtp: { ...settings.smtp },
    settle: settings.settle,
    replyAll: settings.replyAll,
    keepCopies: settings.keepCopies,
  };
}

/** Reads the sealed password. Throws when there is none. */
export function readSecret(value: JsonObject): EmailSecret {
  if (typeof value.password !== "string") throw new Error("a mailbox without a password");
  return {
    password: value.password,
    ...(typeof value.smtpPassword === "string" ? { smtpPassword: value.smtpPassword } : {}),
  };
}

function readServer(value: unknown): ServerSettings {
  const { host, port, security, user } = (value ?? {}) as Partial<ServerSettings>;
  if (!host || !port || !user || !isSecurity(security)) throw new Error("a mailbox without servers");
  return { host, port, security, user };
}

export function isSecurity(value: unknown): value is Security {
  return value === "tls" || value === "starttls" || value === "none";
}

/** The part of an address after its last @, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
