/** The command `rapport`. */
import { existsSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { backupNow, requestBackup } from "./kernel/backup.ts";
import { type Config, readConfig } from "./kernel/config.ts";
import { DatabaseBusy, openDatabase } from "./kernel/database.ts";
import { type Diagnosis, diagnose } from "./kernel/doctor.ts";
import { type ErrandAnswer, requestErrand } from "./kernel/errand.ts";
import { openKeyRing } from "./kernel/key-ring.ts";
import { migrate } from "./kernel/migrate.ts";
import { restore } from "./kernel/restore.ts";
import type { PauseVerb } from "./publishing/index.ts";

// What was compiled once is kept between starts (in the system's folder for temporary files): half a second less.
enableCompileCache();

const HELP = `Usage: rapport VERB

  start                     serve the web and do the background work (what \`npm start\` does)
  web | worker              only one of the two, for several processes on one PostgreSQL
  migrate                   bring the database's schema up to date
  backup [--key] [--no-files]
                            one archive in the data folder's backups; --key puts the key in it
  restore FILE              put a backup back; what is there now is set aside
  password EMAIL [--drop-second-factor]
                            a link with which this user sets a new password
  pause [--channel X] [--reason Y]
                            nothing goes out any more, of the workspace or of one channel
  resume [--channel X]      ends the pause; what came due meanwhile waits for a word
                            (both: --workspace NAME where there are several)
  doctor                    say what is wrong with this installation and how to mend it
  help                      this text

Settings come from the environment; docs/operations.md lists them.`;

/** What main.ts gives: starts the parts and resolves when they have stopped. */
interface Main {
  run(config: Config, parts: { web: boolean; worker: boolean }): Promise<void>;
}

class Refused extends Error {}

function config(): Config {
  const read = readConfig(process.env);
  if (read.ok) return read.value;
  const lines = read.fault.map(({ problem, remedy }) => `  ${problem}\n      ${remedy}`);
  throw new Refused(`Rapport cannot start with these settings:\n${lines.join("\n")}`);
}

async function serve(web: boolean, worker: boolean): Promise<void> {
  const settings = config();
  if (!settings.databaseUrl && !(web && worker)) {
    throw new Refused("The embedded database serves one process: use `rapport start`, or set DATABASE_URL.");
  }
  // Loaded only now, so that the other verbs start at once.
  const main = "./main.ts";
  const { run } = (await import(main)) as Main;
  await run(settings, { web, worker });
}

async function migrateNow(): Promise<void> {
  const settings = config();
  const { databaseUrl, data } = settings;
  // The key comes before the database: a database without one looks like a lost key.
  const ring = openKeyRing(settings);
  if (!ring.ok) throw new Refused(ring.fault.message);
  const database = await openDatabase({ url: databaseUrl, folder: data });
  try {
    const names = await migrate(database);
    console.log(
      names.length === 0 ? "The schema is up to date." : names.map((name) => `ran ${name}`).join("\n"),
    );
  } finally {
    await database.close();
  }
}

async function backup(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: { key: { type: "boolean", default: false }, files: { type: "boolean", default: true } },
  });
  const { databaseUrl, data } = config();
  const { path, bytes } = await makeBackup(data, databaseUrl, values);
  console.log(`${path} (${(bytes / 1e6).toFixed(1)} MB)`);
  if (databaseUrl) {
    console.log(
      'It holds no database: that one is PostgreSQL\'s own. Beside it keep `pg_dump --format=custom "$DATABASE_URL"`.',
    );
  }
  if (!values.key)
    console.log("It holds no key: keep a copy of secret.key or RAPPORT_SECRET in another place.");
}

async function makeBackup(data: string, url: string | undefined, request: { key: boolean; files: boolean }) {
  if (url) return backupNow(data, { dump: async () => undefined }, request);
  if (!existsSync(join(data, "database"))) throw new Refused(`There is nothing to back up in ${data} yet.`);
  try {
    const database = await openDatabase({ folder: data });
    return await backupNow(data, database, request).finally(() => database.close());
  } catch (error) {
    if (!(error instanceof DatabaseBusy)) throw error;
    return requestBackup(data, request, 600_000);
  }
}

