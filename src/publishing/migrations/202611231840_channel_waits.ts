import { type MigrationDatabase, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "channel_wait",
    `channel_id uuid not null, tag text not null check (tag in ('rate','unavailable')), message jsonb not null,
     since timestamptz not null, until timestamptz not null, tries int not null, primary key (workspace_id, channel_id),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id)`,
  );
}
