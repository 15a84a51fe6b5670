/** Connecting: an app of our own on the person's server, OAuth with PKCE, or a pasted access token. */
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { fail, type JsonObject, ok } from "../../kernel/result.ts";
import type {
  Account,
  Connecting,
  Credentials,
  Fault,
  Outcome,
  Session,
  Visitor,
  Words,
} from "../connector.ts";
import { askServer, serverOf, shaped, tokenOf } from "./client.ts";
import { accountShape, accountUrl } from "./entities.ts";
import { discover, parseServer } from "./instance.ts";
import { NO_CONVERSATIONS, NO_STREAMING } from "./settings.ts";
import { hasStreaming } from "./stream.ts";

/** The least that reading and answering needs; servers that know only whole scopes get the second. */
const SCOPES = ["read write:statuses write:media write:favourites", "read write"] as const;

const appShape = z.object({ client_id: z.string().min(1), client_secret: z.string().min(1) });
const tokenShape = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional().catch(undefined),
  expires_in: z.number().positive().optional().catch(undefined),
});
const stateShape = z.object({
  server: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  scopes: z.string(),
});

/** Input: `server`, and `accessToken` when the person has made one on the server. The caller adds and checks OAuth's `state`. */
export async function begin(
  visitor: Visitor,
  input: Record<string, string>,
  callbackUrl: string,
): Outcome<Connecting> {
  const server = parseServer(input.server ?? "");
  if (!server)
    return wrongServer({
      en: "This is not the address of a server. Write it like mastodon.example.",
      es: "Esto no es la dirección de un servidor. Escríbela como mastodon.example.",
    });
  const instance = await discover(visitor, server);
  if (!instance.ok)
    return instance.fault.tag === "rate" ? instance : wrongServer(unfound(server, instance.fault));
  const token = input.accessToken?.trim();
  if (token) {
    const connected = await connectWith(visitor, server, { accessToken: token });
    if (!connected.ok && connected.fault.tag === "authorisation")
      return fail({
        tag: "input",
        field: "accessToken",
        message: {
          en: "The server does not accept this access token.",
          es: "El servidor no acepta este token de acceso.",
        },
      });
    return connected;
  }
  for (const scopes of SCOPES) {
    const form = new URLSearchParams({ client_name: "Rapport", redirect_uris: callbackUrl, scopes });
    const call = { method: "POST", path: "/api/v1/apps", form, weight: "harmless" } as const;
    const made = await askServer(visitor, server, call);
    if (
      !made.ok &&
      (made.fault.tag === "refused" || made.fault.tag === "authorisation") &&
      scopes !== SCOPES[1]
    )
      continue;
    if (!made.ok) return made.fault.tag === "rate" ? made : wrongServer(unfound(server, made.fault));
    const app = shaped(made.value, appShape);
    if (!app.ok) return app;
    const verifier = randomBytes(48).toString("base64url");
    const url = new URL("/oauth/authorize", server);
    url.search = new URLSearchParams({
      response_type: "code",
      client_id: app.value.client_id,
      redirect_uri: callbackUrl,
      scope: scopes,
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    }).toString();
    const { client_id: clientId, client_secret: clientSecret } = app.value;
    const state = { server, clientId, clientSecret, verifier, redirectUri: callbackUrl, scopes };
    return ok({ step: "redirect", url: url.href, state });
  }
  return wrongServer({
    en: `${server} does not let apps register.`,
    es: `${server} no permite que se registren aplicaciones.`,
  });
}

/** Exchanges the code. Throws when `state` is not what `begin` gave. */
export async function finish(
  visitor: Visitor,
  query: Record<string, string>,
  sealed: JsonObject,
): Outcome<Connecting> {
  const state = stateShape.parse(sealed);
  const advice = {
    en: "Start again and allow Rapport on the server's own page.",
    es: "Empieza de nuevo y permite el acceso a Rapport en la página del propio servidor.",
  };
  if (!query.code) {
    const message =
      query.error === "access_denied"
        ? { en: "The request was declined on the server.", es: "La solicitud se rechazó en el servidor." }
        : { en: "The server sent no code back.", es: "El servidor no devolvió ningún código." };
    return fail({ tag: "authorisation", message, advice });
  }
  const exchanged = await token(visitor, state.server, {
    grant_type: "authorization_code",
    code: query.code,
    client_id: state.clientId,
    client_secret: state.clientSecret,
    redirect_uri: state.redirectUri,
    scope: state.scopes,
    code_verifier: state.verifier,
  });
  if (!exchanged.ok) {
    const { fault } = exchanged;
    return fault.tag === "refused"
      ? fail({ tag: "authorisation", message: fault.message, advice })
      : exchanged;
  }
  const { clientId, clientSecret, scopes } = state;
  return connectWith(
    visitor,
    state.server,
    { clientId, clientSecret, scopes, ...exchanged.value.value },
    exchanged.value.expiresAt,
  );
}

