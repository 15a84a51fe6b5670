/** Finds the servers of an address, so that most people type two fields only. */
import { resolveMx, resolveSrv } from "node:dns/promises";
import { DomUtils, parseDocument } from "htmlparser2";
import type { Visitor } from "../connector.ts";
import type { FoundServers } from "./form.ts";
import { domainOf, type Security, type ServerSettings } from "./settings.ts";

/** Finding must not keep a person waiting: what has not answered by then is left out. Milliseconds. */
const PATIENCE = 5_000;

/** Large providers, by their domains or by where their customers' mail goes; none of them publishes a document. */
const PROVIDERS: ReadonlyArray<{
  domains: RegExp;
  exchange?: RegExp;
  imap: string;
  smtp: string;
  smtpPort: number;
}> = [
  {
    domains: /^(gmail|googlemail)\.com$/,
    exchange: /\.(google|googlemail)\.com$/,
    imap: "imap.gmail.com",
    smtp: "smtp.gmail.com",
    smtpPort: 465,
  },
  {
    domains: /^(outlook|hotmail|live|msn)\.[a-z.]+$/,
    exchange: /\.(protection\.outlook\.com|mx\.microsoft)$/,
    imap: "outlook.office365.com",
    smtp: "smtp.office365.com",
    smtpPort: 587,
  },
  {
    domains: /^(icloud|me|mac)\.com$/,
    exchange: /\.mail\.icloud\.com$/,
    imap: "imap.mail.me.com",
    smtp: "smtp.mail.me.com",
    smtpPort: 587,
  },
  {
    domains: /^(yahoo|ymail|rocketmail)\.[a-z.]+$/,
    imap: "imap.mail.yahoo.com",
    smtp: "smtp.mail.yahoo.com",
    smtpPort: 465,
  },
  {
    domains: /^fastmail\.[a-z]+$/,
    exchange: /\.messagingengine\.com$/,
    imap: "imap.fastmail.com",
    smtp: "smtp.fastmail.com",
    smtpPort: 465,
  },
];

/**
 * In this order: the domain's own document in Thunderbird's format, DNS SRV (RFC 6186 and 8314), a known provider.
 * Never rejects; what was not found is left out.
 */
export async function findServers(visitor: Visitor, address: string): Promise<FoundServers> {
  const domain = domainOf(address);
  const [document, records, provider] = await Promise.all([
    fetchDocument(visitor, domain, address),
    lookUpRecords(domain, address),
    knownProvider(domain, address),
  ]);
  return { ...provider, ...records, ...document };
}

async function fetchDocument(visitor: Visitor, domain: string, address: string): Promise<FoundServers> {
  const about = `emailaddress=${encodeURIComponent(address)}`;
  const places = [
    `https://autoconfig.${domain}/mail/config-v1.1.xml?${about}`,
    `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml?${about}`,
  ];
  const answers = places.map(async (url) => {
    const options = { timeout: PATIENCE, maxBytes: 256 * 1024, signal: visitor.signal };
    const response = await visitor.fetch(url, options);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return readDocument(await response.text(), address);
  });
  const found = await Promise.allSettled(answers);
  const good = found.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  return good.find((one) => one.imap || one.smtp) ?? {};
}

/** Mozilla's autoconfiguration format: the first server of each kind with a password is the preferred one. */
export function readDocument(xml: string, address: string): FoundServers {
  const document = parseDocument(xml, { xmlMode: true });
  const first = (tag: string, type: string) =>
    DomUtils.getElementsByTagName(tag, document)
      .filter((element) => element.attribs.type === type)
      .map((element) => readServer(element, address))
      .find((server) => server !== undefined);
  const imap = first("incomingServer", "imap");
  const smtp = first("outgoingServer", "smtp");
  return { ...(imap ? { imap } : {}), ...(smtp ? { smtp } : {}) };
}

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

function readServer(element: Element, address: string): ServerSettings | undefined {
  const text = (tag: string) =>
    DomUtils.textContent(DomUtils.getElementsByTagName(tag, element)[0] ?? []).trim();
  const fill = (value: string) =>
    value
      .replaceAll("%EMAILADDRESS%", address)
      .replaceAll("%EMAILLOCALPART%", address.slice(0, address.lastIndexOf("@")))
      .replaceAll("%EMAILDOMAIN%", domainOf(address));
  const security = ({ SSL: "tls", STARTTLS: "starttls" } as Record<string, Security>)[text("socketType")];
  const port = Number(text("port"));
  const host = fill(text("hostname")).toLowerCase();
  // A document from the network never leads to a password in the clear.
  if (!security || !/^[\w.-]+$/.test(host) || !(port > 0 && port < 65_536)) return undefined;
  return { host, port, security, user: fill(text("username")) || address };
}

async function lookUpRecords(domain: string, address: string): Promise<FoundServers> {
  const [imaps, imap, submissions, submission] = await Promise.all(
    ["_imaps", "_imap", "_submissions", "_submission"].map((name) => lookUp(`${name}._tcp.${domain}`)),
  );
  const server = (secure: Place | undefined, plain: Place | undefined): ServerSettings | undefined => {
    if (secure) return { ...secure, security: "tls", user: address };
    return plain && { ...plain, security: "starttls", user: address };
  };
  const incoming = server(imaps, imap);
  const outgoing = server(submissions, submission);
  return { ...(incoming ? { imap: incoming } : {}), ...(outgoing ? { smtp: outgoing } : {}) };
}

type Place = Pick<ServerSettings, "host" | "port">;

async function lookUp(name: string): Promise<Place | undefined> {
  const records = await patient(resolveSrv(name), []);
  // "." means: this service is not offered.
  const [best] = records
    .filter((one) => one.name !== "" && one.name !== ".")
    .sort((a, b) => a.priority - b.priority);
  return best && { host: best.name.toLowerCase(), port: best.port };
}

async function knownProvider(domain: string, address: string): Promise<FoundServers> {
  const named = PROVIDERS.find((one) => one.domains.test(domain));
  const provider = named ?? (await byExchange(domain));
  if (!provider) return {};
  const security = provider.smtpPort === 465 ? "tls" : "starttls";
  return {
    imap: { host: provider.imap, port: 993, security: "tls", user: address },
    smtp: { host: provider.smtp, port: provider.smtpPort, security, user: address },
  };
}

async function byExchange(domain: string): Promise<(typeof PROVIDERS)[number] | undefined> {
  const exchanges = await patient(resolveMx(domain), []);
  return PROVIDERS.find((one) =>
    exchanges.some(({ exchange }) => one.exchange?.test(exchange.toLowerCase())),
  );
}

/** The answer, or the fallback when there is none in time. */
async function patient<T>(question: Promise<T>, fallback: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, fallback);
  });
  return Promise.race([question.catch(() => fallback), late]).finally(() => clearTimeout(timer));
}
