/**
 * A real mail server for tests: dovecot (IMAP, LMTP, passwords) and postfix (SMTP with login). Mail for
 * `@test.local` is delivered to its boxes, mail for anybody else is refused: nothing can leave the machine.
 */
import { appendFileSync, chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram, findUser, peerMissing } from "./available.ts";
import { type Daemon, freePort, makeFolder, portAnswers, startDaemon } from "./daemon.ts";
import { dovecotConfig, type MailPorts, postfixMain, postfixMaster } from "./mail-config.ts";

export interface MailUser {
  /** `alice@test.local`: also the login for IMAP and SMTP. */
  address: string;
  password: string;
}

export interface MailPeer {
  /** Without TLS. */
  imap: { host: string; port: number };
  /** Without TLS; a login is needed to send. An unknown `@test.local` recipient is accepted, then bounced. */
  smtp: { host: string; port: number };
  /** NAME is a mailbox of `@test.local`, or a whole address in one of the server's domains. */
  addUser(name: string): MailUser;
  /** A new password for a mailbox; dovecot notices within a second, and cuts no open connection. */
  changePassword(user: MailUser, password: string): void;
  /** The server's own logs, for a failing test's message. */
  log(): string;
  stop(): Promise<void>;
}

const MASTER_FOLDER = "/usr/lib/postfix/sbin";

/** Starts both servers, in about 1 s. Needs root. `domains`: more of them beside test.local. */
export async function startMail(options: { domains?: readonly string[] } = {}): Promise<MailPeer> {
  const domains = ["test.local", ...(options.domains ?? [])];
  const missing = peerMissing("mail");
  const dovecot = findProgram("dovecot");
  const postfix = findProgram("postfix");
  if (missing || !dovecot || !postfix) throw new Error(missing);
  const ports: MailPorts = {
    imap: await freePort(),
    lmtp: await freePort(),
    auth: await freePort(),
    smtp: await freePort(),
  };
  const started = await Promise.allSettled([
    startDovecot(dovecot, ports, domains),
    startPostfix(postfix, ports, domains),
  ]);
  const [boxes, way] = started;
  if (boxes.status === "rejected" || way.status === "rejected") {
    await Promise.all(started.map((one) => one.status === "fulfilled" && one.value.stop()));
    throw started.find((one) => one.status === "rejected")?.reason;
  }
  return {
    imap: { host: "127.0.0.1", port: ports.imap },
    smtp: { host: "127.0.0.1", port: ports.smtp },
    addUser: boxes.value.addUser,
    changePassword: boxes.value.changePassword,
    log: () => boxes.value.log() + way.value.log(),
    async stop() {
      await Promise.all([way.value.stop(), boxes.value.stop()]);
    },
  };
}

async function startDovecot(
  program: string,
  ports: MailPorts,
  domains: readonly string[],
): Promise<Daemon & Pick<MailPeer, "addUser" | "changePassword">> {
  const folder = openFolder("dovecot");
  const mail = findUser("mail");
  const users = join(folder, "users");
  writeFileSync(users, "", { mode: 0o644 });
  for (const name of ["run", "state", "boxes"]) mkdirSync(join(folder, name), { mode: 0o755 });
  if (mail) chownSync(join(folder, "boxes"), mail.uid, mail.gid);
  const config = join(folder, "dovecot.conf");
  writeFileSync(config, dovecotConfig(folder, ports));
  const daemon = await startDaemon({
    name: "dovecot",
    command: program,
    args: ["-F", "-c", config],
    folder,
    // Nothing in its folder is kept, and a polite stop takes seconds.
    stopSignal: "SIGKILL",
    ready: async () => (await portAnswers(ports.imap)) && (await portAnswers(ports.lmtp)),
  });
  return {
    ...daemon,
    log: () => daemon.log() + readText(join(folder, "dovecot.log")),
    addUser(name) {
      const [box = "", domain = "test.local"] = name.split("@");
      if (!/^[a-z0-9.+_-]+$/.test(box)) throw new Error(`not a plain mailbox name: ${name}`);
      if (!domains.includes(domain)) throw new Error(`not a domain of this server: ${domain}`);
      const address = `${box}@${domain}`;
      const password = `mail-password-of-${box}`;
      appendFileSync(users, `${address}:{PLAIN}${password}\n`);
      return { address, password };
    },
    changePassword({ address }, password) {
      const lines = readText(users).split("\n");
      const changed = lines.map((line) =>
        line.startsWith(`${address}:`) ? `${address}:{PLAIN}${password}` : line,
      );
      writeFileSync(users, changed.join("\n"), { mode: 0o644 });
    },
  };
}

async function startPostfix(program: string, ports: MailPorts, domains: readonly string[]): Promise<Daemon> {
  const folder = openFolder("postfix");
  const owner = findUser("postfix");
  if (!owner) throw new Error("this machine has no user postfix");
  const config = join(folder, "config");
  for (const name of ["config", "queue", "data", "log"]) mkdirSync(join(folder, name), { mode: 0o755 });
  chownSync(join(folder, "data"), owner.uid, owner.gid);
  writeFileSync(join(config, "main.cf"), postfixMain(folder, ports, domains));
  const shipped = ["/usr/share/postfix/master.cf.dist", "/etc/postfix/master.cf.proto"];
  const master = shipped.map(readText).find((text) => text !== "");
  if (!master) throw new Error("postfix's own master.cf is not where Debian puts it");
  writeFileSync(join(config, "master.cf"), postfixMaster(master, ports));
  const log = join(folder, "log", "mail.log");
  const daemon = await startDaemon({
    name: "postfix",
    prepare: [{ command: program, args: ["-c", config, "check"] }],
    // Postfix's own `start-fg` is for containers: it leaves the master behind when it is ended.
    command: join(MASTER_FOLDER, "master"),
    args: ["-c", config, "-d"],
    folder,
    // Nothing in its folder is kept, and a polite stop takes seconds.
    stopSignal: "SIGKILL",
    ready: () => portAnswers(ports.smtp),
  });
  return { ...daemon, log: () => daemon.log() + readText(log) };
}

/** Both servers drop root's rights for parts of their work and must still reach their folder. */
function openFolder(name: string): string {
  const folder = makeFolder(name);
  chmodSync(folder, 0o755);
  return folder;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
