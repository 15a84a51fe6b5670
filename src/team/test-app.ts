/** A small server with this module alone, for its tests: on the embedded database in memory, or on a server. */
import { createSecretKey } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { peerMissing } from "../../test/peers/available.ts";
import { type PostgresPeer, startPostgres } from "../../test/peers/postgres.ts";
import { openPrepared } from "../../test/prepared.ts";
import { openDatabase } from "../kernel/database.ts";
import { openFiles } from "../kernel/files.ts";
import { buildHttp } from "../kernel/http.ts";
import type { KeyRing } from "../kernel/key-ring.ts";
import type { Mail, Mailer, MailFault } from "../kernel/mailer.ts";
import { migrate } from "../kernel/migrate.ts";
import { createOutbound } from "../kernel/outbound.ts";
import { fail, ok } from "../kernel/result.ts";
import { openTeam } from "./index.ts";

export const testOrigin = "http://rapport.test";

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came.
  body: any;
  headers: LightMyRequestResponse["headers"];
}

/** A browser: keeps its cookies, speaks JSON, may name a workspace. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  workspace: string | undefined;
  language = "en";
  address = "127.0.0.1";
  readonly #server: FastifyInstance;

  constructor(server: FastifyInstance) {
    this.#server = server;
  }

  async ask(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await this.#server.inject({
      method,
      url: `/api${path}`,
      remoteAddress: this.address,
      headers: {
        "accept-language": this.language,
        origin: testOrigin,
        ...(cookie ? { cookie } : {}),
        ...(this.workspace ? { "rapport-workspace": this.workspace } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    for (const { name, value, maxAge } of answer.cookies)
      if (maxAge === 0 || value === "") this.cookies.delete(name);
      else this.cookies.set(name, encodeURIComponent(value));
    const json = String(answer.headers["content-type"] ?? "").includes("json");
    return {
      status: answer.statusCode,
      body: json ? answer.json() : answer.rawPayload,
      headers: answer.headers,
    };
  }

  get = (path: string) => this.ask("GET", path);
  post = (path: string, body: unknown = {}) => this.ask("POST", path, body);
  patch = (path: string, body: unknown) => this.ask("PATCH", path, body);
  put = (path: string, body: unknown) => this.ask("PUT", path, body);
  delete = (path: string) => this.ask("DELETE", path);
}

export type TestApp = Awaited<ReturnType<typeof openTestApp>>;

export async function openTestApp(options: { url?: string; mail?: boolean } = {}) {
  const { url } = options;
  const database = url ? await openDatabase({ url }) : await openPrepared();
  if (url) await migrate(database);
  const folder = await mkdtemp(join(tmpdir(), "rapport-team-"));
  const key = {
    id: "00c0ffee00aa",
    seal: createSecretKey(Buffer.alloc(32, 1)),
    sign: createSecretKey(Buffer.alloc(32, 2)),
  };
  const keys: KeyRing = { current: key, all: [key], source: "file" };
  const files = openFiles(folder);
  const mails: Mail[] = [];
  const post: { fault: MailFault | undefined } = { fault: undefined };
  const mailer: Mailer = {
    async send(mail) {
      if (post.fault) return fail(post.fault);
      mails.push(mail);
      return ok({ messageId: `<${mails.length}@rapport.test>` });
    },
    check: async () => ok(undefined),
    close() {},
  };
  const outbound = createOutbound({ allow: ["127.0.0.1"] });
  const serve = async () => {
    const team = openTeam({
      database,
      origin: testOrigin,
      keys,
      files,
      mailer: options.mail === false ? undefined : mailer,
      outbound,
    });
    const http = await buildHttp({
      database,
      authenticate: team.authenticate,
      origin: testOrigin,
      trustProxy: false,
    });
    http.mount(team.routes, "team");
    await http.server.ready();
    return { team, http };
  };
  const { team, http } = await serve();
  let address = 0;
  return {
    database,
    files,
    keys,
    team,
    /** What has been sent. */
    mails,
    /** While a fault is set, no mail leaves. */
    post,
    ...http,
    /** Each comes from an address of its own, so that limits of one test are not another's. */
    browser(): TestBrowser {
      const browser = new TestBrowser(http.server);
      address += 1;
      browser.address = `10.0.${address >> 8}.${address & 255}`;
      return browser;
    },
    /** Another server on the same database, as a second process is. */
    async beside() {
      const { server } = (await serve()).http;
      return { browser: () => new TestBrowser(server), close: () => server.close() };
    },
    async close() {
      await http.server.close();
      await outbound.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a suite on the embedded database and on a server, which says why it is skipped where there is none. */
export function onBothDatabases(
  name: string,
  suite: (open: (options?: { mail?: boolean }) => Promise<TestApp>) => void,
): void {
  describe(`${name} (embedded database)`, () => suite(openTestApp));
  const missing = peerMissing("postgres");
  if (missing && process.env.CI === "true") throw new Error(missing);
  describe(`${name} (PostgreSQL)`, { skip: missing ?? false }, () => {
    let server: PostgresPeer;
    before(async () => {
      server = await startPostgres();
    });
    suite(async (options) => openTestApp({ ...options, url: await server.createDatabase("team") }));
    after(() => server.stop());
  });
}

/** A browser in which the owner of the first workspace is signed in. Call it once for an app. */
export async function setUp(app: TestApp): Promise<TestBrowser> {
  const browser = app.browser();
  const { status, body } = await browser.post("/first-run", ownerDraft);
  if (status !== 200) throw new Error(`The first run answered ${status} ${JSON.stringify(body)}`);
  browser.workspace = body.workspace.id;
  return browser;
}

/** Invites somebody with a role and joins as a new user. Answers the newcomer's browser and id. */
export async function joinAs(app: TestApp, by: TestBrowser, role: string, name: string) {
  const email = `${name.toLowerCase()}@brand.test`;
  const invited = await by.post("/invitations", { role });
  const browser = app.browser();
  const path = `/invitations/by-token/${invited.body.link.split("/").at(-1)}/acceptance`;
  const joined = await browser.post(path, { name, email, password: `${name} has a password` });
  if (joined.status !== 200) throw new Error(`Joining answered ${JSON.stringify(joined.body)}`);
  browser.workspace = joined.body.workspace.id;
  const { body } = await browser.get("/session");
  return { browser, id: body.user.id as string, email };
}

export const ownerDraft = {
  name: "Ada Prieto",
  email: "ada@brand.test",
  password: "correct horse battery",
  workspaceName: "Café del Río",
  timeZone: "Europe/Madrid",
  language: "es",
};
