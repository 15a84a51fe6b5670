/** What is wrong with an installation, and how to mend it. Looks and never changes. */
import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { now } from "./clock.ts";
import { type Config, readConfig, unknownSettings } from "./config.ts";
import { diagnoseDatabase } from "./doctor-database.ts";
import { openBucket } from "./files-bucket.ts";
import { keyFile, openKeyRing } from "./key-ring.ts";
import { lockFolder } from "./lock.ts";
import { createMailer } from "./mailer.ts";

export interface Diagnosis {
  level: "ok" | "warn" | "wrong";
  /** What was looked at and found, in one sentence. */
  finding: string;
  /** What to do about it; for everything but "ok". */
  remedy?: string;
}

const good = (finding: string): Diagnosis => ({ level: "ok", finding });
const warn = (finding: string, remedy: string): Diagnosis => ({ level: "warn", finding, remedy });
const wrong = (finding: string, remedy: string): Diagnosis => ({ level: "wrong", finding, remedy });

/** Looks at everything, in the order in which one would mend it. `root` is the folder of the product itself. */
export async function diagnose(env: Record<string, string | undefined>, root: string): Promise<Diagnosis[]> {
  const found: Diagnosis[] = [node(), clock(root), web(root)];
  for (const name of unknownSettings(env)) {
    found.push(warn(`${name} is set and means nothing to Rapport.`, "Look for a misspelling, or remove it."));
  }
  const read = readConfig(env);
  if (!read.ok) return [...found, ...read.fault.map(({ problem, remedy }) => wrong(problem, `${remedy}.`))];
  const config = read.value;
  found.push(good(`The settings are good; the public address is ${config.origin}.`), ...address(config));
  const folder = dataFolder(config);
  found.push(...folder);
  if (folder.some(({ level }) => level === "wrong")) return found;
  const held = await heldBy(config);
  found.push(held === undefined ? good("Nobody holds the data folder: Rapport is not running.") : good(held));
  const key = secretKey(config);
  found.push(key);
  found.push(...(await diagnoseDatabase(config, held !== undefined, key.level === "wrong")));
  found.push(await port(config, held !== undefined), await mail(config), await fileStore(config));
  return found;
}

function node(): Diagnosis {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= 24) return good(`Node is ${process.versions.node}.`);
  return wrong(
    `Node is ${process.versions.node}, and Rapport runs on 24.`,
    "Start it with `npm start` or scripts/rapport.js.",
  );
}

function clock(root: string): Diagnosis {
  // Nothing that exists was written in the future.
  const written = statSync(join(root, "package.json")).mtime;
  const moment = now();
  if (written.getTime() > moment.getTime() + 60_000) {
    return wrong(
      `The clock says ${moment.toISOString()}, which is long past.`,
      "Set the clock, best by NTP.",
    );
  }
  return good(`The clock says ${moment.toISOString()}.`);
}

function web(root: string): Diagnosis {
  if (existsSync(join(root, "dist", "web", "index.html"))) return good("The web is built.");
  return wrong("The web is not built: there would be no screens.", "Run `node scripts/prepare.js start`.");
}

function address({ origin, host }: Config): Diagnosis[] {
  const { protocol, hostname } = new URL(origin);
  const local = hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
  if (protocol === "https:" || local) return [];
  const open = host === "127.0.0.1" || host === "::1" ? "" : ` and listens on ${host}`;
  return [
    warn(
      `The public address ${origin} is not encrypted${open}: sign-ins travel in the open, and networks refuse it.`,
      "Put a proxy with a certificate in front and set RAPPORT_URL to its https address.",
    ),
  ];
}

/** statfs types on which an embedded database is not at home. */
const ODD_DISKS: Record<number, string> = {
  16914836: "in memory (tmpfs): it is empty after a restart",
  26985: "a network folder (NFS): its locks and writes cannot be relied on",
  4283649346: "a network folder (SMB): its locks and writes cannot be relied on",
  4266872130: "a network folder (SMB): its locks and writes cannot be relied on",
  2035054128: "inside a container's own layer: it is gone with the container",
};

