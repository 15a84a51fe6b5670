import { type MigrationDatabase, searchView, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  // Where each stream of a channel stands: its row is its queue, claimed by a worker with a lease.
  await tenantTable(
    database,
    "stream",
    `channel_id uuid not null, name text not null, cursor jsonb, pass_began_at timestamptz, complete_to timestamptz,
     first_pass_done_at timestamptz, reached timestamptz, progress jsonb, arrived int not null, due_at timestamptz not null, woken_at timestamptz,
     leased_until timestamptz, leased_by text, failures int not null, failing_since timestamptz, fault jsonb,
     primary key (workspace_id, channel_id, name),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id)`,
  );
  // The ledger of protocol 2: what was asked, and what came.
  await tenantTable(
    database,
    "ledger",
    `id uuid not null, channel_id uuid not null, stream text not null,
     way text not null check (way in ('pull','sweep','line','refill')), asked_at timestamptz not null,
     answered_at timestamptz, covered_from timestamptz, covered_to timestamptz, cursor_before jsonb, cursor_after jsonb,
     received int not null, fresh int not null, fault jsonb, primary key (workspace_id, id),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "gap",
    `id uuid not null, channel_id uuid not null, stream text not null, since timestamptz not null,
     until timestamptz not null, why text not null, noticed_at timestamptz not null, filled_at timestamptz,
     primary key (workspace_id, id), foreign key (workspace_id, channel_id) references channel (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "arrival",
    `id uuid not null, channel_id uuid not null, external_id text not null, at timestamptz not null,
     received_at timestamptz not null, digest text not null, version int not null, payload jsonb not null,
     body_sha256 text, state text not null check (state in ('new','turned','failed')), fault text,
     primary key (workspace_id, id), unique (workspace_id, channel_id, external_id),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "conversation",
    `id uuid not null, channel_id uuid not null, root_key text not null, subject text, form text not null,
     status text not null check (status in ('open','snoozed','closed')), desk_id uuid, assignee_id uuid,
     priority int not null check (priority between 0 and 3), snoozed_until timestamptz, closed_at timestamptz, outcome text,
     promised_at timestamptz, waiting_since timestamptz, person_id uuid, preview text not null, language text,
     message_count int not null, first_at timestamptz not null, last_at timestamptz not null, last_inbound_at timestamptz,
     last_outbound_at timestamptz, version int not null, swept_at timestamptz, sweep_due_at timestamptz,
     primary key (workspace_id, id), unique (workspace_id, channel_id, root_key),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id),
     foreign key (workspace_id, desk_id) references desk (workspace_id, id),
     foreign key (workspace_id, assignee_id) references teammate (workspace_id, user_id)`,
  );
  await tenantTable(
    database,
    "message",
    `id uuid not null, channel_id uuid not null, conversation_id uuid not null, external_id text not null,
     parent_external_id text, identity_id uuid not null, own boolean not null, addressed boolean not null,
     form text not null, at timestamptz not null, edited_at timestamptz, deleted_at timestamptz, subject text,
     text text not null, html text, folded text, language text, visibility text not null, content_warning text, url text,
     attachments jsonb not null, links jsonb not null, automatic text, arrival_id uuid not null, delivery_id uuid,
     search tsvector generated always as (
       to_tsvector('simple', coalesce(subject, '') || ' ' || text || ' ' || coalesce(content_warning, ''))) stored,
     primary key (workspace_id, id), unique (workspace_id, channel_id, external_id),
     foreign key (workspace_id, conversation_id) references conversation (workspace_id, id),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id)`,
  );
  // Every id by which a message may be named as a parent before it has arrived itself: how threads find each other.
  await tenantTable(
    database,
    "thread_key",
    `channel_id uuid not null, external_id text not null, conversation_id uuid not null,
     primary key (workspace_id, channel_id, external_id),
     foreign key (workspace_id, conversation_id) references conversation (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "reaction",
    `id uuid not null, channel_id uuid not null, external_id text not null, form text not null,
     target_external_id text, identity_id uuid not null, at timestamptz not null, gone_at timestamptz,
     primary key (workspace_id, id), unique (workspace_id, channel_id, external_id),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id)`,
  );
  await statements(
    database,
    `create index stream_due on stream (workspace_id, due_at)`,
    `create index ledger_recent on ledger (workspace_id, channel_id, id)`,
    `create index arrival_undone on arrival (workspace_id, channel_id, state, id) where state <> 'turned'`,
    `create index conversation_status on conversation (workspace_id, status, last_at desc, id desc)`,
    `create index conversation_desk on conversation (workspace_id, desk_id, status, last_at desc, id desc)`,
    `create index conversation_assignee on conversation (workspace_id, assignee_id, status, last_at desc, id desc)`,
    `create index conversation_channel on conversation (workspace_id, channel_id, status, last_at desc, id desc)`,
    `create index conversation_waiting on conversation (workspace_id, waiting_since, id) where waiting_since is not null`,
    `create index conversation_desk_waiting on conversation (workspace_id, desk_id, waiting_since, id) where waiting_since is not null`,
    `create index conversation_promised on conversation (workspace_id, promised_at, id) where promised_at is not null`,
    `create index conversation_person on conversation (workspace_id, person_id, last_at desc)`,
    `create index conversation_sweep on conversation (workspace_id, sweep_due_at) where sweep_due_at is not null`,
    `create index conversation_snoozed on conversation (workspace_id, snoozed_until) where status = 'snoozed'`,
    `create index message_thread on message (workspace_id, conversation_id, at, id)`,
    `create index message_identity on message (workspace_id, identity_id, at desc)`,
    `create index message_words on message using gin (search)`,
    `create index reaction_target on reaction (workspace_id, channel_id, target_external_id)`,
    `create index thread_key_conversation on thread_key (workspace_id, conversation_id)`,
  );
  await searchView(
    database,
    "message_search",
    "workspace_id, id, conversation_id, channel_id, identity_id, at, search",
    "message",
  );
}
