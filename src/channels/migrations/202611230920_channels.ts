import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "channel",
    `id uuid not null, network text not null, external_id text not null, handle text not null, name text not null,
     avatar_url text, url text, server text, desk_id uuid,
     status text not null check (status in ('active','needs-you','paused','disconnected')),
     fault jsonb, settings jsonb not null, credentials text, credentials_expire_at timestamptz,
     renewing_until timestamptz, lacking jsonb not null, connected_by uuid, connected_at timestamptz not null,
     checked_at timestamptz, primary key (workspace_id, id), unique (workspace_id, network, external_id),
     foreign key (workspace_id, desk_id) references desk (workspace_id, id)`,
  );
  // A connecting that waits for the person to come back from the network.
  await tenantTable(
    database,
    "connecting",
    `id uuid not null, network text not null, user_id uuid not null, channel_id uuid, state text not null,
     created_at timestamptz not null, expires_at timestamptz not null, primary key (workspace_id, id)`,
  );
  await statements(database, `create index channel_renewal on channel (credentials_expire_at)`);
}
