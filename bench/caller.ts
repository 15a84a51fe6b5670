/** The browser's side of a measurement: calls over one kept connection, from a thread of its own. */
import { Worker } from "node:worker_threads";

export interface Calls {
  address: string;
  headers: Record<string, string>;
  /** Asked one after the other, again from the start when there are no more. */
  paths: string[];
  count: number;
}

export interface Caller {
  /** Milliseconds of each call, until its last byte. Throws when one is not answered with 200. */
  call(calls: Calls): Promise<number[]>;
  close(): Promise<unknown>;
}

export function openCaller(): Caller {
  const worker = new Worker(new URL("./caller-worker.ts", import.meta.url));
  return {
    call: (calls) =>
      new Promise((resolve, reject) => {
        worker.once("message", (answer: number[] | string) =>
          typeof answer === "string" ? reject(new Error(answer)) : resolve(answer),
        );
        worker.postMessage(calls);
      }),
    close: () => worker.terminate(),
  };
}
