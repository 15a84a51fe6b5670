import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await statements(
    database,
    `alter table delivery drop constraint delivery_kind_check`,
    `alter table delivery add constraint delivery_kind_check check (kind in ('reply','like','post','edit','remove'))`,
    `alter table delivery add column changes_id uuid`,
    `alter table delivery add column gone_at timestamptz`,
    `alter table delivery add column figures_at timestamptz`,
    `alter table delivery add foreign key (workspace_id, changes_id) references delivery (workspace_id, id)`,
    `create index delivery_changes on delivery (workspace_id, changes_id) where changes_id is not null`,
    `create index delivery_figures on delivery (workspace_id, figures_at) where figures_at is not null`,
  );
  await tenantTable(
    database,
    "post_figure",
    `delivery_id uuid not null, at timestamptz not null, likes int, reposts int, replies int, quotes int, views int,
     primary key (workspace_id, delivery_id, at),
     foreign key (workspace_id, delivery_id) references delivery (workspace_id, id)`,
  );
}
