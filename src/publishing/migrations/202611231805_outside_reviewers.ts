import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "review_link",
    `id uuid not null, post_id uuid not null, name text not null, secret_hash text not null, created_by uuid not null,
     created_at timestamptz not null, expires_at timestamptz not null, revoked_at timestamptz,
     primary key (workspace_id, id),
     foreign key (workspace_id, post_id) references post (workspace_id, id),
     foreign key (workspace_id, created_by) references teammate (workspace_id, user_id)`,
  );
  await tenantTable(
    database,
    "approval_reminder",
    `post_id uuid not null, user_id uuid not null, version int not null, reminded_at timestamptz not null,
     primary key (workspace_id, post_id, user_id),
     foreign key (workspace_id, post_id) references post (workspace_id, id),
     foreign key (workspace_id, user_id) references teammate (workspace_id, user_id)`,
  );
  await statements(
    database,
    `create index review_link_post on review_link (workspace_id, post_id)`,
    `create index review_link_secret on review_link (workspace_id, secret_hash)`,
    `alter table approval alter column user_id drop not null, alter column policy_id drop not null,
       alter column step drop not null, add column review_link_id uuid, add column reviewer text,
       add foreign key (workspace_id, review_link_id) references review_link (workspace_id, id),
       add check ((user_id is null) <> (review_link_id is null))`,
  );
}
