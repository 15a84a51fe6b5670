import { globalTable, type MigrationDatabase, statements, tenantTable } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  // Global: a user may be in many workspaces. Column names are those that the sign-in library is told to use.
  await globalTable(
    database,
    "account_user",
    `id uuid primary key, name text not null, email text not null unique, email_verified boolean not null,
     image text, language text not null, two_factor_enabled boolean not null default false,
     last_workspace_id uuid, created_at timestamptz not null, updated_at timestamptz not null`,
  );
  await globalTable(
    database,
    "session",
    `id uuid primary key, user_id uuid not null references account_user (id) on delete cascade,
     token text not null unique, expires_at timestamptz not null, ip_address text, user_agent text,
     created_at timestamptz not null, updated_at timestamptz not null`,
  );
  await globalTable(
    database,
    "credential",
    `id uuid primary key, user_id uuid not null references account_user (id) on delete cascade,
     account_id text not null, provider_id text not null, password text, access_token text, refresh_token text,
     id_token text, access_token_expires_at timestamptz, refresh_token_expires_at timestamptz, scope text,
     created_at timestamptz not null, updated_at timestamptz not null`,
  );
  await globalTable(
    database,
    "verification",
    `id uuid primary key, identifier text not null, value text not null, expires_at timestamptz not null,
     created_at timestamptz not null, updated_at timestamptz not null`,
  );
  await globalTable(
    database,
    "two_factor",
    `id uuid primary key, user_id uuid not null references account_user (id) on delete cascade,
     secret text not null, backup_codes text not null, verified boolean not null default false,
     failed_verification_count int not null default 0, locked_until timestamptz`,
  );
  await globalTable(
    database,
    "workspace",
    `id uuid primary key, name text not null, slug text not null unique, time_zone text not null,
     created_at timestamptz not null, updated_at timestamptz not null`,
  );
  await tenantTable(
    database,
    "teammate",
    `user_id uuid not null references account_user (id), role text not null check (role in ('owner','lead','member','guest')),
     name text not null, email text not null, pronouns text, languages text[] not null, time_zone text not null,
     hours jsonb not null, signature text, portrait_file_id uuid, joined_at timestamptz not null, left_at timestamptz,
     primary key (workspace_id, user_id), foreign key (workspace_id) references workspace (id),
     foreign key (workspace_id, portrait_file_id) references file (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "desk",
    `id uuid not null, key text not null, name text not null, color text not null, position int not null,
     promise_minutes int, archived_at timestamptz, primary key (workspace_id, id), unique (workspace_id, key)`,
  );
  await tenantTable(
    database,
    "teammate_desk",
    `user_id uuid not null, desk_id uuid not null, primary key (workspace_id, user_id, desk_id),
     foreign key (workspace_id, user_id) references teammate (workspace_id, user_id) on delete cascade,
     foreign key (workspace_id, desk_id) references desk (workspace_id, id) on delete cascade`,
  );
  await tenantTable(
    database,
    "invitation",
    `id uuid not null, email text, role text not null, desk_ids uuid[] not null, token_hash text not null,
     created_by uuid not null, created_at timestamptz not null, expires_at timestamptz not null,
     accepted_at timestamptz, accepted_by uuid, revoked_at timestamptz, primary key (workspace_id, id)`,
  );
  await tenantTable(
    database,
    "api_key",
    `id uuid not null, name text not null, prefix text not null, secret_hash text not null, scopes text[] not null,
     user_id uuid not null, created_at timestamptz not null, expires_at timestamptz, last_used_at timestamptz,
     revoked_at timestamptz, primary key (workspace_id, id),
     foreign key (workspace_id, user_id) references teammate (workspace_id, user_id)`,
  );
  await tenantTable(
    database,
    "notification",
    `id uuid not null, user_id uuid not null, kind text not null, subject_kind text not null, subject_id uuid not null,
     data jsonb not null, in_app boolean not null, email boolean not null, push boolean not null,
     created_at timestamptz not null, read_at timestamptz, emailed_at timestamptz, pushed_at timestamptz,
     primary key (workspace_id, id),
     foreign key (workspace_id, user_id) references teammate (workspace_id, user_id)`,
  );
  await tenantTable(
    database,
    "notification_choice",
    `user_id uuid not null, kind text not null, in_app boolean not null, email boolean not null, push boolean not null,
     primary key (workspace_id, user_id, kind),
     foreign key (workspace_id, user_id) references teammate (workspace_id, user_id)`,
  );
  await tenantTable(
    database,
    "push_subscription",
    `id uuid not null, user_id uuid not null, endpoint text not null, keys jsonb not null, user_agent text,
     created_at timestamptz not null, primary key (workspace_id, id), unique (workspace_id, user_id, endpoint),
     foreign key (workspace_id, user_id) references teammate (workspace_id, user_id)`,
  );
  await statements(
    database,
    `create index session_user_id on session (user_id)`,
    `create index credential_user_id on credential (user_id)`,
    `create index verification_identifier on verification (identifier)`,
    `create index two_factor_user_id on two_factor (user_id)`,
    `create index teammate_user on teammate (user_id)`,
    `create index api_key_user on api_key (workspace_id, user_id)`,
    `create index notification_mine on notification (workspace_id, user_id, id)`,
    `create index notification_unread on notification (workspace_id, user_id, id) where read_at is null`,
    // Who belongs where, for the question that every request asks first: one statement of the login role, without a
    // transaction. The view is the system role's, which sees every workspace; tenants have no right to it.
    `create view membership as select user_id, workspace_id, role from teammate where left_at is null`,
    `alter view membership owner to rapport_system`,
    // Only its owner may grant; the login role does not inherit what the system role has.
    `set local role rapport_system`,
    `grant select on membership to session_user`,
    `reset role`,
    // A workspace's own row is all that it sees of this table, and its name and time zone all that it changes there.
    `alter table workspace enable row level security`,
    `alter table workspace force row level security`,
    `create policy tenant on workspace to rapport_tenant
       using (id = nullif(current_setting('app.workspace_id', true), '')::uuid)`,
    `create policy system on workspace to rapport_system using (true) with check (true)`,
    `grant select, update (name, time_zone, updated_at) on workspace to rapport_tenant`,
  );
}
