/** The inbox alone, served through HTTP to a small brand and a second one, for its tests. */
import { describe } from "node:test";
import { peerMissing } from "../../test/peers/available.ts";
import { startPostgres } from "../../test/peers/postgres.ts";
import { openPrepared } from "../../test/prepared.ts";
import type { Authenticate } from "../kernel/caller.ts";
import { type Database, openDatabase } from "../kernel/database.ts";
import { buildHttp } from "../kernel/http.ts";
import { newId } from "../kernel/ids.ts";
import { migrate } from "../kernel/migrate.ts";
import { openInbox } from "./index.ts";
import { foundWorkspace } from "./test-workspace.ts";

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what came.
  body: any;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** Runs the same promises on the embedded database and, where it is installed, on a PostgreSQL server. */
export function onBothEngines(title: string, promises: (open: () => Promise<World>) => void): void {
  describe(`${title}, on the embedded database`, () => promises(async () => openWorld(await openPrepared())));
  describe(`${title}, on a PostgreSQL server`, { skip: peerMissing("postgres") ?? false }, () =>
    promises(async () => {
      const peer = await startPostgres();
      const database = await openDatabase({ url: await peer.createDatabase("inbox") });
      return openWorld(database, () => peer.stop());
    }),
  );
}

export async function openWorld(database: Database, stopServer: () => Promise<void> = async () => {}) {
  await migrate(database);
  const world = await foundWorkspace(database, "brand");
  const other = await foundWorkspace(database, "elsewhere");
  const authenticate: Authenticate = async ({ headers, workspaceId: named }) => {
    const userId = String(headers["x-test-user"] ?? "");
    const home = [world, other].find((each) => each.roleOf.has(userId));
    const role = home?.roleOf.get(userId);
    if (!home || !role) return undefined;
    return {
      userId,
      via: { kind: "session", sessionId: newId() },
      ...(named === home.id ? { workspace: { id: home.id, role } } : {}),
    };
  };
  const inbox = openInbox({ database });
  const http = await buildHttp({ database, authenticate, origin: "http://rapport.test", trustProxy: false });
  http.mount(inbox.routes, "inbox");
  await http.server.ready();

  /** Asks as one of the team, by name. */
  async function as(
    name: string,
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
  ): Promise<Answer> {
    const [home, who] = name === "eve" ? [other, "ana"] : [world, name];
    const answer = await http.server.inject({
      method,
      url: `/api${path}`,
      headers: { "x-test-user": home.user(who), "rapport-workspace": home.id },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    return { status: answer.statusCode, body: answer.payload === "" ? undefined : answer.json() };
  }

  return {
    database,
    inbox,
    http,
    as,
    ...world,
    other,
    async close() {
      await http.server.close();
      await database.close();
      await stopServer();
    },
  };
}
