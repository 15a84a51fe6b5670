import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "decision",
    `id uuid not null, act jsonb not null, channel_id uuid not null, conversation_id uuid, user_id uuid not null,
     verdict text not null check (verdict in ('allow','hold','deny')), reasons jsonb not null, facts jsonb not null,
     overrides uuid, override_reason text, override_by uuid, at timestamptz not null, primary key (workspace_id, id),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id),
     foreign key (workspace_id, conversation_id) references conversation (workspace_id, id),
     foreign key (workspace_id, overrides) references decision (workspace_id, id)`,
  );
  await statements(
    database,
    `create index decision_conversation on decision (workspace_id, conversation_id, id)`,
    // Append-only: nobody in a workspace rewrites why something went out. Only the place follows a merged conversation.
    `revoke update, delete on decision from rapport_tenant`,
    `grant update (conversation_id) on decision to rapport_tenant`,
  );
}
