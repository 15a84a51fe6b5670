import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "pause",
    `id uuid not null, channel_id uuid, reason text not null, begun_by uuid not null, begun_at timestamptz not null,
     ended_by uuid, ended_at timestamptz, primary key (workspace_id, id),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id),
     foreign key (workspace_id, begun_by) references teammate (workspace_id, user_id),
     foreign key (workspace_id, ended_by) references teammate (workspace_id, user_id)`,
  );
  await statements(
    database,
    `create index pause_standing on pause (workspace_id, channel_id) where ended_at is null`,
  );
}
