/** The doctor's look at the database. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { systemRole, tenantRole } from "./begin.ts";
import { now } from "./clock.ts";
import type { Config } from "./config.ts";
import { type Database, openDatabase } from "./database.ts";
import type { Diagnosis } from "./doctor.ts";
import { openKeyRing } from "./key-ring.ts";
import { cutOut } from "./log.ts";
import { pendingMigrations } from "./migrate.ts";

/** `running`: a Rapport holds the data folder, so the embedded database can only be asked through it. */
export async function diagnoseDatabase(
  config: Config,
  running: boolean,
  withoutKey: boolean,
): Promise<Diagnosis[]> {
  if (!config.databaseUrl) {
    if (running) return [await ready(config)];
    if (!existsSync(join(config.data, "database", "PG_VERSION"))) {
      return [{ level: "ok", finding: "The embedded database is made at the first start." }];
    }
  }
  let database: Database;
  try {
    database = await openDatabase({ url: config.databaseUrl, folder: config.data });
  } catch (error) {
    const finding = `The database does not open: ${cutOut((error as Error).message)}`;
    const remedy = config.databaseUrl
      ? "Check DATABASE_URL, and that the server runs and lets this user in."
      : "Restore the newest backup: rapport restore FILE. What is there now is set aside.";
    return [{ level: "wrong", finding, remedy }];
  }
  try {
    const found = config.databaseUrl
      ? await server(database)
      : [{ level: "ok" as const, finding: "The embedded database opens." }];
    found.push(await migrations(database));
    if (!withoutKey) found.push(...(await keyFits(database, config)));
    return found;
  } finally {
    await database.close();
  }
}

async function ready({ host, port }: Config): Promise<Diagnosis> {
  const at = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const url = `http://${at.includes(":") ? `[${at}]` : at}:${port}/readyz`;
  try {
    // Our own machine and our own address: the guarded way out would refuse it.
    const answer = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: "error" });
    if (answer.ok) return { level: "ok", finding: "The running Rapport says that its database is ready." };
    return {
      level: "wrong",
      finding: `The running Rapport is not ready (${answer.status}).`,
      remedy: "Read its log.",
    };
  } catch {
    return {
      level: "warn",
      finding: `The running Rapport does not answer at ${url}.`,
      remedy: "Wait, read its log, or start it again.",
    };
  }
}

async function server(database: Database): Promise<Diagnosis[]> {
  const { rows } = await sql<{ version: number; text: string; skew: number; roles: number; may: boolean }>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as text,
      extract(epoch from statement_timestamp())::float8 - ${now().getTime() / 1000}::float8 as skew,
      (select count(*)::int from pg_roles where rolname in (${tenantRole}, ${systemRole})) as roles,
      (select rolcreaterole or rolsuper from pg_roles where rolname = current_user) as may`.execute(
    database.root,
  );
  const [at] = rows;
  if (!at) throw new Error("the server answered without a row");
  const found: Diagnosis[] = [];
  if (at.version < 150_000) {
    found.push({
      level: "wrong",
      finding: `PostgreSQL is ${at.text}.`,
      remedy: "Rapport needs 15 or later.",
    });
  } else found.push({ level: "ok", finding: `PostgreSQL is ${at.text}.` });
  if (Math.abs(at.skew) > 2) {
    const finding = `The server's clock is ${Math.abs(at.skew).toFixed(0)} seconds ${at.skew > 0 ? "ahead" : "behind"}.`;
    found.push({ level: "warn", finding, remedy: "Set both clocks by NTP." });
  }
  if (at.roles === 2) found.push({ level: "ok", finding: "The roles that keep workspaces apart are there." });
  else if (at.may)
    found.push({ level: "ok", finding: "The roles that keep workspaces apart are made at the first start." });
  else {
    const remedy = `As an administrator run: create role ${tenantRole} nologin; create role ${systemRole} nologin; grant ${tenantRole}, ${systemRole} to <user>;`;
    found.push({ level: "wrong", finding: "The roles that keep workspaces apart are missing.", remedy });
  }
  return found;
}

async function migrations(database: Database): Promise<Diagnosis> {
  const pending = await pendingMigrations(database);
  if (pending.length === 0) return { level: "ok", finding: "The schema is up to date." };
  const finding = `${pending.length} migrations have not run.`;
  return { level: "warn", finding, remedy: "They run at the next start, or now: rapport migrate." };
}

async function keyFits(database: Database, config: Config): Promise<Diagnosis[]> {
  const ring = openKeyRing(config, true);
  if (!ring.ok) return [];
  let ids: string[];
  try {
    ids = await database.root.transaction().execute(async (trx) => {
      await sql.raw(`set local role ${systemRole}`).execute(trx);
      const { rows } = await sql<{ id: string }>`
        select distinct split_part(credentials, '.', 2) as id from channel where credentials is not null`.execute(
        trx,
      );
      return rows.map(({ id }) => id);
    });
  } catch {
    // The table, or the role, is made by migrations that have not run.
    return [];
  }
  const known = ring.value.all.map(({ id }) => id);
  const strange = ids.filter((id) => !known.includes(id));
  if (strange.length > 0) {
    const finding = "Some channels' credentials were sealed with a key that is not here.";
    const remedy =
      "Put back the secret.key or RAPPORT_SECRET (as RAPPORT_SECRET_PREVIOUS) of that time, or connect those channels again.";
    return [{ level: "wrong", finding, remedy }];
  }
  return ids.length > 0 ? [{ level: "ok", finding: "The key opens the channels' credentials." }] : [];
}
