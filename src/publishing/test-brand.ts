/** A small brand with a team, two desks and a channel on a test network, served through HTTP, on either database. */
import { createSecretKey } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "node:test";
import { peerMissing } from "../../test/peers/available.ts";
import { startPostgres } from "../../test/peers/postgres.ts";
import { openPrepared } from "../../test/prepared.ts";
import { saveConnected } from "../channels/channel-store.ts";
import { type MessageReading, registerConnectors } from "../channels/index.ts";
import { sealCredentials } from "../channels/session.ts";
import { openGate } from "../gate/index.ts";
import type { Authenticate } from "../kernel/caller.ts";
import { now, useClock as setClock } from "../kernel/clock.ts";
import type { Config } from "../kernel/config.ts";
import { openDatabase } from "../kernel/database.ts";
import { openFiles } from "../kernel/files.ts";
import { buildHttp } from "../kernel/http.ts";
import { newId } from "../kernel/ids.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { KeyRing } from "../kernel/key-ring.ts";
import { openLive } from "../kernel/live.ts";
import { migrate } from "../kernel/migrate.ts";
import { createOutbound } from "../kernel/outbound.ts";
import { db } from "../kernel/scope.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { prepareArrivals, storeArrivals } from "../listening/arrivals.ts";
import { turnWaiting } from "../listening/turn-waiting.ts";
import { identify } from "../people/index.ts";
import { type DeliveryWorker, startDeliveries } from "./deliver-worker.ts";
import { nudge as wakeWorkers } from "./delivery-store.ts";
import { openPublishing, publishingRules } from "./index.ts";
import { TestNetwork } from "./test-network.ts";
import { foundTeam } from "./test-team.ts";

export type Brand = Awaited<ReturnType<typeof openBrand>>;

