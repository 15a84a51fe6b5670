/** The doors for those who run the installation, and the pages of the browser. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
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

/** Serves the built browser half; every address that is no file is the app's own. */
export async function mountWeb(server: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, "index.html"))) return;
  const page = await readFile(join(folder, "index.html"), "utf8");
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: true,
    index: false,
    setHeaders(reply, path) {
      // Built files carry a hash of their content in their names.
      const lasting = path.includes("/assets/");
      reply.header("cache-control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  server.get("/", { schema: { hide: true } }, async (_request, reply) =>
    reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(page),
  );
  server.setNotFoundHandler(async (request, reply) => {
    const wantsPage =
      request.method === "GET" &&
      !request.url.startsWith("/api/") &&
      !/\.\w{2,5}$/.test(request.url.split("?")[0] ?? "");
    if (wantsPage)
      return reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(page);
    const { answerProblem } = await import("./answer-problem.ts");
    const { notFound } = await import("./errors.ts");
    return answerProblem(notFound(), request, reply);
  });
}
