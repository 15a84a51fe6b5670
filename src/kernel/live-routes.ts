/** `GET /api/live`: server-sent events of what changed in a workspace. */
import type { ServerResponse } from "node:http";
import type { Live } from "./live.ts";
import type { RouteSpec } from "./route.ts";
import { route } from "./route.ts";

/** Proxies close silent connections: a comment now and then keeps them open. */
const heartbeat = 20_000;

export const liveRoutes = (live: Live, stopped: AbortSignal): RouteSpec[] => [
  route({
    method: "GET",
    url: "/live",
    summary: "What changes in the workspace, as server-sent events: { topic, ids }.",
    access: { role: "guest", scope: "inbox:read" },
    transaction: "none",
    async handle({ caller, reply, request }) {
      const workspace = caller?.workspace?.id as string;
      reply.hijack();
      const out: ServerResponse = reply.raw;
      out.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      });
      out.write("retry: 1000\n\n: open\n\n");
      const stop = live.hear(workspace, (message) => {
        if (!message) {
          out.write(`event: message\ndata: ${JSON.stringify({ topic: "missed", ids: [] })}\n\n`);
          return;
        }
        // Who leaves, or changes role, comes in again by the front door: the browser reconnects and is asked who it is.
        if (message.topic === "teammates" && message.ids.includes(caller?.userId ?? "")) return end();
        out.write(
          `id: ${message.id}\ndata: ${JSON.stringify({ topic: message.topic, ids: message.ids })}\n\n`,
        );
      });
      const beat = setInterval(() => out.write(": still here\n\n"), heartbeat);
      const end = () => {
        clearInterval(beat);
        stop();
        stopped.removeEventListener("abort", end);
        out.end();
      };
      stopped.addEventListener("abort", end);
      request.raw.once("close", end);
    },
  }),
];
