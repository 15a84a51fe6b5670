/** Tells mails sent by machines from mails sent by people, by the header fields that standards and habit provide. */
import { type Fields, firstField } from "./source.ts";

export type Automatic = "bounce" | "auto-reply" | "list";

/** How mail programs begin the subject of an absence notice when they say it nowhere else. */
const ABSENCE =
  /^\s*(automatic reply|auto(?:matic)?[- ]?reply|out of (?:the )?office|respuesta automática|fuera de (?:la )?oficina|réponse automatique|absence du bureau|automatische antwort|abwesenheitsnotiz|resposta automática|risposta automatica|automatisch antwoord)\s*[:：-]/i;

/**
 * `bounce`: a mail could not be delivered (RFC 3464, or a null return path from the mail system). `auto-reply`: RFC
 * 3834 and its forerunners, delay and read notices. `list`: RFC 2919 and newsletters. `subject` is decoded.
 */
export function automaticOf(fields: Fields, subject: string): Automatic | undefined {
  const value = (name: string) => (firstField(fields, name) ?? "").toLowerCase();
  const report = /report-type\s*=\s*"?([a-z-]+)/.exec(value("content-type"))?.[1];
  if (report === "disposition-notification") return "auto-reply";
  if (report === "delivery-status" || fields.has("x-failed-recipients")) return "bounce";
  const system = /\b(mailer-daemon|postmaster)@/.test(value("from"));
  if (isNullPath(fields)) return system ? "bounce" : "auto-reply";
  if (system && /^multipart\/report/.test(value("content-type"))) return "bounce";
  const submitted = value("auto-submitted").split(";")[0]?.trim();
  if (isList(fields, value)) return "list";
  if (submitted && submitted !== "no") return "auto-reply";
  if (["x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply"].some((name) => fields.has(name)))
    return "auto-reply";
  if (/auto[-_]?reply/.test(value("precedence"))) return "auto-reply";
  return ABSENCE.test(subject) ? "auto-reply" : undefined;
}

/** A null return path says: never answer this (RFC 5321, 4.5.5). */
export function isNullPath(fields: Fields): boolean {
  return /^<\s*>/.test(firstField(fields, "return-path") ?? "");
}

function isList(fields: Fields, value: (name: string) => string): boolean {
  if (
    ["list-id", "list-unsubscribe", "list-post", "x-campaign", "x-mailchimp-campaign-id"].some((name) =>
      fields.has(name),
    )
  )
    return true;
  return /^(list|bulk|junk)\b/.test(value("precedence"));
}
