import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "approval_policy",
    `id uuid not null, channel_id uuid, pillar_id uuid, steps jsonb not null, updated_by uuid not null,
     updated_at timestamptz not null, primary key (workspace_id, id),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id),
     foreign key (workspace_id, pillar_id) references pillar (workspace_id, id),
     foreign key (workspace_id, updated_by) references teammate (workspace_id, user_id)`,
  );
  await tenantTable(
    database,
    "approval",
    `id uuid not null, post_id uuid not null, version int not null, policy_id uuid not null, step int not null,
     verdict text not null check (verdict in ('approve','changes','reject')), user_id uuid not null, note text not null,
     at timestamptz not null, primary key (workspace_id, id),
     foreign key (workspace_id, post_id) references post (workspace_id, id),
     foreign key (workspace_id, user_id) references teammate (workspace_id, user_id)`,
  );
  await statements(
    database,
    `create index delivery_held on delivery (workspace_id, wanted_at) where kind = 'post' and status = 'held'`,
    `create index approval_post on approval (workspace_id, post_id, version)`,
    // Append-only: what was approved, and by whom, is not rewritten.
    `revoke update, delete on approval from rapport_tenant`,
  );
}
