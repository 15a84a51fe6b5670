import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "note",
    `id uuid not null, conversation_id uuid not null, author_id uuid not null, text text not null,
     mentions uuid[] not null, created_at timestamptz not null, edited_at timestamptz, deleted_at timestamptz,
     primary key (workspace_id, id),
     foreign key (workspace_id, conversation_id) references conversation (workspace_id, id),
     foreign key (workspace_id, author_id) references teammate (workspace_id, user_id)`,
  );
  await tenantTable(
    database,
    "hand_over",
    `id uuid not null, conversation_id uuid not null, from_desk_id uuid, to_desk_id uuid not null,
     from_assignee_id uuid, reason text not null, back boolean not null, by_id uuid not null, at timestamptz not null,
     returned_at timestamptz, primary key (workspace_id, id),
     foreign key (workspace_id, conversation_id) references conversation (workspace_id, id),
     foreign key (workspace_id, from_desk_id) references desk (workspace_id, id),
     foreign key (workspace_id, to_desk_id) references desk (workspace_id, id)`,
  );
  // What a change was before, so that it can be undone.
  await tenantTable(
    database,
    "inbox_change",
    `id uuid not null, by_id uuid not null, verb text not null, before jsonb not null, after jsonb not null,
     at timestamptz not null, undone_at timestamptz, primary key (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "saved_view",
    `id uuid not null, owner_id uuid, name text not null, question jsonb not null, position int not null,
     created_at timestamptz not null, primary key (workspace_id, id),
     foreign key (workspace_id, owner_id) references teammate (workspace_id, user_id)`,
  );
  await tenantTable(
    database,
    "presence",
    `conversation_id uuid not null, user_id uuid not null, tab text not null, doing text not null check (doing in ('reading','writing')),
     seen_at timestamptz not null, primary key (workspace_id, conversation_id, user_id, tab),
     foreign key (workspace_id, conversation_id) references conversation (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "reply_draft",
    `conversation_id uuid not null, user_id uuid not null, content jsonb not null, updated_at timestamptz not null,
     primary key (workspace_id, conversation_id, user_id),
     foreign key (workspace_id, conversation_id) references conversation (workspace_id, id)`,
  );
  // That a promise was warned of: the row is also the claim of the worker that tells.
  await tenantTable(
    database,
    "promise_warning",
    `conversation_id uuid not null, promised_at timestamptz not null, warned_at timestamptz not null,
     primary key (workspace_id, conversation_id, promised_at),
     foreign key (workspace_id, conversation_id) references conversation (workspace_id, id)`,
  );
  await statements(
    database,
    `create index note_conversation on note (workspace_id, conversation_id, id)`,
    `create index hand_over_conversation on hand_over (workspace_id, conversation_id, id)`,
  );
}
