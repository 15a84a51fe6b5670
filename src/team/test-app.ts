/** A small server with this module alone, for its tests: on the embedded database in memory, or on a server. */
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { openDatabase } from "../kernel/database.ts";
import { buildHttp } from "../kernel/http.ts";
import { migrate } from "../kernel/migrate.ts";
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

export async function openTestApp(url?: string) {
  const database = await openDatabase({ url });
  await migrate(database);
  const team = openTeam(
    { database, origin: testOrigin },
    { secrets: [{ version: 1, value: "a secret for tests, and for tests only" }] },
  );
  const http = await buildHttp({
    database,
    authenticate: team.authenticate,
    origin: testOrigin,
    trustProxy: false,
  });
  http.mount(team.routes, "team");
  await http.server.ready();
  let address = 0;
  return {
    database,
    team,
    ...http,
    /** Each comes from an address of its own, so that limits of one test are not another's. */
    browser(): TestBrowser {
      const browser = new TestBrowser(http.server);
      address += 1;
      browser.address = `10.0.${address >> 8}.${address & 255}`;
      return browser;
    },
    async close() {
      await http.server.close();
      await database.close();
    },
  };
}

export const ownerDraft = {
  name: "Ada Prieto",
  email: "ada@brand.test",
  password: "correct horse battery",
  workspaceName: "Café del Río",
  timeZone: "Europe/Madrid",
  language: "es",
};
