import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

const teammate = (column: string) =>
  `foreign key (workspace_id, ${column}) references teammate (workspace_id, user_id)`;

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "series",
    `id uuid not null, rule text not null, until_stopped boolean not null, zone text not null, start_local text not null,
     ends_before text, skipped text check (skipped in ('before', 'after')), twice text check (twice in ('first', 'second')),
     text jsonb, planned_by uuid, scopes jsonb, created_by uuid not null, created_at timestamptz not null,
     begun_at timestamptz, stopped_at timestamptz, stopped_by uuid, primary key (workspace_id, id),
     ${teammate("planned_by")}, ${teammate("created_by")}, ${teammate("stopped_by")}`,
  );
  await statements(
    database,
    `create index series_running on series (workspace_id) where begun_at is not null and stopped_at is null`,
    `alter table post add column series_id uuid`,
    `alter table post add column series_at text`,
    `alter table post add column series_same boolean not null default false`,
    `alter table post add foreign key (workspace_id, series_id) references series (workspace_id, id)`,
    // Of several workers, one makes an occurrence; one that was removed is not made again.
    `create unique index post_series on post (workspace_id, series_id, series_at) where series_id is not null`,
    `alter table approval add column series_id uuid`,
    `create index approval_series on approval (workspace_id, series_id) where series_id is not null`,
  );
}
