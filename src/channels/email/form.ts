/** Reads the form with which a person connects a mailbox. */

import { fail, ok, type Result } from "../../kernel/result.ts";
import type { Fault, Words } from "../connector.ts";
import { domainOf, isSecurity, SETTLE_MINUTES, type Security, type ServerSettings } from "./settings.ts";

type Typed = Partial<ServerSettings>;

export interface ConnectForm {
  address: string;
  password: string;
  smtpPassword?: string;
  name: string;
  imap: Typed;
  smtp: Typed;
  settle: number;
  replyAll: boolean;
  keepCopies: boolean;
}

/** Both servers, as far as they were found out. */
export interface FoundServers {
  imap?: ServerSettings;
  smtp?: ServerSettings;
}

export function readForm(input: Record<string, string>): Result<ConnectForm, Fault> {
  const address = (input.address ?? "").trim();
  if (!/^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\/]+\.[^\s@<>"(),;:\\/]+$/.test(address))
    return wrong("address", {
      en: "This is not a whole e-mail address.",
      es: "Esto no es una dirección de correo completa.",
    });
  const password = input.password ?? "";
  if (password === "")
    return wrong("password", { en: "The password is missing.", es: "Falta la contraseña." });
  const imap = readServer(input, "imap");
  if (!imap.ok) return imap;
  const smtp = readServer(input, "smtp");
  if (!smtp.ok) return smtp;
  const settle = Number((input.settle ?? "").trim() || SETTLE_MINUTES);
  if (!(settle >= 0 && settle <= 1440))
    return wrong("settle", { en: "Give minutes between 0 and 1440.", es: "Indica entre 0 y 1440 minutos." });
  return ok({
    address,
    password,
    ...(input.smtpPassword ? { smtpPassword: input.smtpPassword } : {}),
    name: (input.name ?? "").trim().slice(0, 100),
    imap: imap.value,
    smtp: smtp.value,
    settle,
    replyAll: isOn(input.replyAll),
    keepCopies: isOn(input.keepCopies),
  });
}

const isOn = (value: string | undefined): boolean => ["true", "on", "1"].includes(value ?? "");

function readServer(input: Record<string, string>, side: "imap" | "smtp"): Result<Typed, Fault> {
  const value = (name: string) => (input[`${side}${name}`] ?? "").trim();
  const typed: Typed = {};
  if (value("Host")) {
    if (!/^[\w.:[\]-]+$/.test(value("Host")))
      return wrong(`${side}Host`, {
        en: "This is not the name of a server.",
        es: "Esto no es el nombre de un servidor.",
      });
    typed.host = value("Host").toLowerCase();
  }
  if (value("Port")) {
    const port = Number(value("Port"));
    if (!(Number.isInteger(port) && port > 0 && port < 65_536))
      return wrong(`${side}Port`, {
        en: "A port is a number from 1 to 65535.",
        es: "Un puerto es un número del 1 al 65535.",
      });
    typed.port = port;
  }
  const security = value("Security").toLowerCase();
  if (security && !isSecurity(security))
    return wrong(`${side}Security`, {
      en: "Write tls, starttls or none.",
      es: "Escribe tls, starttls o none.",
    });
  if (isSecurity(security)) typed.security = security;
  if (value("User")) typed.user = value("User");
  return ok(typed);
}

function wrong(field: string, message: Words): Result<never, Fault> {
  return fail({ tag: "input", field, message });
}

/** What was typed first, what was found second, and what is usual last. */
export function serversOf(
  form: ConnectForm,
  found: FoundServers | undefined,
): { imap: ServerSettings; smtp: ServerSettings } {
  const domain = domainOf(form.address);
  const imap = complete(form.imap, found?.imap, { host: `imap.${domain}`, port: 993, user: form.address });
  const user = form.smtp.user ?? found?.smtp?.user ?? imap.user;
  const smtp = complete({ ...form.smtp, user }, found?.smtp, { host: `smtp.${domain}`, port: 465, user });
  return { imap, smtp };
}

function complete(
  typed: Typed,
  found: ServerSettings | undefined,
  usual: Pick<ServerSettings, "host" | "port" | "user">,
): ServerSettings {
  // What was found belongs together: with another host, neither its port nor its security holds.
  const base = typed.host && typed.host !== found?.host ? undefined : found;
  const port = typed.port ?? portFor(typed.security) ?? base?.port ?? usual.port;
  const security = typed.security ?? (base?.port === port ? base.security : securityOf(port));
  return {
    host: typed.host ?? base?.host ?? usual.host,
    port,
    security,
    user: typed.user ?? base?.user ?? usual.user,
  };

  function portFor(wanted: Security | undefined): number | undefined {
    if (!wanted || wanted === securityOf(base?.port ?? usual.port)) return undefined;
    const incoming = usual.port === 993;
    return wanted === "tls" ? (incoming ? 993 : 465) : incoming ? 143 : 587;
  }
}

/** RFC 8314: 993 and 465 speak TLS from the first byte, the older ports begin in the clear and switch. */
function securityOf(port: number): Security {
  return port === 993 || port === 465 ? "tls" : "starttls";
}
