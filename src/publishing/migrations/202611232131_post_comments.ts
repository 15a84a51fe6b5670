import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "post_comment",
    `id uuid not null, post_id uuid not null, thread_id uuid, author_id uuid not null, text text not null,
     mentions uuid[] not null, place jsonb, created_at timestamptz not null, edited_at timestamptz,
     deleted_at timestamptz, resolved_by uuid, resolved_at timestamptz,
     primary key (workspace_id, id),
     foreign key (workspace_id, post_id) references post (workspace_id, id),
     foreign key (workspace_id, thread_id) references post_comment (workspace_id, id),
     foreign key (workspace_id, author_id) references teammate (workspace_id, user_id),
     foreign key (workspace_id, resolved_by) references teammate (workspace_id, user_id)`,
  );
  await statements(
    database,
    `create index post_comment_post on post_comment (workspace_id, post_id, created_at)`,
    `create index post_comment_thread on post_comment (workspace_id, thread_id) where thread_id is not null`,
  );
}
