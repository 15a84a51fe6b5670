/** The whole product, for browser tests: embedded database in a folder of its own, a free loopback port. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/kernel/config.ts";
import { start } from "../../src/main.ts";
import { prepareDatabase } from "../prepared.ts";

export interface Product {
  origin: string;
  /** Where its data lie. */
  folder: string;
  /** Ends it; its data stay until it is closed. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((closed) => server.close(() => closed()));
  return port;
}

/** Starts it, with nobody in it yet. `env` adds settings, such as SMTP_URL. */
export async function openProduct(env: Record<string, string> = {}): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), "rapport-browser-"));
  await prepareDatabase(folder);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const config = readConfig({
    RAPPORT_DATA: folder,
    RAPPORT_URL: origin,
    PORT: String(port),
    HOST: "127.0.0.1",
    RAPPORT_ALLOW: "127.0.0.0/8",
    RAPPORT_LOG: "error",
    ...env,
  });
  if (!config.ok) throw new Error(JSON.stringify(config.fault));
  const running = await start(config.value, { web: true, worker: true });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= running.stop();
    return stopped;
  };
  return {
    origin,
    folder,
    stop,
    async close() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A person without a browser, for setting a scene: keeps cookies, speaks JSON. */
export function person(origin: string, language = "en") {
  const cookies = new Map<string, string>();
  let workspace: string | undefined;
  return {
    cookies,
    // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came.
    async ask(method: string, path: string, body?: unknown): Promise<any> {
      const answer = await fetch(`${origin}/api${path}`, {
        method,
        headers: {
          origin,
          "accept-language": language,
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          ...(workspace ? { "rapport-workspace": workspace } : {}),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      for (const cookie of answer.headers.getSetCookie()) {
        const [name = "", value = ""] = cookie.split(";")[0]?.split(/=(.*)/s) ?? [];
        cookies.set(name, value);
      }
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
      const read = text ? JSON.parse(text) : undefined;
      if (read?.workspace?.id) workspace = read.workspace.id;
      return read;
    },
  };
}
export type Person = ReturnType<typeof person>;

/** The owner of a new workspace, signed in. */
export async function foundWorkspace(product: Product, language = "en"): Promise<Person> {
  const owner = person(product.origin, language);
  await owner.ask("POST", "/first-run", {
    name: "Ada Prieto",
    email: "ada@juniper.test",
    password: "correct horse battery",
    workspaceName: "Juniper Cycles",
    timeZone: "Europe/Madrid",
    language,
  });
  return owner;
}

/** Invites somebody and joins as them. */
export async function joinTeam(by: Person, origin: string, draft: object, profile: object): Promise<Person> {
  const { link } = await by.ask("POST", "/invitations", { role: "member" });
  const newcomer = person(origin);
  await newcomer.ask("POST", `/invitations/by-token/${link.split("/").at(-1)}/acceptance`, draft);
  await newcomer.ask("PATCH", "/me", profile);
  return newcomer;
}
