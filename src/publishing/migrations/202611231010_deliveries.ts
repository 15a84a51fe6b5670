import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  // A delivery's row is its own queue: status and due_at say what happens next, and when.
  await tenantTable(
    database,
    "delivery",
    `id uuid not null, kind text not null check (kind in ('reply','like')), channel_id uuid not null, conversation_id uuid,
     target_message_id uuid, user_id uuid not null, decision_id uuid not null, asked_digest text not null,
     act jsonb not null, text text not null, text_shape text not null, shape_digest text not null,
     status text not null check (status in ('held','scheduled','sending','sent','failed','unknown','cancelled')),
     wanted_at timestamptz not null, due_at timestamptz not null, key text not null,
     leased_until timestamptz, leased_by text, attempts int not null, failures int not null,
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
    // What is not settled is little, whatever the history: the worker looks at these alone.
    `create index delivery_open on delivery (workspace_id, channel_id, conversation_id, created_at)
       where status in ('scheduled', 'sending', 'unknown')`,
    `create index delivery_conversation on delivery (workspace_id, conversation_id, created_at, id)`,
    `create index delivery_shape on delivery (workspace_id, shape_digest, created_at)`,
    `create index delivery_recent on delivery (workspace_id, created_at)`,
    `create index delivery_taken on delivery (workspace_id, channel_id, external_id) where external_id is not null`,
    `create index attempt_delivery on attempt (workspace_id, delivery_id, number)`,
  );
}
