import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await tenantTable(
    database,
    "subscriber",
    `id uuid not null, channel_id uuid not null, address text not null, name text not null, permission text not null,
     permitted_on text not null, entered_by uuid not null, entered_at timestamptz not null,
     state text not null check (state in ('active', 'unsubscribed', 'bounced')),
     state_at timestamptz not null, state_why text not null,
     primary key (workspace_id, id), unique (workspace_id, channel_id, address),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id),
     foreign key (workspace_id, entered_by) references teammate (workspace_id, user_id)`,
  );
  await tenantTable(
    database,
    "bulletin_sender",
    `channel_id uuid not null, line text not null, per_minute int not null, updated_by uuid not null,
     updated_at timestamptz not null,
     primary key (workspace_id, channel_id),
     foreign key (workspace_id, channel_id) references channel (workspace_id, id),
     foreign key (workspace_id, updated_by) references teammate (workspace_id, user_id)`,
  );
  await tenantTable(
    database,
    "bulletin_recipient",
    `variant_id uuid not null, subscriber_id uuid not null, key text not null, message_id text, secret_hash text,
     state text not null check (state in ('waiting', 'sending', 'sent', 'left-out', 'bounced', 'failed')),
     claim text, due_at timestamptz not null, began_at timestamptz, tries int not null, answer text not null,
     sent_at timestamptz, bounced_at timestamptz,
     primary key (workspace_id, variant_id, subscriber_id),
     foreign key (workspace_id, variant_id) references variant (workspace_id, id),
     foreign key (workspace_id, subscriber_id) references subscriber (workspace_id, id)`,
  );
  await statements(
    database,
    `create index bulletin_recipient_due on bulletin_recipient (workspace_id, variant_id, due_at)
       where state in ('waiting', 'sending')`,
    `create index bulletin_recipient_message on bulletin_recipient (workspace_id, message_id)`,
    `create index bulletin_recipient_secret on bulletin_recipient (workspace_id, secret_hash)`,
    `create index bulletin_recipient_subscriber on bulletin_recipient (workspace_id, subscriber_id, began_at)`,
    `create index subscriber_state on subscriber (workspace_id, channel_id, state, entered_at)`,
  );
}
