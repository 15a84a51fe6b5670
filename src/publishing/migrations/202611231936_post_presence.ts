import { type MigrationDatabase, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "post_presence",
    `post_id uuid not null, user_id uuid not null, tab text not null, place text, seen_at timestamptz not null,
     primary key (workspace_id, post_id, user_id, tab),
     foreign key (workspace_id, post_id) references post (workspace_id, id),
     foreign key (workspace_id, user_id) references teammate (workspace_id, user_id)`,
  );
}