async function restoreFrom(file: string | undefined): Promise<void> {
  if (!file || !existsSync(file)) throw new Refused("Name the backup: rapport restore FILE");
  const restored = await restore(resolve(file), config().data);
  if (!restored.ok) throw new Refused(restored.fault.message);
  const { manifest, files, setAside } = restored.value;
  console.log(
    `Restored the backup of ${manifest.at}: ${manifest.database ? "the database, " : ""}${files} files.`,
  );
  if (setAside) console.log(`What was there before lies in ${setAside}.`);
  if (!manifest.database) console.log("Bring the database back with pg_restore.");
}

async function password(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { "drop-second-factor": { type: "boolean", default: false } },
  });
  const [email] = positionals;
  if (!email) throw new Refused("Name the user: rapport password EMAIL");
  const settings = config();
  const ring = openKeyRing(settings);
  if (!ring.ok) throw new Refused(ring.fault.message);
  const { passwordLink } = await import("./team/index.ts");
  const database = await openDatabase({ url: settings.databaseUrl, folder: settings.data });
  try {
    const link = await passwordLink({ database, origin: settings.origin, keys: ring.value }, email, {
      dropSecondFactor: values["drop-second-factor"],
    });
    if (!link) throw new Refused(`Nobody has the address ${email}.`);
    console.log(`Good for one day, and once:\n${link}`);
  } finally {
    await database.close();
  }
}

async function pausing(verb: PauseVerb, args: string[]): Promise<void> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: { channel: text, workspace: text, ...(verb === "pause" ? { reason: text } : {}) },
  });
  const { databaseUrl, data, origin } = config();
  if (!databaseUrl && !existsSync(join(data, "database")))
    throw new Refused(`There is no workspace in ${data} yet.`);
  const { pauseByCommand } = await import("./publishing/index.ts");
  const input = { ...values };
  let done: ErrandAnswer;
  try {
    const database = await openDatabase({ url: databaseUrl, folder: data });
    done = await pauseByCommand(database, origin, verb, input).finally(() => database.close());
  } catch (error) {
    if (!(error instanceof DatabaseBusy)) throw error;
    // The running product holds the embedded database: it does the errand itself.
    done = await requestErrand(data, verb, input, 15_000);
  }
  if (!done.ok) throw new Refused(done.fault);
  console.log(done.value);
}

const SIGNS: Record<Diagnosis["level"], string> = { ok: "ok   ", warn: "warn ", wrong: "wrong" };

async function doctor(): Promise<void> {
  const found = await diagnose(process.env, dirname(import.meta.dirname));
  for (const { level, finding, remedy } of found) {
    console.log(`${SIGNS[level]}  ${finding}${remedy ? `\n       → ${remedy}` : ""}`);
  }
  if (found.some(({ level }) => level === "wrong")) process.exitCode = 1;
}

async function perform([verb = "help", ...args]: string[]): Promise<void> {
  switch (verb) {
    case "start":
      return serve(true, true);
    case "web":
      return serve(true, false);
    case "worker":
      return serve(false, true);
    case "migrate":
      return migrateNow();
    case "backup":
      return backup(args);
    case "restore":
      return restoreFrom(args[0]);
    case "password":
      return password(args);
    case "pause":
    case "resume":
      return pausing(verb, args);
    case "doctor":
      return doctor();
    case "help":
    case "--help":
    case "-h":
      return console.log(HELP);
    default:
      throw new Refused(`There is no verb ${verb}.\n\n${HELP}`);
  }
}

try {
  await perform(process.argv.slice(2));
} catch (error) {
  const expected = error instanceof Refused || error instanceof DatabaseBusy || isMistyped(error);
  console.error(expected ? (error as Error).message : error);
  process.exitCode = expected ? 2 : 1;
}

function isMistyped(error: unknown): boolean {
  return String((error as { code?: unknown })?.code).startsWith("ERR_PARSE_ARGS");
}
