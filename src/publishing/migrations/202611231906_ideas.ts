import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "idea",
    `id uuid not null, lane text not null check (lane in ('thought','trying','next')), rank double precision not null,
     text text not null, link text, message_id uuid, post_id uuid, made_by uuid not null,
     made_at timestamptz not null, changed_at timestamptz not null, archived_at timestamptz,
     primary key (workspace_id, id),
     foreign key (workspace_id, post_id) references post (workspace_id, id),
     foreign key (workspace_id, made_by) references teammate (workspace_id, user_id)`,
  );
  await statements(
    database,
    `create index idea_lane on idea (workspace_id, lane, rank) where archived_at is null`,
    `create index idea_changed on idea (workspace_id, changed_at)`,
    `create index idea_post on idea (workspace_id, post_id) where post_id is not null`,
  );
}
