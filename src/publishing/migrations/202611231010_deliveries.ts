import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "delivery",
    `id uuid not null, channel_id uuid not null, conversation_id uuid, target_message_id uuid, user_id uuid not null,
     decision_id uuid not null, act jsonb not null, text text not null, text_shape text not null,
     status text not null check (status in ('held','scheduled','sending','sent','failed','unknown','cancelled')),
     due_at timestamptz not null, key text not null, leased_until timestamptz, leased_by text, attempts int not null,
     next_find_at timestamptz, finds int not null, receipt jsonb, external_id text, url text, fault jsonb,
     created_at timestamptz not null, sent_at timestamptz, primary key (workspace_id, id),
     unique (workspace_id, channel_id, key),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id),
     foreign key (workspace_id, conversation_id) references conversation (workspace_id, id),
     foreign key (workspace_id, decision_id) references decision (workspace_id, id),
     foreign key (workspace_id, user_id) references teammate (workspace_id, user_id)`,
  );
  await tenantTable(
    database,
    "attempt",
    `id uuid not null, delivery_id uuid not null, number int not null, what text not null check (what in ('send','find')),
     began_at timestamptz not null, ended_at timestamptz, outcome text, answer jsonb, worker text not null,
     primary key (workspace_id, id),
     foreign key (workspace_id, delivery_id) references delivery (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "delivery_media",
    `delivery_id uuid not null, position int not null, file_id uuid not null, alt text not null,
     primary key (workspace_id, delivery_id, position),
     foreign key (workspace_id, delivery_id) references delivery (workspace_id, id),
     foreign key (workspace_id, file_id) references file (workspace_id, id)`,
  );
  await statements(
    database,
    `create index delivery_due on delivery (workspace_id, status, due_at)`,
    `create index delivery_conversation on delivery (workspace_id, conversation_id, id)`,
    `create index delivery_shape on delivery (workspace_id, text_shape, created_at)`,
    `create index attempt_delivery on attempt (workspace_id, delivery_id, number)`,
  );
}
