import { type MigrationDatabase, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "template",
    `id uuid not null, name text not null, content jsonb not null, brief text not null, pillar_id uuid,
     made_by uuid not null, made_at timestamptz not null, changed_by uuid not null, changed_at timestamptz not null,
     primary key (workspace_id, id), unique (workspace_id, name),
     foreign key (workspace_id, made_by) references teammate (workspace_id, user_id),
     foreign key (workspace_id, changed_by) references teammate (workspace_id, user_id)`,
  );
}
