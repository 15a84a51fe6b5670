/** Starts the product as a person does: `rapport start` in a process of its own, on a folder that is thrown away. */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { Client } from "./client.ts";
import { peerMissing } from "./peers/available.ts";
import { freePort, makeFolder } from "./peers/daemon.ts";
import { type PostgresPeer, startPostgres } from "./peers/postgres.ts";
import { prepareDatabase } from "./prepared.ts";

export interface ProductOptions {
  /** Absent: the embedded database. */
  databaseUrl?: string;
  /** More settings, such as `SMTP_URL`. */
  env?: Record<string, string>;
}

export interface Product {
  origin: string;
  data: string;
  /** What the process wrote so far, of all its lives. */
  log(): string;
  client(name?: string): Client;
  /** Ends it as a power cut does; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same folder and port. */
  start(): Promise<void>;
  /** Stops its process where it stands, until `goOn`: nothing of it is lost, and it knows nothing of the time. */
  halt(): void;
  goOn(): void;
  /** Another process that does background work on the same database; only on a server. It ends with the product. */
  addWorker(): Promise<Pick<Product, "halt" | "goOn">>;
  /** Asks it to stop, and answers its exit code. */
  leave(): Promise<number | null>;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, "..");

/** Everything on this machine may be reached: all peers stand on the loopback. */
export const loopback = "localhost,127.0.0.0/8,::1";

export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const data = makeFolder("product");
  if (!options.databaseUrl) await prepareDatabase(data);
  const port = await freePort();
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, DATABASE_URL: ___, ...inherited } = process.env;
  const env = {
    ...inherited,
    RAPPORT_DATA: data,
    PORT: String(port),
    RAPPORT_URL: `http://localhost:${port}`,
    RAPPORT_ALLOW: loopback,
    RAPPORT_LOG: "warn",
    ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
    ...options.env,
  };
  const origin = `http://localhost:${port}`;
  let child: ChildProcess | undefined;
  let said = "";

  const gone = (ended: ChildProcess): Promise<number | null> =>
    ended.exitCode !== null || ended.signalCode !== null
      ? Promise.resolve(ended.exitCode)
      : new Promise((resolve) => ended.once("exit", resolve));

  async function spawnVerb(verb: "start" | "worker", born: (life: ChildProcess) => void): Promise<void> {
    const life = spawn(process.execPath, ["src/cli.ts", verb], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    born(life);
    await new Promise<void>((resolve, reject) => {
      const hear = (text: Buffer) => {
        said += text;
        if (/Rapport is at|Rapport's worker is working/.test(text.toString())) resolve();
      };
      life.stdout.on("data", hear);
      life.stderr.on("data", hear);
      life.once("error", reject);
      life.once("exit", (code, signal) =>
        reject(new Error(`the product ended (${code ?? signal}): ${said.slice(-3000)}`)),
      );
    });
  }
  const start = () =>
    spawnVerb("start", (life) => {
      child = life;
    });
  const workers: ChildProcess[] = [];
  async function kill(): Promise<void> {
    const life = child;
    if (!life) return;
    life.kill("SIGKILL");
    await gone(life);
  }

  // A test that fails early must not leave a server behind.
  process.once("exit", () => {
    for (const life of [child, ...workers]) life?.kill("SIGKILL");
  });
  await start();
  return {
    origin,
    data,
    log: () => said,
    client: (name) => new Client(origin, name),
    kill,
    start,
    halt: () => void child?.kill("SIGSTOP"),
    goOn: () => void child?.kill("SIGCONT"),
    async addWorker() {
      let worker: ChildProcess | undefined;
      await spawnVerb("worker", (life) => {
        worker = life;
        workers.push(life);
      });
      return { halt: () => void worker?.kill("SIGSTOP"), goOn: () => void worker?.kill("SIGCONT") };
    },
    async leave() {
      const life = child;
      if (!life) return null;
      life.kill("SIGTERM");
      return gone(life);
    },
    async stop() {
      await kill();
      for (const life of workers) {
        life.kill("SIGKILL");
        await gone(life);
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Which database a suite runs on, and a word that keeps the two apart where they share a peer. */
export interface Engine {
  name: "pglite" | "postgres";
  /** Starts a product on it. */
  start(options?: Omit<ProductOptions, "databaseUrl">): Promise<Product>;
}

/** Runs the same promises on the embedded database and on a PostgreSQL server, as a production user of it. */
export function onBothDatabases(title: string, promises: (engine: Engine) => void): void {
  describe(`${title}, on the embedded database`, () =>
    promises({ name: "pglite", start: (options) => startProduct(options) }));
  const missing = peerMissing("postgres");
  if (missing && process.env.CI === "true") throw new Error(missing);
  describe(`${title}, on a PostgreSQL server`, { skip: missing ?? false }, () => {
    let server: PostgresPeer;
    let databases = 0;
    before(async () => {
      server = await startPostgres();
    });
    after(() => server.stop());
    promises({
      name: "postgres",
      start: async (options) => {
        databases += 1;
        return startProduct({ ...options, databaseUrl: await server.createDatabase(`rapport_${databases}`) });
      },
    });
  });
}
