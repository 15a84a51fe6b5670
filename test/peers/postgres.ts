/** A private PostgreSQL cluster for tests. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findPostgres, peerMissing, serverUser } from "./available.ts";
import { freePort, makeFolder, sleep, startDaemon } from "./daemon.ts";

export interface PostgresOptions {
  /** Server settings, for example `{ shared_buffers: "512MB" }`. */
  settings?: Record<string, string>;
}

export interface PostgresPeer {
  host: string;
  port: number;
  /** Of the database `postgres`, as superuser: for what a test must look into or break. */
  superuserUrl: string;
  /**
   * A new empty database owned by a new role that may log in and create roles, and is no superuser: what a
   * production user would have. Name: a–z, 0–9 and `_`. Answers the owner's connection URL.
   */
  createDatabase(name: string): Promise<string>;
  /** Runs SQL as superuser through psql; answers its unaligned rows. */
  sql(text: string, database?: string): Promise<string>;
  /** Crashes it: one of its processes is killed, every connection breaks, and it recovers from its log by itself. */
  crash(): Promise<void>;
  log(): string;
  stop(): Promise<void>;
}

/**
 * Starts a cluster on a free loopback port, in about 1.5 s. `fsync` is off: the folder is thrown away.
 * Passwords are checked (scram-sha-256), as on a production server.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresPeer> {
  const missing = peerMissing("postgres");
  const bin = findPostgres();
  if (missing || !bin) throw new Error(missing);
  const user = serverUser("postgres");
  const folder = makeFolder("postgres", user);
  const data = join(folder, "data");
  const port = await freePort();
  const password = randomBytes(12).toString("hex");
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const initdb = ["-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"];
  initdb.push("-A", "scram-sha-256", `--pwfile=${passwordFile}`);
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    max_connections: "200",
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    ...options.settings,
  };
  const env = { PGPASSWORD: password, PGCONNECT_TIMEOUT: "5" };
  const sql = async (text: string, database = "postgres"): Promise<string> => {
    const where = ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres", "-d", database];
    const { stdout } = await run(
      join(bin, "psql"),
      [...where, "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", text],
      {
        cwd: folder,
        env: { ...process.env, ...env },
      },
    );
    return stdout.trim();
  };
  const daemon = await startDaemon({
    name: "PostgreSQL",
    prepare: [{ command: join(bin, "initdb"), args: initdb }],
    command: join(bin, "postgres"),
    args: ["-D", data, ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`])],
    folder,
    user,
    // Immediate shutdown: nothing in this cluster is kept.
    stopSignal: "SIGQUIT",
    ready: async () => (await sql("select 1")) === "1",
  });
  return {
    host: "127.0.0.1",
    port,
    superuserUrl: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    sql,
    async createDatabase(name) {
      if (!/^[a-z][a-z0-9_]{0,40}$/.test(name)) throw new Error(`not a plain database name: ${name}`);
      const secret = randomBytes(12).toString("hex");
      await sql(`create role ${name}_owner login createrole nosuperuser password '${secret}'`);
      await sql(`create database ${name} owner ${name}_owner`);
      return `postgres://${name}_owner:${secret}@127.0.0.1:${port}/${name}`;
    },
    async crash() {
      const checkpointer = () => sql("select pid from pg_stat_activity where backend_type = 'checkpointer'");
      const killed = await checkpointer();
      process.kill(Number(killed), "SIGKILL");
      for (let alive = killed; alive === killed || alive === ""; await sleep(25))
        alive = await checkpointer().catch(() => killed);
    },
    log: daemon.log,
    stop: daemon.stop,
  };
}

const run = promisify(execFile);
