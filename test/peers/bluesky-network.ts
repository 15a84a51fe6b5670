/**
 * The child process in which a Bluesky network runs: `startBluesky` forks it. Its memory (about 600 MB with the
 * AppView), its timers and its files end with it. Orders and answers go over the IPC channel.
 */
import { rmSync } from "node:fs";
import { Server } from "node:net";
import { freePort } from "./daemon.ts";
import { stopWithParent } from "./stop-with-parent.ts";

/** What the child needs to know, as JSON in its first argument. */
export interface NetworkOrder {
  /** Removed when the network stops; also the child's TMPDIR, because a PDS writes there. */
  folder: string;
  appView?: { postgresUrl: string };
}
export interface NetworkAsks {
  id: number;
  processAll: true;
}
export type NetworkSays =
  | { ready: { pdsUrl: string; plcUrl: string; appViewUrl?: string } }
  | { failed: string }
  | { id: number; error?: string };

/** The part of `@atproto/dev-env` used here; written out so that type checks pass where it is not installed. */
interface DevEnv {
  TestNetwork: { create(params: object): Promise<Network & { bsky: { url: string } }> };
  TestNetworkNoAppView: { create(params: object): Promise<Network> };
}
interface Network {
  pds: { url: string; port: number };
  plc: { url: string };
  processAll(timeout?: number): Promise<void>;
}

const order = JSON.parse(process.argv[2] ?? "") as NetworkOrder;
stopWithParent(() => rmSync(order.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
const say = (message: NetworkSays): void => void process.send?.(message);
listenOnLoopbackOnly();

try {
  const network = await startNetwork();
  process.on("message", (asked: NetworkAsks) => {
    network.processAll(20_000).then(
      () => say({ id: asked.id }),
      (error: unknown) => say({ id: asked.id, error: String(error) }),
    );
  });
} catch (error) {
  say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

async function startNetwork(): Promise<Network> {
  const packageName: string = "@atproto/dev-env";
  const { TestNetwork, TestNetworkNoAppView } = (await import(packageName)) as DevEnv;
  const pds = { hostname: "localhost" };
  if (!order.appView) {
    const network = await TestNetworkNoAppView.create({ pds });
    say({ ready: { pdsUrl: network.pds.url, plcUrl: network.plc.url } });
    return network;
  }
  // Without an address of its own the AppView names pictures under a host that does not exist.
  const port = await freePort();
  const network = await TestNetwork.create({
    dbPostgresUrl: order.appView.postgresUrl,
    dbPostgresSchema: "rapport",
    pds,
    bsky: { port, publicUrl: `http://localhost:${port}` },
  });
  say({ ready: { pdsUrl: network.pds.url, plcUrl: network.plc.url, appViewUrl: network.bsky.url } });
  return network;
}

/** The network's servers listen without naming an address, which means every interface of the machine. */
function listenOnLoopbackOnly(): void {
  const listen = Server.prototype.listen;
  function listenLocally(this: Server, ...given: unknown[]): Server {
    const [first, ...rest] = given;
    const port = typeof first === "object" && first !== null && "port" in first ? first.port : first;
    const callback = rest.find((argument) => typeof argument === "function");
    return Reflect.apply(listen, this, [{ port: Number(port ?? 0), host: "127.0.0.1" }, callback]);
  }
  Server.prototype.listen = listenLocally as typeof listen;
}
