/** Connects a mailbox: finds its servers, tries both, and says of which field it is when one fails. */
import { OutboundError } from "../../kernel/outbound.ts";
import { fail, ok, type Result } from "../../kernel/result.ts";
import type { Account, Connecting, Fault, Outcome, Session, Visitor, Words } from "../connector.ts";
import { findServers } from "./autoconfig.ts";
import { type ConnectForm, readForm, serversOf } from "./form.ts";
import { imapTarget, withImap } from "./imap.ts";
import { type EmailSettings, readSettings, type ServerSettings, writeSettings } from "./settings.ts";
import { loginSmtp, smtpTarget, verifySmtp } from "./smtp.ts";

export async function begin(visitor: Visitor, input: Record<string, string>): Outcome<Connecting> {
  const form = readForm(input);
  if (!form.ok) return form;
  const { address, password, smtpPassword } = form.value;
  const complete = form.value.imap.host && form.value.smtp.host;
  const found = complete ? undefined : await findServers(visitor, address);
  const settings: EmailSettings = {
    ...serversOf(form.value, found),
    settle: form.value.settle,
    replyAll: form.value.replyAll,
    keepCopies: form.value.keepCopies,
  };
  const session: Session = {
    ...visitor,
    account: accountOf(form.value, settings),
    settings: writeSettings(settings),
    credentials: { value: { password, ...(smtpPassword ? { smtpPassword } : {}) } },
  };
  const tried = await tryBoth(session, settings, form.value);
  if (!tried.ok) return tried;
  const { account, credentials } = session;
  return ok({ step: "connected", account, credentials, settings: session.settings });
}

/** Logs in to both servers again. */
export async function check(session: Session): Outcome<{ account: Account; settings: Session["settings"] }> {
  const incoming = await withImap<undefined>(imapTarget(session), async () => ok(undefined));
  if (!incoming.ok) return incoming;
  const outgoing = await loginSmtp(smtpTarget(session));
  if (!outgoing.ok) return outgoing;
  const settings = writeSettings(readSettings(session.settings));
  return ok({ account: session.account, settings });
}

async function tryBoth(
  session: Session,
  settings: EmailSettings,
  form: ConnectForm,
): Promise<Result<undefined, Fault>> {
  const reachable =
    (await refuseForbidden(session, settings.imap, "imapHost", form.imap.host)) ??
    (await refuseForbidden(session, settings.smtp, "smtpHost", form.smtp.host));
  if (reachable) return fail(reachable);
  const incoming = await withImap<undefined>(imapTarget(session), async () => ok(undefined));
  if (!incoming.ok) return fail(onField(incoming.fault, "imapHost", "password"));
  const outgoing = await verifySmtp(smtpTarget(session));
  // The incoming server has just taken the password: when the outgoing one refuses it, that is about the other field.
  const secret = form.smtpPassword ? "smtpPassword" : "smtpUser";
  if (!outgoing.ok) return fail(onField(outgoing.fault, "smtpHost", secret));
  return ok(undefined);
}

/** A name that does not resolve, or that leads into a network that is not public, is a matter of what was typed. */
async function refuseForbidden(
  session: Session,
  server: ServerSettings,
  field: string,
  typed: string | undefined,
): Promise<Fault | undefined> {
  try {
    await session.socket(server.host, server.port);
    return undefined;
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    // The field is empty: that the usual name leads nowhere is no mistake of who connects.
    const message = typed ? error.words : notFoundByItself(server.host);
    return { tag: "input", field, message };
  }
}

const notFoundByItself = (tried: string): Words => ({
  en: `This server was not found by itself (${tried} was tried). Write its name: your provider's help page gives it.`,
  es: `Este servidor no se encontró solo (se probó ${tried}). Escribe su nombre: está en la ayuda de tu proveedor.`,
});

/** A fault while connecting is about what was typed: it is shown at that field. */
function onField(fault: Fault, host: string, secret: string): Fault {
  const { message } = fault;
  if (fault.tag !== "authorisation") return { tag: "input", field: host, message };
  const { advice } = fault;
  const both = { en: `${message.en} ${advice.en}`, es: `${message.es} ${advice.es}` };
  return { tag: "input", field: secret, message: both };
}

function accountOf(form: ConnectForm, settings: EmailSettings): Account {
  return {
    externalId: form.address.toLowerCase(),
    handle: form.address,
    name: form.name || form.address,
    url: `mailto:${form.address}`,
    server: `imap://${settings.imap.host}`,
  };
}
