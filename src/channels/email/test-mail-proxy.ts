/** Stands between the connector and a real mail server and breaks the line at a chosen moment. For tests. */
import { connect, createServer, type Server, type Socket } from "node:net";
import { OutboundError, type OutboundSocket } from "../../kernel/outbound.ts";

export type MailBreakage =
  | "busy"
  | "unreachable"
  | "reset-before"
  | "reset-after"
  | "half-body"
  | "garbage"
  | "html"
  | "stalled"
  /** The server goes away in the middle of the mail's body. */
  | "reset-within";

export interface MailProxy {
  /** The way out with the breakage in it, for connections to `ports`; the others pass unharmed. */
  socket(kind: MailBreakage, ports: number[]): OutboundSocket;
  stop(): Promise<void>;
}

/** What a client sends last before the answer that counts: a login (IMAP), a whole mail (SMTP). */
const ASKED = /^\S+ (LOGIN|AUTHENTICATE)\b|\r\n\.\r\n$/im;

const HTML = "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n<html><h1>502</h1></html>\r\n";

export function createMailProxy(inner: OutboundSocket): MailProxy {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const listen = (serve: (client: Socket) => void): Promise<number> => {
    const server = createServer((client) => {
      sockets.add(client);
      client.on("error", () => {});
      serve(client);
    });
    servers.push(server);
    return new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
  };
  return {
    socket: (kind, ports) => async (host, port) => {
      const way = await inner(host, port);
      if (!ports.includes(port)) return way;
      if (kind === "unreachable")
        throw new OutboundError("unreachable", {
          en: `${host} does not answer.`,
          es: `${host} no responde.`,
        });
      return { ...way, port: await listen((client) => break_(kind, client, way, sockets)) };
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function break_(
  kind: MailBreakage,
  client: Socket,
  way: { host: string; port: number },
  sockets: Set<Socket>,
): void {
  switch (kind) {
    case "stalled":
      return;
    case "reset-before":
      client.resetAndDestroy();
      return;
    case "html":
      client.end(HTML);
      return;
    case "busy":
      client.end(`${"* BYE Too busy\r\n421 4.3.2 Too busy\r\n".split("\r\n")[isSmtp(way) ? 1 : 0]}\r\n`);
      return;
    default:
      forward(kind, client, way, sockets);
  }
}

const smtpPorts = new Set<number>();
/** Tells the proxy which ports speak SMTP: a server speaks first, so the protocol cannot be seen. */
export function speaksSmtp(port: number): void {
  smtpPorts.add(port);
}
const isSmtp = (way: { port: number }): boolean => smtpPorts.has(way.port);

function forward(
  kind: MailBreakage,
  client: Socket,
  way: { host: string; port: number },
  sockets: Set<Socket>,
): void {
  const server = connect(way.port, way.host);
  sockets.add(server);
  let asked = false;
  let tail = "";
  let body = 0;
  server.on("error", () => client.destroy());
  server.on("close", () => client.destroy());
  client.on("close", () => server.end());
  client.on("data", (bytes) => {
    if (kind === "reset-within") {
      tail += bytes.toString("latin1");
      if (/\r\nDATA\r\n/.test(tail)) body += 1;
      if (body > 1) {
        server.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
          server.destroy();
          client.resetAndDestroy();
        });
        return;
      }
    } else {
      tail = (tail + bytes.toString("latin1")).slice(-200);
      if (ASKED.test(tail)) asked = true;
    }
    server.write(bytes);
  });
  server.on("data", (bytes) => {
    if (!asked) {
      client.write(bytes);
      return;
    }
    if (kind === "reset-after") client.resetAndDestroy();
    else if (kind === "half-body") client.end(bytes.subarray(0, Math.floor(bytes.length / 2)));
    else client.end('{"almost": ["mail"\r\n');
  });
}
