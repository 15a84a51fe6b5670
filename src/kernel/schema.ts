/**
 * How migrations make tables. A tenant table is led by `workspace_id` in every key, has row-level security forced, and
 * is seen by the tenant role one workspace at a time, by the system role whole. A global table has no workspace.
 */
import { type Kysely, sql } from "kysely";
import { systemRole, tenantRole } from "./begin.ts";

// biome-ignore lint/suspicious/noExplicitAny: a migration runs on the schema of its day, which has no type.
export type MigrationDatabase = Kysely<any>;

/** One module's step. Files are named `<timestamp>_<name>.ts` and run across modules in the order of their names. */
export interface MigrationStep {
  up(database: MigrationDatabase): Promise<void>;
}

const name = /^[a-z][a-z_]*$/;

/** Creates a table that belongs to workspaces. `columns` is everything between the brackets but `workspace_id`. */
export async function tenantTable(
  database: MigrationDatabase,
  table: string,
  columns: string,
): Promise<void> {
  if (!name.test(table)) throw new Error(`Not a table's name: ${table}`);
  for (const statement of [
    `create table ${table} (workspace_id uuid not null, ${columns})`,
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy tenant on ${table} to ${tenantRole}
       using (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)
       with check (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid)`,
    `create policy system on ${table} to ${systemRole} using (true) with check (true)`,
    `grant select, insert, update, delete on ${table} to ${tenantRole}, ${systemRole}`,
  ])
    await sql.raw(statement).execute(database);
}

/** Creates a table of the whole installation. Only the system role and the login role see it, unless `tenantsRead`. */
export async function globalTable(
  database: MigrationDatabase,
  table: string,
  columns: string,
  options: { tenantsRead?: boolean } = {},
): Promise<void> {
  if (!/^"?[a-zA-Z][a-zA-Z_]*"?$/.test(table)) throw new Error(`Not a table's name: ${table}`);
  await sql.raw(`create table ${table} (${columns})`).execute(database);
  await sql.raw(`grant select, insert, update, delete on ${table} to ${systemRole}`).execute(database);
  if (options.tenantsRead) await sql.raw(`grant select on ${table} to ${tenantRole}`).execute(database);
}

/**
 * A read-only view that finds ids where row-level security would switch an index off (operators that are not leakproof:
 * `@@`, `ilike`, `%`, `&&`). It is owned by the system role and carries the workspace's predicate inside.
 */
export async function searchView(
  database: MigrationDatabase,
  view: string,
  select: string,
  table: string,
): Promise<void> {
  for (const statement of [
    `create view ${view} as select ${select} from ${table}
       where workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid`,
    `grant select on ${view} to ${tenantRole}`,
    // Last: whoever logs in does not inherit the system role, and may grant nothing on what it owns.
    `alter view ${view} owner to ${systemRole}`,
  ])
    await sql.raw(statement).execute(database);
}

export const statements = async (database: MigrationDatabase, ...texts: string[]): Promise<void> => {
  for (const text of texts) await sql.raw(text).execute(database);
};
