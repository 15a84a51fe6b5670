/**
 * What is sealed for a Bluesky channel. `kind` leaves room for OAuth (whose tokens are bound to a key) beside the
 * app password; every other file asks only for the server and the token of the moment.
 */
import type { Json, JsonObject } from "../../kernel/result.ts";
import type { Credentials } from "../connector.ts";
import { numberAt, objectAt, textAt } from "./json-path.ts";

export interface AppPassword extends JsonObject {
  kind: "app-password";
  /** The account's own server (PDS), without a path. */
  pds: string;
  did: string;
  password: string;
  accessJwt: string;
  refreshJwt: string;
}

/** Throws when the sealed value is not one of ours: that is a broken invariant, not a network's doing. */
export function appPassword(credentials: Credentials): AppPassword {
  const { value } = credentials;
  const whole = ["pds", "did", "password", "accessJwt", "refreshJwt"].every((name) => textAt(value, name));
  if (value.kind !== "app-password" || !whole) throw new Error("not the credentials of a Bluesky channel");
  return value as AppPassword;
}

/** Credentials that expire when their access token does. */
export function sealable(value: AppPassword): Credentials {
  const exp = numberAt(claims(value.accessJwt), "exp");
  return exp === undefined ? { value } : { value, expiresAt: new Date(exp * 1000) };
}

/** App passwords may not change the account; the main password may, and is none of our business. */
export const isMainPassword = (accessJwt: string): boolean =>
  textAt(claims(accessJwt), "scope") === "com.atproto.access";

/** The claims of a JWT, unverified: its issuer is the one we got it from, and they only time our renewal. */
function claims(jwt: string): JsonObject | undefined {
  try {
    const middle = Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8");
    return objectAt(JSON.parse(middle) as Json);
  } catch {
    return undefined;
  }
}
