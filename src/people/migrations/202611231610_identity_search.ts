import { type MigrationDatabase, searchView, statements } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  // Whom people name in a search, in any case: `lower` is not leakproof, so row-level security would read every identity.
  // The pattern operators serve both equality and beginnings, whatever the database's collation.
  await statements(
    database,
    `create index identity_lower_handle on identity (workspace_id, lower(handle) text_pattern_ops)`,
    `create index identity_lower_name on identity (workspace_id, lower(name) text_pattern_ops)`,
  );
  await searchView(
    database,
    "identity_search",
    "workspace_id, id, lower(handle) as handle, lower(name) as name",
    "identity",
  );
}
