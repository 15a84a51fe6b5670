/** Says which real servers this machine can run, so that a test is skipped with a reason and never silently. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { SystemUser } from "./daemon.ts";

export type PeerName =
  | "bluesky"
  | "bluesky-appview"
  | "snac"
  | "mail"
  | "postgres"
  | "redis"
  | "feed"
  | "bucket";

const INSTALL = "run .ci/install-peers as root on Debian";

/** Why a peer cannot run here, in one sentence; `undefined` when it can. */
export function peerMissing(name: PeerName): string | undefined {
  switch (name) {
    case "feed":
      return undefined;
    case "bucket":
      return existsSync(new URL("node_modules/@20minutes/s3rver/package.json", import.meta.url))
        ? undefined
        : "the S3-compatible server is not installed: run npm ci in test/peers";
    case "bluesky":
      return existsSync(new URL("node_modules/@atproto/dev-env/package.json", import.meta.url))
        ? undefined
        : "the Bluesky network is not installed: run npm ci in test/peers";
    case "bluesky-appview":
      return peerMissing("bluesky") ?? peerMissing("postgres") ?? peerMissing("redis");
    case "snac":
      return findSnac() ? undefined : `snac2 is not installed: ${INSTALL}`;
    case "redis":
      return findProgram("redis-server") ? undefined : `redis-server is not installed: ${INSTALL}`;
    case "postgres":
      if (!findPostgres()) return `PostgreSQL is not installed: ${INSTALL}`;
      return isRoot() && !findUser("postgres")
        ? "PostgreSQL does not run as root and there is no user postgres"
        : undefined;
    case "mail":
      if (!findProgram("dovecot") || !existsSync("/usr/lib/dovecot/lmtp"))
        return `dovecot is not installed: ${INSTALL}`;
      if (!findProgram("postfix")) return `postfix is not installed: ${INSTALL}`;
      return isRoot() ? undefined : "dovecot and postfix start as root only";
  }
}

/**
 * True when every named peer can run. Otherwise the test is skipped with the reason, or, with `CI=true`, fails:
 * there nothing may be skipped. Use: `if (!needsPeer(t, "snac")) return;`
 */
export function needsPeer(t: { skip(message: string): void }, ...names: PeerName[]): boolean {
  const reasons = names.map(peerMissing).filter((reason) => reason !== undefined);
  if (reasons.length === 0) return true;
  const why = [...new Set(reasons)].join("; ");
  if (process.env.CI === "true") throw new Error(`a peer is missing: ${why}`);
  t.skip(why);
  return false;
}

/** The program's path, looked up in PATH and in the folders of system services. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** The snac program: where `.ci/install-peers` unpacked it, or in PATH. */
export function findSnac(): string | undefined {
  const unpacked = join(process.env.RAPPORT_PEERS_DIR ?? "/opt/rapport-peers", "snac/usr/bin/snac");
  return existsSync(unpacked) ? unpacked : findProgram("snac");
}

/** The folder of the newest installed PostgreSQL's programs (Debian keeps `initdb` out of PATH). */
export function findPostgres(): string | undefined {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  const folders = versions.map((version) => join(root, String(version), "bin"));
  const inPath = findProgram("initdb");
  if (inPath) folders.push(join(inPath, ".."));
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "psql")));
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** A user of this machine by name; for servers that refuse to run as root. */
export function findUser(name: string): SystemUser | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((row) => row.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { name, uid: Number(uid), gid: Number(gid) } : undefined;
}

/** The user to run a server as: `name` when the tests run as root, otherwise whoever runs the tests. */
export function serverUser(name: string): SystemUser | undefined {
  if (!isRoot()) return undefined;
  const user = findUser(name);
  if (!user) throw new Error(`this machine has no user ${name}`);
  return user;
}
