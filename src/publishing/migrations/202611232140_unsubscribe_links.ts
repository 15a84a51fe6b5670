import { systemRole } from "../../kernel/begin.ts";
import { type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  // Every mail has a link of its own: one that is sent again must not take it from the one before.
  await tenantTable(
    database,
    "unsubscribe_link",
    `secret_hash text not null, subscriber_id uuid, delivery_id uuid, made_at timestamptz not null,
     check ((subscriber_id is null) <> (delivery_id is null)),
     primary key (workspace_id, secret_hash),
     foreign key (workspace_id, subscriber_id) references subscriber (workspace_id, id),
     foreign key (workspace_id, delivery_id) references delivery (workspace_id, id)`,
  );
  await statements(
    database,
    // Whoever logs in sees no workspace's rows.
    `set local role ${systemRole}`,
    `insert into unsubscribe_link (workspace_id, secret_hash, subscriber_id, made_at)
       select workspace_id, secret_hash, subscriber_id, coalesce(began_at, due_at) from bulletin_recipient
       where secret_hash is not null`,
    `reset role`,
    `drop index bulletin_recipient_secret`,
    `alter table bulletin_recipient drop column secret_hash`,
    // A mail to the teammate who writes it, before a bulletin goes out.
    `alter table delivery drop constraint delivery_kind_check`,
    `alter table delivery add constraint delivery_kind_check
       check (kind in ('reply','like','post','edit','remove','test'))`,
  );
}
