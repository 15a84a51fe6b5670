/** Who gets bulletins: how addresses are read, and what ends a subscription. Pure. */
import type { Words } from "../kernel/errors.ts";
import { fail, ok, type Result } from "../kernel/result.ts";

export const subscriberStates = ["active", "unsubscribed", "bounced"] as const;
export type SubscriberState = (typeof subscriberStates)[number];

/** `left-out`: no longer subscribed when it was their turn. */
export const recipientStates = ["waiting", "sending", "sent", "left-out", "bounced", "failed"] as const;
export type RecipientState = (typeof recipientStates)[number];

export interface Entry {
  address: string;
  name: string;
}

/**
 * An address in the one form that is compared and stored: lower case, the domain in its ASCII form (RFC 5890). The part
 * before the @ may by RFC 5321 be case-sensitive; no provider is, and twice to one person is worse.
 */
export function normaliseAddress(typed: string): Result<string, Words> {
  const address = typed.trim().toLowerCase();
  const at = address.lastIndexOf("@");
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1 || !domain)
    return fail({ en: "It needs a name, an @ and a domain.", es: "Necesita un nombre, una @ y un dominio." });
  if (!/^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local))
    return fail({
      en: "The part before the @ has a sign that does not belong there.",
      es: "La parte antes de la @ tiene un signo que no va ahí.",
    });
  const ascii = URL.canParse(`http://${domain}/`) ? new URL(`http://${domain}/`).hostname : "";
  if (!/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(ascii))
    return fail({
      en: "The part after the @ is no domain.",
      es: "La parte después de la @ no es un dominio.",
    });
  // RFC 5321, 4.5.3.1: octets.
  if (Buffer.byteLength(local) > 64 || Buffer.byteLength(local) + ascii.length > 253)
    return fail({ en: "It is too long for an address.", es: "Es demasiado larga para una dirección." });
  return ok(`${local}@${ascii}`);
}

/** One line of what was pasted: `ana@brisa.es`, `Ana <ana@brisa.es>`, or a row of a CSV with the two in any order. */
export function readLine(line: string): Entry | undefined {
  const text = line.trim();
  if (text === "") return undefined;
  const angle = /^(.*?)<([^<>]*)>[\s,;]*$/.exec(text);
  if (angle) return { name: unquoted(angle[1] ?? ""), address: (angle[2] ?? "").trim() };
  const cells = cellsOf(text);
  const at = cells.findIndex((cell) => cell.includes("@"));
  const name = cells.find((cell, index) => index !== at && cell !== "") ?? "";
  return { name: at === -1 ? "" : name, address: at === -1 ? text : (cells[at] ?? "") };
}

/** RFC 4180, with the semicolons of Spanish spreadsheets and with tabs. */
const cellsOf = (text: string): string[] =>
  [...text.matchAll(/(?:^|[,;\t])\s*(?:"((?:[^"]|"")*)"|([^,;\t]*))/g)].map(([, quoted, bare]) =>
    (quoted?.replaceAll('""', '"') ?? bare ?? "").trim(),
  );

const unquoted = (name: string): string =>
  name
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();

/** A first row that only names the columns, in either language. */
export const isHeading = (line: string): boolean =>
  !line.includes("@") && /\b(?:e-?mail|address|correo|direcci[oó]n)\b/i.test(line);

/** After so many in a row an address counts as dead, although each report left hope. */
export const mostSoftBounces = 3;

/**
 * Whether a report of failure is the end. RFC 3463: `5.1.x` says that the address or its domain is not there; a full
 * mailbox (5.2.2), a policy (5.7.x) or a server away (4.x.x) may pass.
 */
export const isHardBounce = (report: string): boolean =>
  /\b5\.1\.(?:0|1|2|3|6|10)\b/.test(report) ||
  (!/\b[45]\.\d{1,3}\.\d{1,3}\b/.test(report) &&
    /\b(?:user unknown|no such user|unknown user)\b/i.test(report));
