/** Signing in with an app password, renewing, and checking. */
import { fail, type JsonObject, ok } from "../../kernel/result.ts";
import type { Account, Connecting, Credentials, Fault, Outcome, Session, Visitor } from "../connector.ts";
import { profileUrl } from "./at-uri.ts";
import { type AppPassword, appPassword, isMainPassword, sealable } from "./credentials.ts";
import { cleanHandle, findPds, origin, pdsOf } from "./identity.ts";
import { objectAt, textAt } from "./json-path.ts";
import { ask, askService } from "./xrpc.ts";

/** Starts a session with what the form said: `handle`, `appPassword` and, for a server of one's own, `service`. */
export async function begin(visitor: Visitor, input: Record<string, string>): Outcome<Connecting> {
  const handle = cleanHandle(input.handle ?? "");
  const password = (input.appPassword ?? "").trim();
  if (!handle)
    return fail({
      tag: "input",
      field: "handle",
      message: { en: "The handle is missing.", es: "Falta el nombre de usuario." },
    });
  if (!password)
    return fail({
      tag: "input",
      field: "appPassword",
      message: { en: "The app password is missing.", es: "Falta la contraseña de aplicación." },
    });
  const typed = (input.service ?? "").trim();
  const service = origin(typed);
  if (typed && !service)
    return fail({
      tag: "input",
      field: "service",
      message: { en: "This is not the address of a server.", es: "Esto no es la dirección de un servidor." },
    });
  const found = service ? ok({ did: handle, pds: service }) : await findPds(visitor, handle);
  if (!found.ok) return found;

  const created = await createSession(visitor, found.value.pds, found.value.did, password);
  if (!created.ok) return fail(typedWrong(created.fault, typed !== ""));
  const credentials = created.value;
  if (isMainPassword(credentials.accessJwt)) {
    await askService(visitor, credentials.pds, {
      method: "com.atproto.server.deleteSession",
      body: "empty",
      token: credentials.refreshJwt,
    });
    const message = {
      en: "This is the account's main password, which Rapport must not keep. Make an app password in Bluesky: Settings, Privacy and security, App passwords.",
      es: "Esta es la contraseña principal de la cuenta, que Rapport no debe guardar. Crea una contraseña de aplicación en Bluesky: Ajustes, Privacidad y seguridad, Contraseñas de aplicación.",
    };
    return fail({ tag: "input", field: "appPassword", message });
  }
  const session = { ...visitor, settings: {}, credentials: { value: credentials } };
  const checked = await check({ ...session, account: blank(credentials) });
  if (!checked.ok) return checked;
  const { account, settings } = checked.value;
  return ok({ step: "connected", account, credentials: sealable(credentials), settings });
}

/** A new access token: by the refresh token, and when that no longer counts, by the app password. */
export async function renew(session: Session): Outcome<Credentials> {
  const old = appPassword(session.credentials);
  const refreshed = await askService(session, old.pds, {
    method: "com.atproto.server.refreshSession",
    body: "empty",
    token: old.refreshJwt,
  });
  if (refreshed.ok) {
    const renewed = sessionOf(refreshed.value, old.pds, old.password);
    return renewed
      ? ok(sealable(renewed))
      : fail({
          tag: "unavailable",
          message: { en: "The new session was not readable.", es: "La nueva sesión no se pudo leer." },
        });
  }
  if (refreshed.fault.tag !== "authorisation") return refreshed;
  const created = await createSession(session, old.pds, old.did, old.password);
  return created.ok ? ok(sealable(created.value)) : created;
}

/** The account as the network shows it now. When only the AppView is down, the name we know stays. */
export async function check(session: Session): Outcome<{ account: Account; settings: JsonObject }> {
  const { did, pds } = appPassword(session.credentials);
  const got = await ask(session, { method: "com.atproto.server.getSession" });
  if (!got.ok) return got;
  if (got.value.active === false) {
    const advice = {
      en: "Sign in to Bluesky with this account and follow what it says there.",
      es: "Inicia sesión en Bluesky con esta cuenta y sigue lo que allí se indica.",
    };
    const status = textAt(got.value, "status");
    const said = status ? ` (${status})` : "";
    const message = { en: `The account is not active${said}.`, es: `La cuenta no está activa${said}.` };
    return fail({ tag: "authorisation", message, advice });
  }
  const handle = textAt(got.value, "handle") ?? session.account.handle;
  const shown = await ask(session, { method: "app.bsky.actor.getProfile", params: { actor: did } });
  const profile = shown.ok ? shown.value : undefined;
  const name = profile ? textAt(profile, "displayName") : session.account.name;
  const avatarUrl = profile ? textAt(profile, "avatar") : session.account.avatarUrl;
  const account: Account = {
    externalId: did,
    handle,
    name: name || handle,
    ...(avatarUrl ? { avatarUrl } : {}),
    url: profileUrl(handle),
    server: pds,
  };
  return ok({ account, settings: {} });
}

async function createSession(
  ways: Visitor,
  service: string,
  identifier: string,
  password: string,
): Outcome<AppPassword> {
  const created = await askService(ways, service, {
    method: "com.atproto.server.createSession",
    body: { identifier, password },
  });
  if (!created.ok) return created;
  const session = sessionOf(created.value, service, password);
  return session
    ? ok(session)
    : fail({
        tag: "unavailable",
        message: {
          en: "The server's session was not readable.",
          es: "La sesión del servidor no se pudo leer.",
        },
      });
}

/** The DID document names the server on which the account lives today; it may have moved. */
function sessionOf(said: JsonObject, service: string, password: string): AppPassword | undefined {
  const did = textAt(said, "did");
  const accessJwt = textAt(said, "accessJwt");
  const refreshJwt = textAt(said, "refreshJwt");
  if (!did || !accessJwt || !refreshJwt) return undefined;
  const pds = pdsOf(objectAt(said, "didDoc")) ?? service;
  return { kind: "app-password", pds, did, password, accessJwt, refreshJwt };
}

const blank = ({ did, pds }: AppPassword): Account => ({
  externalId: did,
  handle: did,
  name: "",
  server: pds,
});

/** While connecting, a refused password is what the person typed, and an unreachable server perhaps too. */
function typedWrong(fault: Fault, serverTyped: boolean): Fault {
  if (
    fault.tag === "refused" ||
    (fault.tag === "authorisation" && !/Account(Takedown|Deactiv|Suspend)/.test(fault.message.en))
  )
    return {
      tag: "input",
      field: "appPassword",
      message: {
        en: "Bluesky does not accept this handle with this app password.",
        es: "Bluesky no acepta este nombre de usuario con esta contraseña de aplicación.",
      },
    };
  if (serverTyped && (fault.tag === "unavailable" || fault.tag === "missing"))
    return {
      tag: "input",
      field: "service",
      message: {
        en: `This server does not answer as a Bluesky server: ${fault.message.en}`,
        es: `Este servidor no responde como un servidor de Bluesky: ${fault.message.es}`,
      },
    };
  return fault;
}
