/** A real Bluesky network for tests: identity directory (PLC), server (PDS), and, when asked, the AppView. */
import { peerMissing } from "./available.ts";
import { type BlueskyAgent, blueskyAgent, xrpc } from "./bluesky-agent.ts";
import type { NetworkAsks, NetworkOrder, NetworkSays } from "./bluesky-network.ts";
import { forkPeer, makeFolder, stopChild } from "./daemon.ts";
import { startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";

export interface BlueskyOptions {
  /** Threads, notifications, profiles and search; needs PostgreSQL and Redis, and 5 s. Default false. */
  appView?: boolean;
}

export interface BlueskyAccount {
  handle: string;
  did: string;
  email: string;
  /** The account's main password; a product should be given `appPassword`. */
  password: string;
  appPassword: string;
}

export interface BlueskyPeer {
  pdsUrl: string;
  plcUrl: string;
  /** Only with `appView: true`. Pictures are named under it. */
  appViewUrl?: string;
  /** A new account `NAME.test` with an app password. NAME: 3 to 18 characters of a–z, 0–9 and `-`. */
  createAccount(name: string): Promise<BlueskyAccount>;
  /** A logged-in client of its own, independent of the product's, to act as the other party and to verify. */
  agent(account: BlueskyAccount): Promise<BlueskyAgent>;
  /** Waits until the AppView has seen everything that the PDS holds. A product cannot do this: it must sweep. */
  processAll(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a network: about 1 s, or 6 s with the AppView. Throws with the reason when it cannot. */
export async function startBluesky(options: BlueskyOptions = {}): Promise<BlueskyPeer> {
  const missing = peerMissing(options.appView ? "bluesky-appview" : "bluesky");
  if (missing) throw new Error(missing);
  if (!options.appView) return startNetwork({});
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const stopStores = async (): Promise<void> => {
    await Promise.all([postgres.stop(), redis.stop()]);
  };
  try {
    const network = await startNetwork(
      { appView: { postgresUrl: await postgres.createDatabase("bluesky") } },
      { REDIS_HOST: `${redis.host}:${redis.port}` },
    );
    return {
      ...network,
      async stop() {
        await network.stop();
        await stopStores();
      },
    };
  } catch (error) {
    await stopStores();
    throw error;
  }
}

async function startNetwork(
  part: Omit<NetworkOrder, "folder">,
  env: Record<string, string> = {},
): Promise<BlueskyPeer> {
  const folder = makeFolder("bluesky");
  const order: NetworkOrder = { folder, ...part };
  const child = forkPeer("bluesky-network.ts", [JSON.stringify(order)], {
    ...env,
    TMPDIR: folder,
    LOG_ENABLED: "false",
  });
  let lastId = 0;
  const waiting = new Map<number, (error: string | undefined) => void>();

  const ready = await new Promise<Extract<NetworkSays, { ready: unknown }>["ready"]>((resolve, reject) => {
    child.on("message", (said: NetworkSays) => {
      if ("ready" in said) resolve(said.ready);
      else if ("failed" in said) reject(new Error(`the Bluesky network could not start: ${said.failed}`));
      else waiting.get(said.id)?.(said.error);
    });
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      reject(new Error(`the Bluesky network ended (${code ?? signal})`));
      for (const answer of waiting.values()) answer("the Bluesky network ended");
    });
  }).catch(async (error: unknown) => {
    await stopChild(child);
    throw error;
  });
  child.unref();
  child.channel?.unref();

  return {
    ...ready,
    async createAccount(name) {
      const handle = `${name}.test`;
      const email = `${name}@bluesky.test`;
      const password = `main-password-of-${name}`;
      const created = await xrpc<{ did: string; accessJwt: string }>(
        ready.pdsUrl,
        "com.atproto.server.createAccount",
        {
          body: { handle, email, password },
        },
      );
      const app = await xrpc<{ password: string }>(ready.pdsUrl, "com.atproto.server.createAppPassword", {
        body: { name: "rapport" },
        token: created.accessJwt,
      });
      return { handle, email, password, did: created.did, appPassword: app.password };
    },
    agent: (account) => blueskyAgent(ready.pdsUrl, account.did, account.password),
    async processAll() {
      const id = ++lastId;
      child.channel?.ref();
      try {
        const error = await new Promise<string | undefined>((resolve) => {
          waiting.set(id, resolve);
          child.send({ id, processAll: true } satisfies NetworkAsks);
        });
        if (error !== undefined) throw new Error(error);
      } finally {
        waiting.delete(id);
        if (waiting.size === 0) child.channel?.unref();
      }
    },
    stop: () => stopChild(child),
  };
}
