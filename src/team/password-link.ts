/** The way back in for who has lost a password or a second factor, given by whoever runs the installation. */
import { randomBytes } from "node:crypto";
import { after, days, now } from "../kernel/clock.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { db } from "../kernel/scope.ts";
import { asSystem } from "../kernel/transaction.ts";
import { openSignIn, signInSecrets } from "./sign-in.ts";
import { findUser } from "./user-store.ts";

/** Where a new password is set. The same place for links by e-mail. */
export const passwordPage = (origin: string, token: string): string =>
  `${origin}/reset-password?token=${token}`;

/**
 * A link, good for a day and once, with which the user of this address sets a new password. With `dropSecondFactor`
 * the second factor ends now. Undefined: nobody has this address.
 */
export async function passwordLink(
  kernel: Pick<Kernel, "database" | "origin" | "keys">,
  email: string,
  options: { dropSecondFactor: boolean },
): Promise<string | undefined> {
  const user = await asSystem(kernel.database, async () => {
    const found = await findUser({ email: email.trim().toLowerCase() });
    if (found && options.dropSecondFactor) {
      await db().deleteFrom("two_factor").where("user_id", "=", found.id).execute();
      await db()
        .updateTable("account_user")
        .set({ two_factor_enabled: false, updated_at: now() })
        .where("id", "=", found.id)
        .execute();
    }
    return found;
  });
  if (!user) return undefined;
  const { internalAdapter } = await openSignIn(kernel, { secrets: signInSecrets(kernel.keys) }).$context;
  const token = randomBytes(24).toString("base64url");
  await internalAdapter.createVerificationValue({
    // The library's own form: its door `/reset-password` looks for it.
    identifier: `reset-password:${token}`,
    value: user.id,
    expiresAt: after(now(), days(1)),
  });
  return passwordPage(kernel.origin, token);
}
