/** Sealing of credentials (AES-256-GCM) and signing of links (HMAC-SHA-256) with the installation's keys. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { now } from "./clock.ts";
import type { Key, KeyRing } from "./key-ring.ts";
import { fail, type JsonObject, ok, type Result } from "./result.ts";

export type SealFault =
  /** Sealed with a key that this installation does not have. */
  | { tag: "unknown-key"; keyId: string }
  /** Not a sealed value, altered, or moved here from another place. */
  | { tag: "broken-seal" };

export type TokenFault = { tag: "invalid" } | { tag: "expired" };

const VERSION = "r1";
const NONCE = 12;
const TAG = 16;

/**
 * Seals a value for one place. `context` names the place (`workspace/channel`): a value that is moved to another row
 * does not open there. The text is `r1.<key id>.<nonce>.<ciphertext and tag>`, the latter two in base64url.
 */
export function seal(ring: KeyRing, plain: JsonObject, context: string): string {
  const { id, seal: key } = ring.current;
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associated(id, context));
  const sealed = Buffer.concat([
    cipher.update(JSON.stringify(plain), "utf8"),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return [VERSION, id, nonce.toString("base64url"), sealed.toString("base64url")].join(".");
}

/** Opens what `seal` made for the same context, with the current key or an earlier one. */
export function open(ring: KeyRing, sealed: string, context: string): Result<JsonObject, SealFault> {
  const [version, id, nonce, text, ...more] = sealed.split(".");
  if (version !== VERSION || !id || !nonce || !text || more.length > 0) return fail({ tag: "broken-seal" });
  const key = ring.all.find((each) => each.id === id);
  if (!key) return fail({ tag: "unknown-key", keyId: id });
  const bytes = Buffer.from(text, "base64url");
  const start = Buffer.from(nonce, "base64url");
  if (start.length !== NONCE || bytes.length < TAG) return fail({ tag: "broken-seal" });
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.seal, start, { authTagLength: TAG })
      .setAAD(associated(id, context))
      .setAuthTag(bytes.subarray(-TAG));
    const plain = Buffer.concat([decipher.update(bytes.subarray(0, -TAG)), decipher.final()]);
    return ok(JSON.parse(plain.toString("utf8")));
  } catch {
    return fail({ tag: "broken-seal" });
  }
}

/** Whether an earlier key sealed it, so that `reseal` has something to do. */
export function isSealedBefore(ring: KeyRing, sealed: string): boolean {
  return sealed.split(".")[1] !== ring.current.id;
}

/** The same value under the current key. */
export function reseal(ring: KeyRing, sealed: string, context: string): Result<string, SealFault> {
  const opened = open(ring, sealed, context);
  return opened.ok ? ok(seal(ring, opened.value, context)) : opened;
}

/**
 * A text for a link that only this installation can have made. It is readable by whoever holds it, so `payload` names
 * things and keeps no secrets. `purpose` keeps a link for one thing from serving for another.
 */
export function signToken(ring: KeyRing, purpose: string, payload: JsonObject, expiresAt: Date): string {
  const body = Buffer.from(JSON.stringify({ p: payload, e: expiresAt.getTime() })).toString("base64url");
  return `${body}.${mac(ring.current, purpose, body).toString("base64url")}`;
}

/** The payload of a token of ours for this purpose that has not expired. */
export function verifyToken(ring: KeyRing, purpose: string, token: string): Result<JsonObject, TokenFault> {
  const [body, signature, ...more] = token.split(".");
  if (!body || !signature || more.length > 0) return fail({ tag: "invalid" });
  const given = Buffer.from(signature, "base64url");
  const genuine = ring.all.some((key) => {
    const expected = mac(key, purpose, body);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!genuine) return fail({ tag: "invalid" });
  const { p, e } = JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
  return e > now().getTime() ? ok(p) : fail({ tag: "expired" });
}

const associated = (keyId: string, context: string) => Buffer.from(`${VERSION}.${keyId}.${context}`, "utf8");

const mac = (key: Key, purpose: string, body: string) =>
  createHmac("sha256", key.sign).update(`${purpose.length}:${purpose}:${body}`).digest();
