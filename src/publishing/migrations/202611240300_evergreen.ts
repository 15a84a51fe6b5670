import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "evergreen",
    `post_id uuid not null, channel_id uuid not null, days integer not null check (days between 1 and 730),
     marked_by uuid not null, marked_at timestamptz not null, primary key (workspace_id, post_id, channel_id),
     foreign key (workspace_id, post_id) references post (workspace_id, id),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id),
     foreign key (workspace_id, marked_by) references teammate (workspace_id, user_id)`,
  );
  await statements(
    database,
    `alter table post add column repeat_of uuid`,
    `alter table post add foreign key (workspace_id, repeat_of) references post (workspace_id, id)`,
    `create index post_repeats on post (workspace_id, repeat_of) where repeat_of is not null`,
  );
}
