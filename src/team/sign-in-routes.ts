/**
 * The doors of sign-in, below `/api/auth`, with the paths and answers of better-auth (its documentation describes them),
 * only those that the product uses:
 *
 *   POST /auth/sign-in/email {email, password, rememberMe?}   → {} or {twoFactorRedirect: true}: then one of the next two
 *   POST /auth/two-factor/verify-totp {code, trustDevice?}    also the last step of switching the second factor on
 *   POST /auth/two-factor/verify-backup-code {code, trustDevice?}
 *   POST /auth/two-factor/enable {password}                   → {totpURI, backupCodes}, in force once a code is verified
 *   POST /auth/two-factor/generate-backup-codes {password}    → {backupCodes}, the former ones are void
 *   POST /auth/two-factor/disable {password}
 *   POST /auth/request-password-reset {email}                 the same answer whether or not there is such a user
 *   POST /auth/reset-password {token, newPassword}            ends every session of the user
 *   POST /auth/sign-out {}
 */
import { z } from "zod";
import type { JsonObject } from "../kernel/result.ts";
import { type RouteSpec, route } from "../kernel/route.ts";
import { askSignIn, type SignInDoor } from "./ask-sign-in.ts";
import { anyPassword, emailInput, passwordInput } from "./input.ts";

const code = z.string().trim().min(1).max(64);
const password = z.object({ password: anyPassword });
const withCode = z.object({ code, trustDevice: z.boolean().optional() });
const nothing = z.object({});
const backupCodes = z.array(z.string());

export function signInRoutes(door: SignInDoor): RouteSpec[] {
  /** One door: the library does it, `answer` says which parts of its answer leave. */
  const state = <B extends JsonObject, R>(
    path: string,
    summary: string,
    body: z.ZodType<B>,
    response: z.ZodType<R>,
  ): RouteSpec =>
    route({
      method: "POST",
      url: `/auth${path}`,
      summary,
      access: "public",
      transaction: "none",
      body,
      response,
      // Sessions' tokens and users' rows stay here: an object schema passes on what it names.
      handle: async (input) => response.parse(await askSignIn(door, "POST", path, input, input.body)),
    });
  return [
    state(
      "/sign-in/email",
      "Sign in",
      z.object({ email: emailInput, password: anyPassword, rememberMe: z.boolean().optional() }) as never,
      z.object({ twoFactorRedirect: z.boolean().optional() }),
    ),
    state("/sign-out", "Sign out", nothing, nothing),
    state("/two-factor/verify-totp", "Give a code of the second factor", withCode as never, nothing),
    state("/two-factor/verify-backup-code", "Give a backup code", withCode as never, nothing),
    state(
      "/two-factor/enable",
      "Begin to switch the second factor on",
      password,
      z.object({ totpURI: z.string(), backupCodes }),
    ),
    state("/two-factor/generate-backup-codes", "Make new backup codes", password, z.object({ backupCodes })),
    state("/two-factor/disable", "Switch the second factor off", password, nothing),
    state("/request-password-reset", "Ask for a new password", z.object({ email: emailInput }), nothing),
    state(
      "/reset-password",
      "Set a new password",
      z.object({ token: z.string().min(1).max(200), newPassword: passwordInput }),
      nothing,
    ),
  ];
}
