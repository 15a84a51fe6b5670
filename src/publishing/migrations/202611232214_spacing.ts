import { type MigrationDatabase, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "spacing",
    `minutes integer not null check (minutes between 0 and 1440), days integer not null check (days between 0 and 365),
     primary key (workspace_id), foreign key (workspace_id) references workspace (id)`,
  );
}
