import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

const teammate = (column: string) =>
  `foreign key (workspace_id, ${column}) references teammate (workspace_id, user_id)`;

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "pillar",
    `id uuid not null, name text not null, color text not null, position int not null, created_at timestamptz not null,
     primary key (workspace_id, id), unique (workspace_id, name)`,
  );
  await tenantTable(
    database,
    "post",
    `id uuid not null, version int not null, state text not null check (state in ('draft','planned','removed')),
     planned_version int,
     base jsonb not null, brief text not null, pillar_id uuid, local_time text, zone text not null, second boolean,
     source jsonb, created_by uuid not null, created_at timestamptz not null, updated_by uuid not null,
     updated_at timestamptz not null, primary key (workspace_id, id),
     foreign key (workspace_id, pillar_id) references pillar (workspace_id, id),
     ${teammate("created_by")}, ${teammate("updated_by")}`,
  );
  await tenantTable(
    database,
    "variant",
    `id uuid not null, post_id uuid not null, channel_id uuid not null, position int not null, own jsonb not null,
     local_time text, zone text, second boolean, due_at timestamptz, primary key (workspace_id, id),
     unique (workspace_id, post_id, channel_id),
     foreign key (workspace_id, post_id) references post (workspace_id, id),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "post_version",
    `post_id uuid not null, number int not null, content jsonb not null, user_id uuid not null, why text not null,
     at timestamptz not null, primary key (workspace_id, post_id, number),
     foreign key (workspace_id, post_id) references post (workspace_id, id), ${teammate("user_id")}`,
  );
  await statements(
    database,
    `create index post_recent on post (workspace_id, state, updated_at, id)`,
    `create index variant_due on variant (workspace_id, due_at) where due_at is not null`,
    `alter table delivery drop constraint delivery_kind_check`,
    `alter table delivery add constraint delivery_kind_check check (kind in ('reply','like','post'))`,
    `alter table delivery add column post_id uuid`,
    `alter table delivery add column variant_id uuid`,
    // Its place in the thread that the variant is; 0 for all that is no thread.
    `alter table delivery add column part int not null default 0`,
    `alter table delivery add foreign key (workspace_id, variant_id) references variant (workspace_id, id)`,
    `create index delivery_variant on delivery (workspace_id, variant_id, part) where variant_id is not null`,
    `create index delivery_post on delivery (workspace_id, post_id) where post_id is not null`,
  );
}
