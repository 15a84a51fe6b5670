/** From what a person types to the account's own server: handle → DID → DID document → PDS. */
import { fail, type Json, type JsonObject, ok } from "../../kernel/result.ts";
import type { Fault, Outcome, Visitor } from "../connector.ts";
import { objectAt, objectsAt, textAt } from "./json-path.ts";
import { askService } from "./xrpc.ts";
import { abandoned } from "./xrpc-faults.ts";

/** Resolves handles for everybody, without signing in. */
export const PUBLIC_APPVIEW = "https://public.api.bsky.app";
/** The directory of `did:plc`. */
export const PLC_DIRECTORY = "https://plc.directory";

/** As a person may paste it: with @, as a link to the profile, with the invisible marks that copying brings along. */
export function cleanHandle(typed: string): string {
  const bare = typed.replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, "").trim();
  const linked = /^https?:\/\/[^/]+\/profile\/([^/?#]+)/.exec(bare)?.[1] ?? bare;
  const handle = linked.replace(/^@/, "");
  return handle.startsWith("did:") ? handle : handle.toLowerCase();
}

/** The account's server. A fault `input` when there is no such handle. */
export async function findPds(visitor: Visitor, handle: string): Outcome<{ did: string; pds: string }> {
  const did = handle.startsWith("did:") ? ok(handle) : await resolveHandle(visitor, handle);
  if (!did.ok) return did;
  const url = didDocumentUrl(did.value);
  if (!url) return fail(unknownHandle(handle));
  const document = await getJson(visitor, url);
  if (!document.ok) return document.fault.tag === "missing" ? fail(unknownHandle(handle)) : document;
  const pds = pdsOf(document.value);
  return pds ? ok({ did: did.value, pds }) : fail(unknownHandle(handle));
}

/** The server that a DID document names; undefined when it names none. */
export function pdsOf(document: JsonObject | undefined): string | undefined {
  const service = objectsAt(document, "service").find((one) =>
    /(^|#)atproto_pds$/.test(textAt(one, "id") ?? ""),
  );
  return origin(textAt(service, "serviceEndpoint"));
}

/** `https://host[:port]`, or undefined when it is no web address. Without a scheme, https is meant. */
export function origin(address: string | undefined): string | undefined {
  if (!address) return undefined;
  const url = URL.parse(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  return url && !url.username && !url.password ? url.origin : undefined;
}

async function resolveHandle(visitor: Visitor, handle: string): Outcome<string> {
  if (!/^([a-z0-9-]+\.)+[a-z][a-z0-9-]*$/.test(handle)) return fail(unknownHandle(handle));
  const call = { method: "com.atproto.identity.resolveHandle", params: { handle } };
  const resolved = await askService(visitor, PUBLIC_APPVIEW, call);
  const did = resolved.ok ? textAt(resolved.value, "did") : undefined;
  if (did) return ok(did);
  // The handle's own domain is the authority; the AppView may be down, or not know it yet.
  const own = await getText(visitor, new URL(`https://${handle}/.well-known/atproto-did`));
  if (own.ok && /^did:(plc|web):[\w.:%-]+$/.test(own.value.trim())) return ok(own.value.trim());
  const down = !resolved.ok && (resolved.fault.tag === "unavailable" || resolved.fault.tag === "rate");
  return down ? resolved : fail(unknownHandle(handle));
}

/** Source: https://web.plc.directory and the did:web method. */
function didDocumentUrl(did: string): URL | null {
  if (/^did:plc:[a-z2-7]{24}$/.test(did)) return new URL(`/${did}`, PLC_DIRECTORY);
  const host = /^did:web:([\w.-]+(?:%3A\d+)?)$/.exec(did)?.[1];
  return host ? URL.parse(`https://${decodeURIComponent(host)}/.well-known/did.json`) : null;
}

const unknownHandle = (handle: string): Fault => ({
  tag: "input",
  field: "handle",
  message: {
    en: `There is no Bluesky account “${handle}”. Write it as it stands in the profile, like name.bsky.social.`,
    es: `No existe la cuenta de Bluesky «${handle}». Escríbela como figura en el perfil, por ejemplo nombre.bsky.social.`,
  },
});

async function getJson(visitor: Visitor, url: URL): Outcome<JsonObject> {
  const text = await getText(visitor, url);
  if (!text.ok) return text;
  try {
    return ok(objectAt(JSON.parse(text.value) as Json) ?? {});
  } catch {
    return fail({
      tag: "unavailable",
      message: {
        en: `The answer of ${url.host} was not readable.`,
        es: `La respuesta de ${url.host} no se pudo leer.`,
      },
    });
  }
}

async function getText(visitor: Visitor, url: URL): Outcome<string> {
  try {
    const response = await visitor.fetch(url, { signal: visitor.signal, maxBytes: 200_000, timeout: 10_000 });
    const text = await response.text();
    if (response.ok) return ok(text);
    const tag = response.status === 404 || response.status === 410 ? "missing" : "unavailable";
    return fail({
      tag,
      message: {
        en: `${url.host} answered ${response.status}.`,
        es: `${url.host} respondió ${response.status}.`,
      },
    });
  } catch (error) {
    return fail(abandoned(error, false));
  }
}
