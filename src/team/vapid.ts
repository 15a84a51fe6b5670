/** The installation's keys for browser push (VAPID, RFC 8292): made once, kept in `installation`, the private half sealed. */
import webPush from "web-push";
import { z } from "zod";
import type { Database } from "../kernel/database.ts";
import { keepOnce } from "../kernel/installation.ts";
import type { KeyRing } from "../kernel/key-ring.ts";
import { log } from "../kernel/log.ts";
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
  const text = await asSystem(database, () =>
    keepOnce(key, () => {
      const { publicKey, privateKey } = webPush.generateVAPIDKeys();
      return JSON.stringify({ publicKey, sealed: seal(keys, { privateKey }, key) });
    }),
  );
  const { publicKey, sealed } = rowShape.parse(JSON.parse(text));
  const opened = open(keys, sealed, key);
  if (!opened.ok) {
    log.error({ fault: opened.fault }, "the keys of browser push cannot be opened");
    return undefined;
  }
  return { publicKey, privateKey: sealedShape.parse(opened.value).privateKey };
}