function dataFolder({ data, databaseUrl }: Config): Diagnosis[] {
  let place = data;
  while (!existsSync(place)) place = dirname(place);
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
  } catch {
    return [
      wrong(
        `The data folder ${data} cannot be written.`,
        `Give this user the right to write ${place}, or set RAPPORT_DATA.`,
      ),
    ];
  }
  if (!statSync(place).isDirectory())
    return [wrong(`${place} is no folder.`, "Set RAPPORT_DATA to a folder.")];
  const found = [good(`The data folder is ${data}${place === data ? "" : ", made at the first start"}.`)];
  const { type, bavail, bsize } = statfsSync(place);
  const odd = ODD_DISKS[type];
  if (odd)
    found.push(
      warn(
        `The data folder lies ${odd}.`,
        "Set RAPPORT_DATA to a folder on a disk of this machine, or mount a volume.",
      ),
    );
  const free = (bavail * bsize) / 1e9;
  const finding = `${free.toFixed(1)} GB are free for it.`;
  const needed = databaseUrl ? 0.1 : 0.3;
  if (free < needed)
    found.push(
      wrong(finding, "Make room before the next start: a full disk can damage the embedded database."),
    );
  else if (free < 2) found.push(warn(finding, "Make room soon."));
  else found.push(good(finding));
  return found;
}

/** Who runs on this data folder, as a sentence. */
async function heldBy({ data }: Config): Promise<string | undefined> {
  if (!existsSync(data)) return undefined;
  const taken = await lockFolder(data);
  if (!taken.ok) return taken.fault.message.replace(/\. Stop that one.*$/s, ".");
  await taken.value.release();
  return undefined;
}

function secretKey(config: Config): Diagnosis {
  const path = keyFile(config.data);
  const there = existsSync(path);
  const hasDatabase = existsSync(join(config.data, "database", "PG_VERSION"));
  // openKeyRing would make the key of a first start, and a doctor only looks.
  if (!there && !config.secret && !hasDatabase) return good("The key is made at the first start.");
  const ring = openKeyRing(config, hasDatabase);
  if (!ring.ok)
    return wrong(
      ring.fault.message.replace(/ (Put|Give).*$/s, ""),
      ring.fault.message.replace(/^.*?(?=(Put|Give) )/s, ""),
    );
  if (there && process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0) {
    return warn(`${path} can be read by others on this machine.`, `Run: chmod 600 ${path}`);
  }
  return good(
    ring.value.source === "secret"
      ? "The key comes from RAPPORT_SECRET."
      : `The key is ${path}; keep a copy of it.`,
  );
}

async function port({ port: number, host }: Config, running: boolean): Promise<Diagnosis> {
  const server = createServer();
  const code = await new Promise<string | undefined>((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(number, host, () => server.close(() => resolve(undefined)));
  });
  if (code === undefined) return good(`Port ${number} on ${host} is free.`);
  if (code === "EADDRINUSE" && running)
    return good(`Port ${number} is in use, by Rapport itself as it seems.`);
  if (code === "EADDRINUSE")
    return wrong(`Port ${number} on ${host} is in use by another program.`, "Stop that one, or set PORT.");
  if (code === "EACCES")
    return wrong(
      `Port ${number} is reserved for administrators.`,
      "Set PORT above 1023 and put a proxy in front.",
    );
  return wrong(`Rapport cannot listen on ${host} (${code}).`, "Set HOST to an address of this machine.");
}

async function mail(config: Config): Promise<Diagnosis> {
  const mailer = createMailer(config);
  if (!mailer) return good("No e-mail is set up (SMTP_URL): invitations are shown as links.");
  const checked = await mailer.check();
  mailer.close();
  if (checked.ok) return good(`The e-mail server lets us in; mails come from ${config.mailFrom}.`);
  return wrong(
    `The e-mail server does not let us in: ${checked.fault.message}`,
    "Check SMTP_URL: host, port, name and password.",
  );
}

async function fileStore({ bucket: config, data }: Config): Promise<Diagnosis> {
  if (!config) return good(`Files are kept in ${join(data, "files")}.`);
  const { host, pathname } = new URL(config.url);
  const bucket = openBucket(config);
  const checked = await bucket.check();
  await bucket.close();
  if (checked.ok) return good(`Files are kept in the bucket ${pathname.slice(1)} at ${host}.`);
  return wrong(
    `The bucket ${pathname.slice(1)} at ${host} does not keep files: ${checked.fault.message}`,
    "Check RAPPORT_BUCKET_URL, RAPPORT_BUCKET_KEY and RAPPORT_BUCKET_SECRET, and that the key may read, write and delete.",
  );
}
