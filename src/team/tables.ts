/** The tables of this module. `account_user`, `session`, `credential`, `verification` and `two_factor` are the sign-in library's, too. */
import type { ApiScope, Language, Role } from "../kernel/caller.ts";
import type { JsonColumn, Time, TimeOrNull } from "../kernel/tables.ts";
import type { Hours } from "./hours.ts";
import type { NotificationData, NotificationKind } from "./notification.ts";

interface Stamps {
  created_at: Time;
  updated_at: Time;
}

interface Mine {
  workspace_id: string;
  user_id: string;
}

export interface TeamTables {
  account_user: Stamps & {
    id: string;
    name: string;
    /** In lower case. */
    email: string;
    email_verified: boolean;
    image: string | null;
    language: Language;
    two_factor_enabled: boolean;
    last_workspace_id: string | null;
  };
  session: Stamps & {
    id: string;
    user_id: string;
    token: string;
    expires_at: Time;
    ip_address: string | null;
    user_agent: string | null;
  };
  credential: Stamps & {
    id: string;
    user_id: string;
    account_id: string;
    provider_id: string;
    password: string | null;
  };
  verification: Stamps & { id: string; identifier: string; value: string; expires_at: Time };
  two_factor: { id: string; user_id: string };
  sign_in_window: {
    /** An address and what it asks for, as the sign-in library writes them. */
    client: string;
    tries: number;
    until: Time;
  };
  workspace: Stamps & { id: string; name: string; slug: string; time_zone: string };
  teammate: Mine & {
    role: Role;
    name: string;
    email: string;
    pronouns: string | null;
    languages: string[];
    time_zone: string;
    hours: JsonColumn<Hours>;
    signature: string | null;
    portrait_file_id: string | null;
    joined_at: Time;
    left_at: TimeOrNull;
  };
  /** A view over the teammates of every workspace who have not left; only outside of workspaces. */
  membership: Mine & { role: Role };
  desk: {
    workspace_id: string;
    id: string;
    /** Stays when the name changes; unique in the workspace. */
    key: string;
    name: string;
    /** `#rrggbb` */
    color: string;
    position: number;
    /** Working minutes until an answer is promised; null: nothing is promised. */
    promise_minutes: number | null;
    archived_at: TimeOrNull;
  };
  teammate_desk: Mine & { desk_id: string };
  invitation: {
    workspace_id: string;
    id: string;
    email: string | null;
    role: Role;
    desk_ids: string[];
    token_hash: string;
    created_by: string;
    created_at: Time;
    expires_at: Time;
    accepted_at: TimeOrNull;
    accepted_by: string | null;
    revoked_at: TimeOrNull;
  };
  api_key: Mine & {
    id: string;
    name: string;
    /** The visible beginning of the secret, to tell keys apart. */
    prefix: string;
    secret_hash: string;
    scopes: ApiScope[];
    created_at: Time;
    expires_at: TimeOrNull;
    last_used_at: TimeOrNull;
    revoked_at: TimeOrNull;
  };
  notification: Mine & {
    id: string;
    kind: NotificationKind;
    subject_kind: string;
    subject_id: string;
    data: JsonColumn<NotificationData>;
    /** Where it is wanted: in the product, by e-mail, by push. */
    in_app: boolean;
    email: boolean;
    push: boolean;
    created_at: Time;
    read_at: TimeOrNull;
    emailed_at: TimeOrNull;
    pushed_at: TimeOrNull;
  };
  notification_choice: Mine & { kind: NotificationKind; in_app: boolean; email: boolean; push: boolean };
  push_subscription: Mine & {
    id: string;
    endpoint: string;
    keys: JsonColumn<{ p256dh: string; auth: string }>;
    user_agent: string | null;
    created_at: Time;
  };
}

declare module "../kernel/tables.ts" {
  interface Tables extends TeamTables {}
}
