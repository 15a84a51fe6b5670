import { Agent, get } from "node:http";
import { parentPort } from "node:worker_threads";
import type { Calls } from "./caller.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function ask(address: string, path: string, headers: Record<string, string>): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    get(`${address}${path}`, { agent, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        body += part;
      });
      response.on("end", () =>
        response.statusCode === 200
          ? resolve(performance.now() - begun)
          : reject(new Error(`${path} answered ${response.statusCode}: ${body}`)),
      );
    }).on("error", reject);
  });
}

parentPort?.on("message", async ({ address, headers, paths, count }: Calls) => {
  try {
    const taken: number[] = [];
    for (let at = 0; at < count; at++)
      taken.push(await ask(address, paths[at % paths.length] ?? "/", headers));
    parentPort?.postMessage(taken);
  } catch (error) {
    parentPort?.postMessage(String(error));
  }
});
