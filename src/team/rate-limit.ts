import { sql } from "kysely";
import { after, minutes, now, seconds } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";

interface RateLimit {
  /** `window` and `retryAfter` in seconds. */
  consume(
    key: string,
    rule: { window: number; max: number },
  ): Promise<{ allowed: boolean; retryAfter: number | null }>;
}

/**
 * Counts requests of a client in windows that begin with its first one: in the database, so that every process counts
 * the same and a restart forgets nothing. A client's address is forgotten within a minute of its window's end, or at
 * night when nobody tries any more.
 */
export function countingWindows({ root }: Pick<Database, "root">): RateLimit {
  let tidyAt = new Date(0);
  return {
    async consume(client, { window, max }) {
      const at = now();
      if (at >= tidyAt) {
        tidyAt = after(at, minutes(1));
        await root.deleteFrom("sign_in_window").where("until", "<=", at).execute();
      }
      // One statement, so that of two at the same moment only one is the last that fits. Who is refused writes nothing.
      const counted = await root
        .insertInto("sign_in_window")
        .values({ client, tries: 1, until: after(at, seconds(window)) })
        .onConflict((conflict) =>
          conflict
            .column("client")
            .doUpdateSet({
              tries: sql`case when sign_in_window.until <= ${at} then 1 else sign_in_window.tries + 1 end`,
              until: sql`case when sign_in_window.until <= ${at} then excluded.until else sign_in_window.until end`,
            })
            .where(sql<boolean>`(sign_in_window.until <= ${at} or sign_in_window.tries < ${max})`),
        )
        .returning("tries")
        .executeTakeFirst();
      if (counted) return { allowed: true, retryAfter: null };
      const full = await root
        .selectFrom("sign_in_window")
        .select("until")
        .where("client", "=", client)
        .executeTakeFirst();
      const left = full ? full.until.getTime() - at.getTime() : 0;
      return { allowed: false, retryAfter: Math.max(1, Math.ceil(left / 1000)) };
    },
  };
}
