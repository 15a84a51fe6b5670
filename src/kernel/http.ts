/** The HTTP server: mounts routes, answers errors, describes itself. Knows no module. */
import compress from "@fastify/compress";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { z } from "zod";
import { answerProblem } from "./answer-problem.ts";
import { type Authenticate, atLeast, type Caller, languageOf } from "./caller.ts";
import type { Database } from "./database.ts";
import { notFound, Problem } from "./errors.ts";
import { isId } from "./ids.ts";
import { httpSeconds } from "./metrics.ts";
import { type Access, type Input, keyMay, parse, type RouteSpec } from "./route.ts";
import type { Actor } from "./scope.ts";
import { asSystem, inWorkspace } from "./transaction.ts";

export interface HttpOptions {
  database: Database;
  authenticate: Authenticate;
  /** The public origin, such as `https://rapport.example`: requests that change things from another origin are refused. */
  origin: string;
  trustProxy: boolean | string[];
  /** The browser half's page, when it is built. */
  page?: string | undefined;
}

export interface Mounted {
  method: string;
  url: string;
  access: Access;
  spec: RouteSpec;
}

/** Builds the server without routes. `mount` adds them; `mounted` lists them for the tests that walk every route. */
export async function buildHttp(
  options: HttpOptions,
): Promise<{ server: FastifyInstance; mount(routes: RouteSpec[], tag: string): void; mounted: Mounted[] }> {
  const server = Fastify({
    logger: false,
    trustProxy: options.trustProxy,
    bodyLimit: 1024 * 1024,
    forceCloseConnections: true,
    // An address that cannot be decoded never reaches a route.
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply),
  });
  const mounted: Mounted[] = [];
  // Files come as they are; what they are, their bytes say to the route that takes them.
  server.addContentTypeParser(
    /^(?:image|video|audio)\/|^application\/(?:pdf|octet-stream)/,
    { parseAs: "buffer" },
    (_request, body, done) => done(null, body),
  );
  // A piece of a large file is read by who takes it, while it comes in.
  server.addContentTypeParser("application/offset+octet-stream", (_request, body, done) => done(null, body));
  // The one-click POST of a mail program (RFC 8058): its address says all, its body is a formality.
  server.addContentTypeParser(
    ["application/x-www-form-urlencoded", "multipart/form-data"],
    { parseAs: "string", bodyLimit: 10_000 },
    (_request, _body, done) => done(null, undefined),
  );
  // Input is parsed by the routes themselves, in the caller's language; schemas here only describe.
  server.setValidatorCompiler(() => () => true);
  server.setSerializerCompiler(() => JSON.stringify);
  server.setErrorHandler(answerProblem);
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    // Every address that is neither ours nor a file's is a screen of the app.
    if (options.page && request.method === "GET" && !path.startsWith("/api/") && !/\.\w{2,11}$/.test(path))
      return reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(options.page);
    return answerProblem(notFound(), request, reply);
  });
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Rapport", version: "0.1.0", license: { name: "MIT" } },
      components: {
        securitySchemes: {
          key: { type: "http", scheme: "bearer" },
          session: { type: "apiKey", in: "cookie", name: "rapport.session_token" },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
      },
    },
    hsts: options.origin.startsWith("https:"),
    referrerPolicy: { policy: "same-origin" },
  });
  await server.register(rateLimit, { global: false });
  await server.register(compress, { threshold: 2048, encodings: ["gzip"] });
  server.addHook("onResponse", async (request, reply) => {
    httpSeconds.observe(
      { method: request.method, route: request.routeOptions.url ?? "none", status: String(reply.statusCode) },
      reply.elapsedTime / 1000,
    );
  });

  function mount(routes: RouteSpec[], tag: string): void {
    for (const spec of routes) {
      const url = `/api${spec.url}`;
      mounted.push({ method: spec.method, url, access: spec.access, spec });
      server.route({
        method: spec.method,
        url,
        ...(spec.bodyLimit ? { bodyLimit: spec.bodyLimit } : {}),
        schema: {
          tags: [tag],
          summary: spec.summary,
          ...(spec.params ? { params: spec.params } : {}),
          ...(spec.query ? { querystring: spec.query } : {}),
          ...(spec.body ? { body: spec.body } : {}),
          ...(spec.response ? { response: { 200: spec.response } } : {}),
        },
        config: spec.perMinute ? { rateLimit: { max: spec.perMinute, timeWindow: "1 minute" } } : {},
        handler: async (request, reply) => serve(spec, request, reply),
      });
    }
  }

  async function serve(
    spec: RouteSpec,
    request: FastifyRequest,
    reply: Input<unknown, unknown, unknown>["reply"],
  ) {
    const language = languageOf(request.headers);
    refuseForeignOrigin(request, options.origin);
    const caller = await authorise(spec.access, request, options.authenticate);
    const input: Input<unknown, unknown, unknown> = {
      params: spec.params ? parse(spec.params, request.params, "params", language) : undefined,
      query: spec.query ? parse(spec.query, request.query, "query", language) : undefined,
      body: spec.body ? parse(spec.body, request.body ?? {}, "body", language) : undefined,
      caller,
      language,
      request,
      reply,
      database: options.database,
    };
    const work = async () => spec.handle(input);
    const answer = await (spec.transaction === "none"
      ? work()
      : caller?.workspace
        ? inWorkspace(options.database, caller.workspace.id, actorOf(caller), work)
        : asSystem(options.database, work));
    if (reply.sent) return reply;
    if (answer === undefined) return reply.code(204).send();
    return reply.send(answer);
  }

  return { server, mount, mounted };
}

