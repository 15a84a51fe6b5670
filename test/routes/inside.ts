/** The product within the test's own process, so that its list of routes can be walked. Served over HTTP all the same. */
import { rmSync } from "node:fs";
import { readConfig } from "../../src/kernel/config.ts";
import { type Running, start } from "../../src/main.ts";
import { Client } from "../client.ts";
import { freePort, makeFolder } from "../peers/daemon.ts";
import { prepareDatabase } from "../prepared.ts";
import { loopback } from "../product.ts";

export interface Inside {
  running: Running;
  origin: string;
  client(name?: string): Client;
  stop(): Promise<void>;
}

/** One in a process only: the modules' reactions to events are registered for the whole process. */
export async function startInside(env: Record<string, string> = {}): Promise<Inside> {
  const data = makeFolder("inside");
  await prepareDatabase(data);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const config = readConfig({
    RAPPORT_DATA: data,
    PORT: String(port),
    RAPPORT_URL: origin,
    RAPPORT_ALLOW: loopback,
    RAPPORT_LOG: "error",
    // So that a test can come from many addresses, and no limit of calls a minute hides an answer.
    RAPPORT_TRUST_PROXY: "true",
    ...env,
  });
  if (!config.ok) throw new Error(JSON.stringify(config.fault));
  const running = await start(config.value, { web: true, worker: true });
  return {
    running,
    origin,
    client: (name) => new Client(origin, name),
    async stop() {
      await running.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