/** Tokens of Mastodon do not expire; Pleroma's do. Without a refresh token what stands is kept. */
export async function renew(session: Session): Outcome<Credentials> {
  const { value } = session.credentials;
  const { refreshToken, clientId, clientSecret } = value;
  if (typeof refreshToken !== "string" || typeof clientId !== "string" || typeof clientSecret !== "string")
    return ok(session.credentials);
  const renewed = await token(session, serverOf(session), {
    grant_type: "refresh_token",
    refresh_token: refreshToken,
    client_id: clientId,
    client_secret: clientSecret,
  });
  if (!renewed.ok) {
    const { fault } = renewed;
    const advice = { en: "Connect this channel again.", es: "Vuelve a conectar este canal." };
    return fault.tag === "refused" ? fail({ tag: "authorisation", message: fault.message, advice }) : renewed;
  }
  const { expiresAt } = renewed.value;
  return ok({ value: { ...value, ...renewed.value.value }, ...(expiresAt ? { expiresAt } : {}) });
}

/** The account and the server's limits as they are now, and what this server lacks. */
export async function check(session: Session): Outcome<{ account: Account; settings: JsonObject }> {
  return describe(session, serverOf(session), tokenOf(session), session.settings);
}

async function connectWith(
  visitor: Visitor,
  server: string,
  value: JsonObject & { accessToken: string },
  expiresAt?: Date,
): Outcome<Connecting> {
  const described = await describe(visitor, server, value.accessToken, {});
  if (!described.ok) return described;
  return ok({
    step: "connected",
    ...described.value,
    credentials: { value, ...(expiresAt ? { expiresAt } : {}) },
  });
}

async function describe(
  visitor: Visitor,
  server: string,
  accessToken: string,
  settings: JsonObject,
): Outcome<{ account: Account; settings: JsonObject }> {
  const verified = await askServer(
    visitor,
    server,
    { path: "/api/v1/accounts/verify_credentials" },
    accessToken,
  );
  if (!verified.ok) return verified;
  const me = shaped(verified.value, accountShape);
  if (!me.ok) return me;
  const instance = await discover(visitor, server);
  if (!instance.ok) return instance;
  const talks = await askServer(
    visitor,
    server,
    { path: "/api/v1/conversations", query: { limit: "1" } },
    accessToken,
  );
  const { streamingUrl, software } = instance.value;
  const streams = await hasStreaming(visitor, server, String(streamingUrl), String(software));
  const lacks = [
    ...(!talks.ok && talks.fault.tag === "missing" ? [{ ...NO_CONVERSATIONS }] : []),
    ...(streams ? [] : [{ ...NO_STREAMING }]),
  ];
  const { host } = new URL(server);
  const handle = me.value.acct.includes("@") ? me.value.acct : `${me.value.acct}@${host}`;
  const url = accountUrl(me.value);
  const account: Account = {
    externalId: url,
    handle,
    name: me.value.display_name || me.value.username || handle,
    ...(me.value.avatar ? { avatarUrl: me.value.avatar } : {}),
    ...(/^https?:/.test(url) ? { url } : {}),
    server,
  };
  return ok({
    account,
    settings: { ...settings, ...instance.value, accountId: me.value.id, streaming: streams, lacks },
  });
}

async function token(
  visitor: Visitor,
  server: string,
  fields: Record<string, string>,
): Outcome<Credentials & { value: { accessToken: string } }> {
  const form = new URLSearchParams(fields);
  const answer = await askServer(visitor, server, {
    method: "POST",
    path: "/oauth/token",
    form,
    weight: "harmless",
  });
  if (!answer.ok) return answer;
  const given = shaped(answer.value, tokenShape);
  if (!given.ok) return given;
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = given.value;
  return ok({
    value: { accessToken, ...(refreshToken ? { refreshToken } : {}) },
    ...(seconds ? { expiresAt: new Date(visitor.now().getTime() + seconds * 1000) } : {}),
  });
}

const wrongServer = (message: Words) => fail<Fault>({ tag: "input", field: "server", message });

function unfound(server: string, { message }: Fault): Words {
  const { host } = new URL(server);
  return {
    en: `No server that speaks Mastodon's language answered at ${host}: ${message.en}`,
    es: `En ${host} no respondió ningún servidor que hable el idioma de Mastodon: ${message.es}`,
  };
}
