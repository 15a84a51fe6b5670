/** The embedded database, in a thread of its own, so that a long query never blocks the server. */
import { mkdirSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, types } from "@electric-sql/pglite";
import type { Answer, Request } from "./pglite.ts";

const port = parentPort;
if (!port) throw new Error("pglite-worker runs only as a worker thread.");
const { folder } = workerData as { folder: string | undefined };

let database: PGlite | undefined;
const listening = new Map<string, () => Promise<void>>();

function open(): PGlite {
  if (!database) throw new Error("The embedded database is not open.");
  return database;
}

/** Errors lose their fields on the way through `postMessage`: carry those that are matched on by hand. */
function carry(error: unknown): Record<string, unknown> {
  const from = error as Record<string, unknown>;
  const fields = [
    "message",
    "code",
    "severity",
    "detail",
    "hint",
    "position",
    "schema",
    "table",
    "column",
    "constraint",
    "where",
  ];
  return Object.fromEntries(
    fields.map((field) => [field, from?.[field]]).filter(([, value]) => value !== undefined),
  );
}

async function perform(request: Request): Promise<unknown> {
  switch (request.op) {
    case "open": {
      if (folder) mkdirSync(folder, { recursive: true });
      database = await PGlite.create({
        ...(folder ? { dataDir: folder } : {}),
        // int8 as a number (ids are UUIDs, counts stay far below 2^53) and date as its text, as on the server.
        parsers: { [types.INT8]: (text: string) => Number(text), [types.DATE]: (text: string) => text },
      });
      return undefined;
    }
    case "query":
      return open().query(request.sql, request.parameters);
    case "exec": {
      const results = await open().exec(request.sql);
      // Of several statements, the rows of them all: pg-boss reads them so.
      return { rows: results.flatMap((each) => each.rows ?? []) };
    }
    case "commit": {
      // COMMIT of an aborted transaction answers ROLLBACK without an error: that must not pass for a commit.
      const [result] = (await open().exec("commit")) as Array<{ command?: string }>;
      if (result?.command === "ROLLBACK")
        throw Object.assign(new Error("The transaction was rolled back instead of committed."), {
          code: "25P02",
        });
      return undefined;
    }
    case "listen": {
      const channel = request.channel;
      if (listening.has(channel)) return undefined;
      const stop = await open().listen(channel, (payload) => port?.postMessage({ channel, payload }));
      listening.set(channel, () => stop());
      return undefined;
    }
    case "dump": {
      const dump = await open().dumpDataDir("gzip");
      return new Uint8Array(await dump.arrayBuffer());
    }
    case "close":
      await database?.close();
      return undefined;
  }
}

port.on("message", async (request: Request) => {
  let answer: Answer;
  try {
    answer = { id: request.id, value: await perform(request) };
  } catch (error) {
    answer = { id: request.id, error: carry(error) };
  }
  port.postMessage(answer);
  if (request.op === "close") port.close();
});
