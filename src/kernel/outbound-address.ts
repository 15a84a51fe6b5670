/**
 * Which addresses the server may connect to. Only plain global unicast is public: everything that IANA's
 * special-purpose registries list (loopback, private, link-local, carrier-grade NAT, documentation, multicast,
 * transition mechanisms that carry an IPv4 address inside) is refused, unless the installation names it.
 */
import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { OutboundError } from "./outbound-error.ts";
import { plainCause } from "./outbound-words.ts";

export interface Address {
  address: string;
  family: 4 | 6;
}

/** Asks the name service for every address of a host name. Replaceable, so that a test can answer as a hostile one. */
export type Resolve = (host: string) => Promise<Address[]>;

type Allowed =
  | { kind: "range"; range: [ipaddr.IPv4 | ipaddr.IPv6, number] }
  | { kind: "host"; host: string; port: number | undefined };

export const resolveBySystem: Resolve = async (host) => {
  const found = await lookup(host, { all: true, order: "verbatim" });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/**
 * Reads one entry of the allow list: `host`, `host:port`, an address, or a CIDR range. `undefined` when it is none of
 * these; `*` is never one.
 */
export function parseAllowed(entry: string): Allowed | undefined {
  const text = entry.trim().toLowerCase();
  if (ipaddr.isValidCIDR(text)) return { kind: "range", range: ipaddr.parseCIDR(text) };
  if (text.includes("/") || text.includes("*") || text.includes("@")) return undefined;
  const bare = ipaddr.IPv6.isValid(text) ? `[${text}]` : text;
  const split = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(bare);
  const host = split?.[1] === undefined ? undefined : canonicalHost(split[1]);
  if (host === undefined) return undefined;
  const port = split?.[2] === undefined ? undefined : Number(split[2]);
  if (port !== undefined && (port < 1 || port > 65535)) return undefined;
  return { kind: "host", host, port };
}

/**
 * A host in its one spelling, as the URL standard reads it: lower case, punycode, `0x7f.1` as `127.0.0.1`, no trailing
 * dot, no brackets. `undefined` when it is no host.
 */
export function canonicalHost(host: string): string | undefined {
  const bracketed = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  if (/[/?#@\\\s]/.test(bracketed) || bracketed === "") return undefined;
  let url: URL;
  try {
    url = new URL(`http://${bracketed}/`);
  } catch {
    return undefined;
  }
  if (url.port !== "" || (!bracketed.startsWith("[") && bracketed.includes(":"))) return undefined;
  const plain = url.hostname.replace(/^\[|\]$/g, "").replace(/\.+$/, "");
  return plain === "" ? undefined : plain;
}

/** Whether an address, in any of its textual forms, is plain global unicast. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "");
  if (!ipaddr.isValid(bare)) return false;
  const parsed = ipaddr.parse(bare);
  if (parsed.range() !== "unicast") return false;
  // ipaddr.js calls whatever no registry names "unicast", also in IPv6 space that nobody was given yet.
  return parsed.kind() === "ipv4" || parsed.match(ipaddr.parseCIDR("2000::/3"));
}

/**
 * The guard: from a host and port as somebody wrote them to the addresses that may be connected to.
 * Throws `OutboundError` "forbidden" (no permitted address) or "unreachable" (no address at all).
 */
export type Guard = (host: string, port: number) => Promise<Address[]>;

export function createGuard(allow: readonly string[], resolve: Resolve = resolveBySystem): Guard {
  const allowed = allow.map((entry) => {
    const parsed = parseAllowed(entry);
    if (!parsed) throw new Error(`Not a host, host:port, address or range: ${JSON.stringify(entry)}`);
    return parsed;
  });
  const named = (host: string, port: number) =>
    allowed.some((a) => a.kind === "host" && a.host === host && (a.port === undefined || a.port === port));
  const permitted = ({ address }: Address, port: number) => {
    const bare = address.replace(/%.*$/, "");
    if (isPublicAddress(bare) || named(bare, port)) return true;
    const parsed = ipaddr.parse(bare);
    return allowed.some(
      (a) => a.kind === "range" && a.range[0].kind() === parsed.kind() && parsed.match(a.range),
    );
  };

  return async (written, port) => {
    const host = canonicalHost(written);
    if (host === undefined)
      throw new OutboundError("forbidden", {
        en: `${written} is not a host name.`,
        es: `${written} no es un nombre de servidor.`,
      });
    const addresses = await addressesOf(host, resolve);
    if (named(host, port)) return addresses;
    // Of several addresses only the permitted ones are handed on, and only those are connected to.
    const usable = addresses.filter((one) => permitted(one, port));
    if (usable.length === 0) {
      throw new OutboundError("forbidden", {
        en: `${host} is not a public address of the internet.`,
        es: `${host} no es una dirección pública de internet.`,
      });
    }
    return usable;
  };
}

async function addressesOf(host: string, resolve: Resolve): Promise<Address[]> {
  if (ipaddr.isValid(host)) return [{ address: host, family: ipaddr.IPv6.isValid(host) ? 6 : 4 }];
  // RFC 6761: these names mean this machine, whatever a name server says.
  if (host === "localhost" || host.endsWith(".localhost")) {
    return [
      { address: "127.0.0.1", family: 4 },
      { address: "::1", family: 6 },
    ];
  }
  let found: Address[];
  try {
    found = await resolve(host);
  } catch (cause) {
    throw new OutboundError(
      "unreachable",
      plainCause(cause, host) ?? {
        en: `The name ${host} was not found. Check the spelling of the address.`,
        es: `No se encontró el nombre ${host}. Comprueba cómo está escrita la dirección.`,
      },
      { cause },
    );
  }
  if (found.length === 0)
    throw new OutboundError("unreachable", {
      en: `The name ${host} has no address. Check its spelling.`,
      es: `El nombre ${host} no tiene ninguna dirección. Comprueba cómo está escrito.`,
    });
  return found;
}
