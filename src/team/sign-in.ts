/**
 * Users, passwords, sessions and second factors, by better-auth, on our own tables. Its HTTP router stays closed: the
 * routes in `sign-in-routes.ts` hand it the few requests that the product uses.
 */
import { createHmac } from "node:crypto";
import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins/two-factor";
import type { Language } from "../kernel/caller.ts";
import { days } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { KeyRing } from "../kernel/key-ring.ts";
import { log } from "../kernel/log.ts";
import { countingWindows } from "./rate-limit.ts";

/** Below `/api`, as everything. */
export const authPath = "/api/auth";
export const shortestPassword = 10;
/** Hashing takes memory and time: longer ones are refused before. */
export const longestPassword = 128;

/** Set by us on every request handed to the library, from the connection (or a trusted proxy); never a client's own. */
export const addressHeader = "rapport-client-address";

export interface SignInOptions {
  /** Newest first: the first signs and encrypts, the others only verify and decrypt. At least 32 characters each. */
  secrets: Array<{ version: number; value: string }>;
  /** Sends the link for a new password. Absent: no e-mail leaves, and the door says so. */
  sendPasswordLink?:
    | ((user: { name: string; email: string; language: Language }, token: string) => Promise<void>)
    | undefined;
}

/** The library's own secrets, one for each key of the installation: a rotated key ends sessions, and still opens second factors. */
export const signInSecrets = (keys: KeyRing): SignInOptions["secrets"] =>
  keys.all.map((key) => ({
    // It names the key that encrypted a value, so it must be the same number for ever: the key's id gives 32 bits.
    version: Number.parseInt(key.id.slice(0, 8), 16),
    value: createHmac("sha256", key.sign).update("sign-in").digest("base64url"),
  }));

export type SignIn = ReturnType<typeof openSignIn>;

const stamps = { createdAt: "created_at", updatedAt: "updated_at" };

export function openSignIn(kernel: Pick<Kernel, "database" | "origin">, options: SignInOptions) {
  const { sendPasswordLink } = options;
  return betterAuth({
    appName: "Rapport",
    baseURL: kernel.origin,
    basePath: authPath,
    secrets: options.secrets,
    database: { db: kernel.database.root, type: "postgres", transaction: false },
    // The origin is checked by the HTTP server before a request comes here, the same way for every route.
    trustedOrigins: (request) => [kernel.origin, request?.headers.get("origin")],
    telemetry: { enabled: false },
    logger: {
      level: "error",
      log: (_level, message) => log.error({ message }, "the sign-in library reports"),
    },
    user: {
      modelName: "account_user",
      fields: { ...stamps, emailVerified: "email_verified" },
      additionalFields: {
        language: { type: "string", required: true, defaultValue: "en", input: false },
        lastWorkspaceId: {
          type: "string",
          required: false,
          input: false,
          fieldName: "last_workspace_id",
        },
      },
    },
    session: {
      modelName: "session",
      fields: {
        ...stamps,
        userId: "user_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
      },
      expiresIn: days(30) / 1000,
      updateAge: days(1) / 1000,
    },
    account: {
      modelName: "credential",
      fields: {
        ...stamps,
        userId: "user_id",
        accountId: "account_id",
        providerId: "provider_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
      },
    },
    verification: {
      modelName: "verification",
      fields: { ...stamps, expiresAt: "expires_at" },
      storeIdentifier: "hashed",
    },
    emailAndPassword: {
      enabled: true,
      // A user begins by the first run or an invitation.
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      revokeSessionsOnPasswordReset: true,
      ...(sendPasswordLink
        ? {
            // Not waited for: how long a mail server takes would tell who has an account.
            sendResetPassword: async ({ user, token }) => {
              const language: Language = "language" in user && user.language === "es" ? "es" : "en";
              sendPasswordLink({ name: user.name, email: user.email, language }, token).catch((error) =>
                log.warn({ error }, "the link for a new password could not be sent"),
              );
            },
          }
        : {}),
    },
    plugins: [
      twoFactor({
        issuer: "Rapport",
        schema: {
          user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
          twoFactor: {
            modelName: "two_factor",
            fields: {
              userId: "user_id",
              backupCodes: "backup_codes",
              failedVerificationCount: "failed_verification_count",
              lockedUntil: "locked_until",
            },
          },
        },
      }),
    ],
    rateLimit: {
      enabled: true,
      customStorage: countingWindows(kernel.database),
      window: 60,
      max: 60,
      customRules: {
        // Asked by our own server, once for each page that is opened.
        "/get-session": false,
        "/sign-in/email": { window: 60, max: 10 },
        "/request-password-reset": { window: 60, max: 5 },
        "/reset-password": { window: 60, max: 10 },
        "/two-factor/*": { window: 60, max: 10 },
      },
    },
    advanced: {
      cookiePrefix: "rapport",
      useSecureCookies: kernel.origin.startsWith("https:"),
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => newId(), validateSchema: false },
    },
  });
}