export const actorOf = (caller: Caller): Actor =>
  caller.via.kind === "key"
    ? { kind: "key", id: caller.via.keyId, userId: caller.userId }
    : { kind: "teammate", id: caller.userId };

/** One short transaction for a route that waits for a network and so has none of its own. */
export function forCaller<T>(
  database: Database,
  caller: Caller | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (!caller?.workspace) throw notFound();
  return inWorkspace(database, caller.workspace.id, actorOf(caller), work);
}

const workspaceQuery = z.object({ workspace: z.string().optional() });

async function authorise(
  access: Access,
  request: FastifyRequest,
  authenticate: Authenticate,
): Promise<Caller | undefined> {
  const named =
    request.headers["rapport-workspace"] ?? workspaceQuery.safeParse(request.query).data?.workspace;
  if (named !== undefined && !isId(named) && access !== "public") throw notFound();
  const caller = await authenticate({
    headers: request.headers,
    workspaceId: isId(named) ? named : undefined,
  });
  if (access === "public") return caller;
  if (!caller)
    throw new Problem("not-signed-in", { en: "Please sign in first.", es: "Primero inicia sesión." });
  if (access === "signed-in") {
    if (caller.via.kind === "key") throw notAllowed();
    return { userId: caller.userId, via: caller.via };
  }
  if (!caller.workspace) throw notFound();
  if (!atLeast(caller.workspace.role, access.role)) throw notAllowed();
  if (caller.via.kind === "key" && !keyMay(access.scope, caller.via.scopes)) throw notAllowed();
  return caller;
}

const notAllowed = (): Problem =>
  new Problem("not-allowed", {
    en: "Your role does not allow this. A lead or the owner can help.",
    es: "Tu función no lo permite. Un responsable o el propietario puede ayudarte.",
  });

/** A browser sends Origin with every request that changes something: another site's is refused (CSRF). */
function refuseForeignOrigin(request: FastifyRequest, origin: string): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const from = request.headers.origin;
  if (from === undefined || from === origin) return;
  const host = request.headers.host;
  // Reached by another name of the same server (localhost, an address of the local network): same host is same site.
  if (host && (from === `http://${host}` || from === `https://${host}`)) return;
  throw new Problem("not-allowed", {
    en: "This request comes from another site.",
    es: "Esta petición viene de otro sitio.",
  });
}
