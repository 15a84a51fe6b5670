/**
 * The only ways out of the server. Both refuse private, loopback, link-local and otherwise special addresses after
 * DNS resolution, on every redirect; `allow` names the exceptions (self-hosted peers, tests).
 *
 * A name is resolved once per connection, the answer is checked, and the connection goes to that very answer: a name
 * server that says something else a moment later gains nothing.
 */
import { Agent, buildConnector, type Dispatcher } from "undici";
import { type Address, createGuard, type Guard, type Resolve } from "./outbound-address.ts";
import { exchange, type OutboundInit } from "./outbound-exchange.ts";

export { OutboundError, type OutboundTag } from "./outbound-error.ts";
export { plainCause } from "./outbound-words.ts";
export type { OutboundInit };

/** A `fetch` like the platform's, guarded. Throws `OutboundError` and nothing else (but for the caller's own abort). */
export type OutboundFetch = (input: string | URL | Request, init?: OutboundInit) => Promise<Response>;

/** Resolves a host for a protocol other than HTTP (IMAP, SMTP, WebSocket) and answers with an address that is safe to connect to. */
export type OutboundSocket = (
  host: string,
  port: number,
) => Promise<{ host: string; port: number; servername: string }>;

export interface OutboundOptions {
  /** Hosts (`host`, `host:port`), addresses and CIDR ranges that may be reached although they are not public. */
  allow: readonly string[];
  userAgent?: string;
  /** Asks for the addresses of a name; the system's own resolver by default. */
  resolve?: Resolve;
}

export interface OutboundWays {
  fetch: OutboundFetch;
  socket: OutboundSocket;
  /** Ends every connection; calls under way end as "no-answer". */
  close(): Promise<void>;
}

const CONNECT_TIMEOUT = 10_000;

/** Opens the ways out. Throws when an entry of `allow` is none of the permitted forms. */
export function createOutbound(options: OutboundOptions): OutboundWays {
  const guard = createGuard(options.allow, options.resolve);
  const connect = guardedConnect(guard);
  const reading = new Agent({ connect, allowH2: false });
  // A kept connection may have been closed by the other side an instant ago, and then nobody can tell whether the
  // request was read. What changes something on the other side therefore gets a connection of its own.
  const changing = new Agent({ connect, allowH2: false, pipelining: 0 });
  const agentFor = (method: string): Dispatcher =>
    method === "GET" || method === "HEAD" ? reading : changing;
  const userAgent = options.userAgent ?? "Rapport";

  return {
    fetch: (input, init) => exchange({ agentFor, userAgent }, input, init),
    socket: async (host, port) => {
      const [first] = preferIPv4(await guard(host, port));
      if (!first) throw new Error("the guard answered without an address");
      const bare = host.replace(/^\[|\]$/g, "").replace(/\.$/, "");
      // TLS knows no server name for a bare address.
      return { host: first.address, port, servername: bare === first.address ? "" : bare };
    },
    close: async () => {
      await Promise.all([reading.destroy(), changing.destroy()]);
    },
  };
}

/** Callers of `socket` get one address and cannot try the next, and IPv6 is what a server most often lacks. */
function preferIPv4(addresses: Address[]): Address[] {
  return addresses.toSorted((a, b) => a.family - b.family);
}

function guardedConnect(guard: Guard): buildConnector.connector {
  return (target, done) => {
    const port = Number(target.port) || (target.protocol === "https:" ? 443 : 80);
    guard(target.hostname, port).then(
      (addresses) => {
        const connector = buildConnector({
          timeout: CONNECT_TIMEOUT,
          allowH2: false,
          autoSelectFamily: true,
          lookup: (_host, wanted, answer) => {
            const [first] = addresses;
            if (wanted.all) answer(null, addresses);
            else if (first) answer(null, first.address, first.family);
          },
        } as buildConnector.BuildOptions);
        connector(target, done);
      },
      (error: Error) => done(error, null),
    );
  };
}
