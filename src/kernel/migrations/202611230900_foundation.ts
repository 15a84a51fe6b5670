import { globalTable, type MigrationDatabase, statements, tenantTable } from "../schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await globalTable(
    database,
    "installation",
    `key text primary key, value text not null, updated_at timestamptz not null`,
  );
  await tenantTable(
    database,
    "event",
    `id uuid not null, at timestamptz not null, kind text not null,
     actor_kind text not null, actor_id uuid, subject_kind text not null, subject_id uuid not null,
     data jsonb not null, primary key (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "outbox",
    `id uuid not null, at timestamptz not null, payload jsonb not null, primary key (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "file",
    `id uuid not null, sha256 text not null, name text not null, type text not null, bytes bigint not null,
     created_at timestamptz not null, primary key (workspace_id, id)`,
  );
  await statements(
    database,
    `create index event_subject on event (workspace_id, subject_id, id)`,
    // Append-only: nobody in a workspace rewrites what happened.
    `revoke update, delete on event from rapport_tenant`,
  );
}
