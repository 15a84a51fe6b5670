/** A private Redis for tests: the Bluesky AppView needs one. */
import { createConnection } from "node:net";
import { findProgram, peerMissing, serverUser } from "./available.ts";
import { freePort, makeFolder, startDaemon } from "./daemon.ts";

export interface RedisPeer {
  host: string;
  port: number;
  stop(): Promise<void>;
}

/** Starts a Redis that keeps nothing, on a free loopback port, in about 0.2 s. */
export async function startRedis(): Promise<RedisPeer> {
  const program = findProgram("redis-server");
  if (!program) throw new Error(peerMissing("redis"));
  const user = serverUser("nobody");
  const folder = makeFolder("redis", user);
  const port = await freePort();
  const daemon = await startDaemon({
    name: "redis-server",
    command: program,
    args: [
      "--port",
      String(port),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
      "--dir",
      folder,
    ],
    folder,
    user,
    ready: () => ping(port),
  });
  return { host: "127.0.0.1", port, stop: daemon.stop };
}

function ping(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(port, "127.0.0.1", () => socket.write("PING\r\n"));
    socket.once("error", reject);
    socket.once("data", (answer) => {
      socket.destroy();
      resolve(answer.toString().startsWith("+PONG"));
    });
  });
}
