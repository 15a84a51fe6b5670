/** A TCP proxy in front of a mail server (or any other peer that does not speak HTTP) that cuts where it is told. */
import { connect, createServer, type Socket } from "node:net";

export interface CutRule {
  /** Whose bytes are watched. */
  from: "client" | "server";
  /** Cut when this many bytes of one connection have passed in that direction; exactly so many are handed on. */
  bytes?: number;
  /** Cut when this appears in what passed, however it was split into packets. Text is read as Latin-1. */
  pattern?: RegExp;
  /**
   * `connection` (default): what was watched for is handed on, then both ends are cut.
   * `answer`: it is handed on, the other side answers, and its answer is what never arrives: the work was done
   * and nobody knows.
   */
  cut?: "connection" | "answer";
  /** Reset (RST) in place of a plain close. */
  reset?: boolean;
  /** How many connections meet it; default 1. */
  times?: number;
}

export interface TcpProxyPeer {
  host: string;
  port: number;
  /** Answers how often the rule struck so far. Rules hold for connections that are already open too. */
  cutAfter(rule: CutRule): { struck(): number };
  /** Drops all rules and any delay, and accepts connections again. */
  heal(): void;
  /** Bytes from the server are held back this long, in milliseconds. */
  delay(milliseconds: number): void;
  /** New connections are reset at once. */
  refuse(): void;
  /** Cuts every open connection; new ones are served. */
  cutAll(): void;
  /** Connections accepted so far. */
  connections(): number;
  stop(): Promise<void>;
}

interface Line {
  client: Socket;
  server: Socket;
  passed: { client: number; server: number };
  /** The end of what passed, long enough for a pattern that was split over packets. */
  tail: { client: string; server: string };
  /** Whose next bytes end the connection, and how. */
  doomed?: { by: "client" | "server"; reset: boolean };
}

const TAIL_LENGTH = 4_096;

/** Starts a proxy in front of `host:port` on a free loopback port. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxyPeer> {
  let rules: { rule: CutRule; struck: number }[] = [];
  let delayMs = 0;
  let refusing = false;
  let accepted = 0;
  const lines = new Set<Line>();

  const listener = createServer((client) => {
    accepted++;
    if (refusing) {
      client.resetAndDestroy();
      return;
    }
    const server = connect(target.port, target.host);
    const line: Line = { client, server, passed: { client: 0, server: 0 }, tail: { client: "", server: "" } };
    lines.add(line);
    for (const side of ["client", "server"] as const) {
      const other = side === "client" ? server : client;
      line[side].on("data", (bytes) => pass(line, side, bytes));
      line[side].on("end", () => other.end());
      line[side].on("error", () => cut(line, false));
      line[side].on("close", () => {
        other.destroy();
        lines.delete(line);
      });
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  listener.unref();
  const address = listener.address();
  if (typeof address !== "object" || !address) throw new Error("the proxy has no port");

  function pass(line: Line, from: "client" | "server", bytes: Buffer): void {
    if (line.doomed?.by === from) {
      cut(line, line.doomed.reset);
      return;
    }
    const before = line.passed[from];
    line.passed[from] += bytes.length;
    const text = line.tail[from] + bytes.toString("latin1");
    line.tail[from] = text.slice(-TAIL_LENGTH);
    for (const entry of rules) {
      const { rule } = entry;
      if (rule.from !== from || entry.struck >= (rule.times ?? 1)) continue;
      const byBytes = rule.bytes !== undefined && line.passed[from] >= rule.bytes;
      if (!byBytes && !(rule.pattern && text.search(rule.pattern) >= 0)) continue;
      entry.struck++;
      const handed = byBytes ? bytes.subarray(0, Math.max(0, (rule.bytes ?? 0) - before)) : bytes;
      if (rule.cut === "answer") {
        line.doomed = { by: from === "client" ? "server" : "client", reset: rule.reset ?? false };
        hand(line, from, handed);
      } else hand(line, from, handed, () => cut(line, rule.reset ?? false));
      return;
    }
    hand(line, from, bytes);
  }

  function hand(line: Line, from: "client" | "server", bytes: Buffer, then?: () => void): void {
    const to = from === "client" ? line.server : line.client;
    const write = (): void => {
      if (to.destroyed) then?.();
      else to.write(bytes, () => then?.());
    };
    if (from === "server" && delayMs > 0) setTimeout(write, delayMs);
    else write();
  }

  function cut(line: Line, reset: boolean): void {
    if (reset) line.client.resetAndDestroy();
    else line.client.destroy();
    line.server.destroy();
  }

  const cutAll = (): void => {
    for (const line of lines) cut(line, false);
  };
  return {
    host: "127.0.0.1",
    port: address.port,
    cutAfter(rule) {
      const entry = { rule, struck: 0 };
      rules.push(entry);
      // What passed before the rule was made does not count for its pattern.
      for (const line of lines) line.tail = { client: "", server: "" };
      return { struck: () => entry.struck };
    },
    heal() {
      rules = [];
      delayMs = 0;
      refusing = false;
    },
    delay(milliseconds) {
      delayMs = milliseconds;
    },
    refuse() {
      refusing = true;
    },
    cutAll,
    connections: () => accepted,
    stop: () =>
      new Promise((resolve) => {
        listener.close(() => resolve());
        cutAll();
      }),
  };
}