/** Runs the same promises on the embedded database and, where it is installed, on a PostgreSQL server. */
export function onBothEngines(title: string, promises: (open: () => Promise<Brand>) => void): void {
  describe(`${title}, on the embedded database`, () => promises(() => openBrand()));
  const skip = process.env.CI === "true" ? false : (peerMissing("postgres") ?? false);
  describe(`${title}, on a PostgreSQL server`, { skip }, () =>
    promises(async () => {
      const peer = await startPostgres();
      return openBrand(await peer.createDatabase("publishing"), () => peer.stop());
    }),
  );
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks at what came.
export type Body = any;

export async function openBrand(url?: string, stopServer: () => Promise<void> = async () => {}) {
  let ahead = 0;
  const restoreClock = setClock(() => new Date(Date.now() + ahead));
  const folder = await mkdtemp(join(tmpdir(), "rapport-publishing-"));
  const database = url ? await openDatabase({ url }) : await openPrepared();
  if (url) await migrate(database);
  const key = {
    id: "00c0ffee00aa",
    seal: createSecretKey(Buffer.alloc(32, 1)),
    sign: createSecretKey(Buffer.alloc(32, 2)),
  };
  const keys: KeyRing = { current: key, all: [key], source: "file" };
  // The tests have servers of their own, and each on a port.
  const outbound = createOutbound({ allow: ["127.0.0.1"] });
  const kernel: Kernel = {
    config: { data: folder, mediaBytes: 20_000_000 } as Config,
    database,
    origin: "http://rapport.test",
    keys,
    files: openFiles(folder),
    outbound,
    live: await openLive(database),
    mailer: undefined,
    worker: "one",
  };
  const { workspace, users, user, desks } = await foundTeam(database);
  const network = new TestNetwork();
  const channelId = await connect(network);

  function inside<T>(work: () => Promise<T>): Promise<T> {
    return inWorkspace(database, workspace, { kind: "system" }, work);
  }

  /** A channel of a network that nobody knew until now. */
  async function connect(net: TestNetwork): Promise<string> {
    registerConnectors([net.connector()]);
    const channel = await inside(() =>
      saveConnected({
        network: net.name,
        account: { externalId: `brand@${net.name}`, handle: "@brand", name: "Café del Río" },
        settings: {},
        seal: (id) => sealCredentials(kernel, workspace, id, { value: { token: "t" } }),
        expiresAt: undefined,
        by: undefined,
        deskId: undefined,
      }),
    );
    return channel.id;
  }

  const authenticate: Authenticate = async ({ headers, workspaceId }) => {
    const who = users.get(String(headers["x-test-user"] ?? ""));
    if (!who) return undefined;
    const scopes = headers["x-test-scopes"];
    return {
      userId: who.id,
      via: scopes
        ? { kind: "key", keyId: newId(), scopes: String(scopes).split(",") }
        : { kind: "session", sessionId: newId() },
      ...(workspaceId === workspace ? { workspace: { id: workspace, role: who.role } } : {}),
    };
  };
  const publishing = openPublishing(kernel, openGate(publishingRules));
  const http = await buildHttp({ database, authenticate, origin: kernel.origin, trustProxy: false });
  http.mount(publishing.routes, "publishing");
  await http.server.ready();
  const workers: DeliveryWorker[] = [];

  async function as(
    name: string,
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Body; headers: Record<string, unknown> }> {
    const answer = await http.server.inject({
      method,
      url: `/api${path}`,
      headers: { "x-test-user": name, "rapport-workspace": workspace, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const json = String(answer.headers["content-type"] ?? "").includes("json");
    const said = json ? answer.json() : answer.rawPayload;
    return { status: answer.statusCode, body: said, headers: answer.headers };
  }

  /** Somebody says something; it arrives and is turned, as from any network. */
  async function hear(
    text: string,
    reading: Partial<MessageReading> & { by?: string } = {},
    channel = channelId,
  ): Promise<{ conversationId: string; targetId: string; externalId: string }> {
    const { by = `person-${newId()}`, ...rest } = reading;
    const externalId = rest.externalId ?? `msg-${newId()}`;
    const at = rest.at ?? now();
    const whole = {
      kind: "message",
      form: "mention",
      author: { externalId: by, handle: `@${by}`, name: by },
      own: false,
      addressed: true,
      text,
      visibility: "public",
      attachments: [],
      ...rest,
      externalId,
      at: at.toISOString(),
    };
    const payload = { type: "said", reading: JSON.parse(JSON.stringify(whole)) };
    const prepared = await prepareArrivals(kernel.files, [{ externalId, payload, at }]);
    await inside(() => storeArrivals(channel, prepared));
    await turnWaiting({ kernel, identify }, workspace, channel, false);
    return inside(async () => {
      const row = await db()
        .selectFrom("message")
        .where("workspace_id", "=", workspace)
        .where("external_id", "=", externalId)
        .select(["id", "conversation_id"])
        .executeTakeFirstOrThrow();
      return { conversationId: row.conversation_id, targetId: row.id, externalId };
    });
  }

  const reply = (
    name: string,
    to: { conversationId: string; targetId: string },
    text: string,
    more: Record<string, unknown> = {},
  ) =>
    as(name, "POST", `/conversations/${to.conversationId}/replies`, {
      id: newId(),
      targetId: to.targetId,
      text,
      ...more,
    });

  async function deliveryOf(conversationId: string, id?: string): Promise<Body> {
    const { body } = await as("ana", "GET", `/conversations/${conversationId}/deliveries`);
    return id ? body.rows.find((each: Body) => each.id === id) : body.rows.at(-1);
  }

  return {
    kernel,
    database,
    authenticate,
    server: http.server,
    workspace,
    user,
    desks,
    network,
    channelId,
    inside,
    connect,
    as,
    hear,
    reply,
    deliveryOf,
    async work(name = "one"): Promise<DeliveryWorker> {
      const worker = await startDeliveries({ ...kernel, worker: name });
      workers.push(worker);
      return worker;
    },
    /** The clock of the whole product, so many seconds further. */
    pass(seconds: number): void {
      ahead += seconds * 1000;
    },
    /** Wakes every worker, and gives it the time to look. */
    async nudge(): Promise<void> {
      await inside(() => wakeWorkers());
      await new Promise((resolve) => setTimeout(resolve, 10));
    },
    /** Waits until a delivery is as wished. */
    async wait(conversationId: string, id: string, good: (delivery: Body) => boolean): Promise<Body> {
      for (let n = 0; n < 400; n += 1) {
        const seen = await deliveryOf(conversationId, id);
        if (seen && good(seen)) return seen;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`it never stood as wished: ${JSON.stringify(await deliveryOf(conversationId, id))}`);
    },
    /** How many times something that begins so stands on the network. */
    times: (text: string): number => network.said.filter(({ act }) => act.text.startsWith(text)).length,
    /** Waits until a delivery stands as wished; fails with how it stands. */
    async until(conversationId: string, status: string, id?: string): Promise<Body> {
      let seen: Body;
      for (let n = 0; n < 400; n += 1) {
        seen = await deliveryOf(conversationId, id);
        if (seen?.status === status) return seen;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`wanted ${status}, but it stands so: ${JSON.stringify(seen, null, 1)}`);
    },
    async rest(): Promise<void> {
      for (const worker of workers.splice(0)) await worker.stop();
    },
    async close() {
      for (const worker of workers) await worker.stop();
      await http.server.close();
      kernel.live.close();
      await outbound.close();
      await database.close();
      await stopServer();
      await rm(folder, { recursive: true, force: true });
      restoreClock();
    },
  };
}
