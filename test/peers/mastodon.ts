/** A real server of the Mastodon API for tests: snac2, one or two that federate. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findSnac, isRoot, peerMissing, serverUser } from "./available.ts";
import { freeAddress, freePort, makeFolder, portAnswers, startDaemon } from "./daemon.ts";
import { type SnacAgent, snacAgent } from "./mastodon-agent.ts";
import { approve, authorize } from "./mastodon-login.ts";

export interface SnacUser {
  name: string;
  password: string;
  /** As others on the network mention this user: `@alice@localhost:PORT`. */
  handle: string;
}

/** As it stands in the server's folder (ActivityPub's `Note`). */
export interface SnacNote {
  id: string;
  content: string;
  inReplyTo: string | null;
}

export interface SnacPeer {
  /** `http://localhost:PORT`, without a slash at the end. */
  url: string;
  /** NAME: a–z, 0–9 and `_`. */
  addUser(name: string): Promise<SnacUser>;
  /** An access token by the whole OAuth dance, with an app of this peer's own. Scopes: default `read write follow`. */
  authorize(user: SnacUser, scopes?: string): Promise<string>;
  /**
   * Logs in as `user` at an authorize URL that a client made for its own app, as a person in a browser would.
   * Answers where the server then sends the browser, and the code in that address.
   */
  approve(
    authorizeUrl: string,
    user: SnacUser,
  ): Promise<{ redirect: string; code: string; state: string | undefined }>;
  /** A logged-in client of its own, independent of the product's, to act as the other party and to verify. */
  agent(user: SnacUser): Promise<SnacAgent>;
  /** How many messages wait to be passed on, or to be tried again in some minutes. */
  waiting(): number;
  /** All that a user has said in public, from the server's own folder: its API lists the newest 256 and has no pages. */
  said(name: string): SnacNote[];
  log(): string;
  stop(): Promise<void>;
}

export interface SnacOptions {
  /**
   * `port` (default): the server is `localhost:PORT`. `address`: it has a loopback address of its own and port 80,
   * for which the tests must run as root; snac makes a typed `@name@host` a mention only where host has no port.
   */
  host?: "port" | "address";
  /** Keys of snac's `server.json`, for example `{ title: "Tea house" }`. */
  server?: Record<string, string | number | boolean>;
}

/** Starts one instance on a free loopback port, in about 0.2 s. It speaks plain http, to its peers too. */
export async function startSnac(options: SnacOptions = {}): Promise<SnacPeer> {
  const snac = findSnac();
  if (!snac) throw new Error(peerMissing("snac"));
  const own = options.host === "address" ? await freeAddress() : undefined;
  // Port 80 is root's.
  const user = own ? undefined : serverUser("nobody");
  const folder = makeFolder("snac", user);
  const base = join(folder, "base");
  const address = own ?? "127.0.0.1";
  const port = own ? 80 : await freePort();
  const host = own ?? `localhost:${port}`;
  const url = `http://${host}`;
  // `snac init` cannot be told to use plain http: its file is changed before the server reads it.
  // It calls itself to pass a message on within the server: four threads, its default, wait for one another under load.
  const changes = JSON.stringify({ protocol: "http", num_threads: 16, ...options.server });
  const edit = `const fs = require("node:fs"); const file = ${JSON.stringify(join(base, "server.json"))};
    fs.writeFileSync(file, JSON.stringify({ ...JSON.parse(fs.readFileSync(file)), ...${changes} }))`;
  const daemon = await startDaemon({
    name: "snac",
    prepare: [
      { command: snac, args: ["init", base], input: `${address}\n${port}\n${host}\n\n\n\n` },
      { command: process.execPath, args: ["-e", edit] },
    ],
    command: snac,
    args: ["httpd", base],
    folder,
    user,
    // Asked politely it waits out its queue's pause of 3 s.
    stopSignal: "SIGKILL",
    ready: () => portAnswers(port, address),
  });
  const peer: SnacPeer = {
    url,
    async addUser(name) {
      if (!/^[a-z0-9_]+$/.test(name)) throw new Error(`not a plain user name: ${name}`);
      const said = await new Promise<string>((resolve, reject) => {
        const runAs = user ? { uid: user.uid, gid: user.gid } : {};
        const child = execFile(snac, ["adduser", base, name], { cwd: folder, ...runAs }, (error, out, err) =>
          error ? reject(new Error(`snac adduser ${name}: ${out}${err}`)) : resolve(out + err),
        );
        child.stdin?.end("\n");
      });
      const password = said.match(/password is (\S+)/)?.[1];
      if (!password) throw new Error(`snac adduser ${name}: ${said}`);
      return { name, password, handle: `@${name}@${host}` };
    },
    authorize: (who, scopes) => authorize(url, who, scopes),
    approve: (authorizeUrl, who) => approve(authorizeUrl, who),
    agent: async (who) => snacAgent(url, await authorize(url, who)),
    waiting: () => readdirSync(join(base, "queue")).length,
    said(name) {
      const shelf = join(base, "user", name, "public");
      return readdirSync(shelf)
        .filter((file) => file.endsWith(".json"))
        .map((file) => JSON.parse(readFileSync(join(shelf, file), "utf8")));
    },
    log: daemon.log,
    stop: daemon.stop,
  };
  return peer;
}

/**
 * Two instances on one machine whose users can follow, mention and answer each other. A typed mention of
 * someone on the other one needs root (see `SnacOptions.host`); an answer to their message does not.
 */
export async function startSnacPair(): Promise<{ first: SnacPeer; second: SnacPeer; stop(): Promise<void> }> {
  const host = isRoot() ? "address" : "port";
  const [first, second] = await Promise.all([startSnac({ host }), startSnac({ host })]);
  return {
    first,
    second,
    async stop() {
      await Promise.all([first.stop(), second.stop()]);
    },
  };
}
