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
    // What people did, for the activity log: a few among everything that channels bring.
    `create index event_people on event (workspace_id, id) where actor_kind in ('teammate', 'key')`,
    `create index event_actor on event (workspace_id, actor_id, id) where actor_kind in ('teammate', 'key')`,
    // Append-only: nobody in a workspace rewrites what happened.
    `revoke update, delete on event from rapport_tenant`,
  );
}
