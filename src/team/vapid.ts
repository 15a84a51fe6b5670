/** The installation's keys for browser push (VAPID, RFC 8292): made once, kept in `installation`, the private half sealed. */
import webPush from "web-push";
import { z } from "zod";
import { now } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import type { KeyRing } from "../kernel/key-ring.ts";
import { log } from "../kernel/log.ts";
import { db } from "../kernel/scope.ts";
import { open, seal } from "../kernel/secrets.ts";
import { asSystem } from "../kernel/transaction.ts";

export interface Vapid {
  publicKey: string;
  privateKey: string;
}

const key = "vapid";
const rowShape = z.object({ publicKey: z.string(), sealed: z.string() });
const sealedShape = z.object({ privateKey: z.string() });

/** Undefined: the private half was sealed with a key that is gone. */
export async function readVapid(database: Database, keys: KeyRing): Promise<Vapid | undefined> {
  const text = await asSystem(database, async () => {
    const there = await read();
    if (there) return there;
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    const value = JSON.stringify({ publicKey, sealed: seal(keys, { privateKey }, key) });
    await db()
      .insertInto("installation")
      .values({ key, value, updated_at: now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    // Another process may have been faster: one pair for all.
    return (await read()) ?? value;
  });
  const { publicKey, sealed } = rowShape.parse(JSON.parse(text));
  const opened = open(keys, sealed, key);
  if (!opened.ok) {
    log.error({ fault: opened.fault }, "the keys of browser push cannot be opened");
    return undefined;
  }
  return { publicKey, privateKey: sealedShape.parse(opened.value).privateKey };
}

async function read(): Promise<string | undefined> {
  const row = await db().selectFrom("installation").select("value").where("key", "=", key).executeTakeFirst();
  return row?.value;
}
