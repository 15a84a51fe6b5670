/** Whom one may call by name: accounts that were heard, and who is behind them. */
import { sql } from "kysely";
import { db, workspaceId } from "../kernel/scope.ts";

export interface Account {
  identityId: string;
  personId: string;
  network: string;
  /** Without an @ in front. */
  handle: string;
  name: string;
  hasAvatar: boolean;
}

const columns = ["id", "person_id", "network", "handle", "name", "avatar_url"] as const;
const identities = () =>
  db().selectFrom("identity").where("workspace_id", "=", workspaceId()).select(columns);

const accountOf = (row: {
  id: string;
  person_id: string;
  network: string;
  handle: string;
  name: string;
  avatar_url: string | null;
}): Account => ({
  identityId: row.id,
  personId: row.person_id,
  network: row.network,
  handle: row.handle.replace(/^@/, ""),
  name: row.name,
  hasAvatar: row.avatar_url !== null,
});

/** How many names with the same beginning are looked at; the latest heard of them are answered. */
const looked = 2000;

/**
 * Accounts on these networks whose handle or name begins with `search`, in any case; who was heard last comes first. The
 * ids come from a view, since row-level security would read every identity (see `searchView`).
 */
export async function searchAccounts(search: string, networks: string[], limit: number): Promise<Account[]> {
  const begins = search.toLowerCase();
  const rows = await identities()
    .where(
      sql<boolean>`id = any(array(select id from identity_search
        where starts_with(handle, ${begins}) or starts_with(name, ${begins}) limit ${looked}))`,
    )
    .where(sql<boolean>`network = any(${networks}::text[])`)
    .orderBy("last_seen_at", "desc")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(accountOf);
}

/** These accounts, by id. What is not known is left out. */
export async function findAccounts(ids: readonly string[]): Promise<Account[]> {
  if (ids.length === 0) return [];
  const rows = await identities()
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute();
  return rows.map(accountOf);
}

/** All accounts of these persons, who was heard last first. */
export async function accountsOfPersons(personIds: readonly string[]): Promise<Account[]> {
  if (personIds.length === 0) return [];
  const rows = await identities()
    .where(sql<boolean>`person_id = any(${[...personIds]}::uuid[])`)
    .orderBy("last_seen_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(accountOf);
}
