import { type MigrationDatabase, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "slot",
    `channel_id uuid not null,
     weekday text not null check (weekday in ('mon','tue','wed','thu','fri','sat','sun')),
     local_time text not null, zone text not null, primary key (workspace_id, channel_id, weekday, local_time, zone),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "calendar_feed",
    `user_id uuid not null, secret_hash text not null, created_at timestamptz not null,
     primary key (workspace_id, user_id),
     foreign key (workspace_id, user_id) references teammate (workspace_id, user_id)`,
  );
}
