/** Runs every module's migrations, in the order of their timestamps. */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { systemRole, tenantRole } from "./begin.ts";
import type { Database } from "./database.ts";
import { sqlState } from "./errors.ts";
import type { MigrationStep } from "./schema.ts";

const source = dirname(dirname(fileURLToPath(import.meta.url)));

/** All steps as `timestamp_module_name`, found in `src/<module>/migrations`. */
export async function findMigrations(): Promise<Record<string, Migration>> {
  const steps: Array<[string, Migration]> = [];
  for (const module of readdirSync(source, { withFileTypes: true })) {
    if (!module.isDirectory()) continue;
    const folder = join(source, module.name, "migrations");
    for (const file of list(folder)) {
      const match = /^(\d{12})_([a-z_]+)\.ts$/.exec(file);
      if (!match) throw new Error(`A migration must be named 202611231200_name.ts: ${module.name}/${file}`);
      const step = (await import(pathToFileURL(join(folder, file)).href)) as MigrationStep;
      steps.push([`${match[1]}_${module.name}_${match[2]}`, { up: (database) => step.up(database) }]);
    }
  }
  return Object.fromEntries(steps.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter((file) => file.endsWith(".ts"));
  } catch {
    return [];
  }
};

const migrator = (root: Kysely<never>): Migrator =>
  new Migrator({
    db: root,
    provider: { getMigrations: findMigrations },
    allowUnorderedMigrations: false,
  });

/** Brings the schema up to date. Returns the names of the steps that ran; throws on the first that fails, which is undone. */
export async function migrate(database: Database): Promise<string[]> {
  await insist(() => makeRoles(database));
  const { error, results } = await migrator(database.root as unknown as Kysely<never>).migrateToLatest();
  if (error) throw error;
  return (results ?? []).filter((each) => each.status === "Success").map((each) => each.migrationName);
}

/** Processes that start at the same moment grant the same: whoever meets another at it (XX000) does it once more. */
async function insist(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      return await work();
    } catch (error) {
      if (sqlState(error) !== "XX000" || tries === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
    }
}

/** The steps that have not run. */
export async function pendingMigrations(database: Database): Promise<string[]> {
  const all = await migrator(database.root as unknown as Kysely<never>).getMigrations();
  return all.filter((each) => !each.executedAt).map((each) => each.name);
}

/**
 * The two roles. They belong to the server, not the database, so another installation may have made them. The login
 * role must not inherit them: then leaving the tenant role (`reset role`) gains nothing.
 */
async function makeRoles(database: Database): Promise<void> {
  await reachSchema(database);
  for (const role of [tenantRole, systemRole]) {
    const { rows } = await sql<{
      there: boolean;
    }>`select exists (select from pg_roles where rolname = ${role}) as there`.execute(database.root);
    if (!rows[0]?.there)
      try {
        await sql.raw(`create role ${role} nologin noinherit`).execute(database.root);
      } catch (error) {
        const state = sqlState(error);
        if (state === "42501")
          throw new Error(
            `The database user may not create roles. As an administrator run: create role ${tenantRole} nologin; create role ${systemRole} nologin; grant ${tenantRole}, ${systemRole} to <user>;`,
          );
        // 42710, 23505: another process made it at the same moment.
        if (state !== "42710" && state !== "23505") throw error;
      }
    await grantRole(database, role);
    await sql.raw(`grant usage on schema public to ${role}`).execute(database.root);
  }
  await sql.raw(`grant create on schema public to ${systemRole}`).execute(database.root);
}

/**
 * A login role that inherits nothing (an installation before this one on the same server has made it so) owns the
 * database, but does not speak for `pg_database_owner`, whose the schema is: it takes that role once to give itself leave.
 */
async function reachSchema(database: Database): Promise<void> {
  const { rows } = await sql<{ may: boolean; login: string }>`
    select has_schema_privilege(current_user, 'public', 'create') as may, quote_ident(current_user) as login`.execute(
    database.root,
  );
  const at = rows[0];
  if (!at || at.may) return;
  await database.root.transaction().execute(async (transaction) => {
    await sql`set local role pg_database_owner`.execute(transaction);
    await sql.raw(`grant all on schema public to ${at.login} with grant option`).execute(transaction);
  });
}

async function grantRole(database: Database, role: string): Promise<void> {
  const { rows } = await sql<{ version: number; member: boolean; super: boolean }>`
    select current_setting('server_version_num')::int as version, rolsuper as super,
      exists (select from pg_auth_members m join pg_roles r on r.oid = m.roleid
        where r.rolname = ${role} and m.member = u.oid
          and (${database.engine} = 'pglite' or not coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, false))) as member
    from pg_roles u where rolname = current_user`.execute(database.root);
  const at = rows[0];
  if (!at || at.member || (at.super && database.engine === "pglite")) return;
  if (at.version >= 160_000)
    await sql.raw(`grant ${role} to current_user with inherit false, set true`).execute(database.root);
  else {
    await sql.raw(`grant ${role} to current_user`).execute(database.root);
    // The schema belongs to pg_database_owner, which a role without inheritance no longer speaks for.
    await sql.raw("alter schema public owner to current_user").execute(database.root);
    await sql.raw("alter role current_user noinherit").execute(database.root);
  }
}
