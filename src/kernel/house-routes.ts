/** The doors for those who run the installation, and the pages of the browser. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { Database } from "./database.ts";
import { outboxDepth, registry } from "./metrics.ts";
import { pendingMigrations } from "./migrate.ts";

/** `/healthz` (the process lives), `/readyz` (it can serve), `/metrics` (Prometheus), `/api/openapi.json`. */
export function mountHouse(server: FastifyInstance, database: Database, ready: () => boolean): void {
  server.get("/healthz", { schema: { hide: true } }, async () => ({ ok: true }));
  server.get("/readyz", { schema: { hide: true } }, async (_request, reply) => {
    try {
      await sql`select 1`.execute(database.root);
      const pending = await pendingMigrations(database);
      if (pending.length === 0 && ready()) return { ok: true };
      return reply.code(503).send({ ok: false, pending });
    } catch {
      return reply.code(503).send({ ok: false, database: "does not answer" });
    }
  });
  server.get("/metrics", { schema: { hide: true } }, async (_request, reply) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from outbox`.execute(database.root);
    outboxDepth.set(rows[0]?.n ?? 0);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  server.get("/api/openapi.json", { schema: { hide: true } }, async () => server.swagger());
}

/** The built browser half's page; undefined when it is not built. */
export const readPage = (folder: string): string | undefined => {
  const path = join(folder, "index.html");
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
};

/** Serves the files of the built browser half. */
export async function mountWeb(server: FastifyInstance, folder: string, page: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    index: false,
    // Only what was built has an address of its own: everything else is a screen, or nothing.
    wildcard: false,
    // The build lays a .br and a .gz beside every text.
    preCompressed: true,
    setHeaders(reply, path) {
      // Built files carry a hash of their content in their names.
      const lasting = path.includes("/assets/");
      reply.header("cache-control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  server.get("/", { schema: { hide: true } }, async (_request, reply) =>
    reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(page),
  );
}
