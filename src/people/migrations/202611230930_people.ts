import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "person",
    `id uuid not null, name text not null, avatar_url text, first_seen_at timestamptz not null,
     last_seen_at timestamptz not null, message_count int not null, reaction_count int not null,
     primary key (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "identity",
    `id uuid not null, person_id uuid not null, network text not null, external_id text not null, handle text not null,
     name text not null, avatar_url text, url text, bio text, bot boolean not null, own boolean not null,
     first_seen_at timestamptz not null, last_seen_at timestamptz not null, message_count int not null,
     reaction_count int not null, primary key (workspace_id, id), unique (workspace_id, network, external_id),
     foreign key (workspace_id, person_id) references person (workspace_id, id)`,
  );
  await statements(
    database,
    `create index identity_person on identity (workspace_id, person_id)`,
    `create index identity_handle on identity (workspace_id, handle)`,
  );
}
