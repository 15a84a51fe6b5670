import { globalTable, type MigrationDatabase, statements } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  // How often a client tried, in windows that begin with its first try: one count for all processes, across restarts.
  await globalTable(
    database,
    "sign_in_window",
    `client text primary key, tries int not null, until timestamptz not null`,
  );
  await statements(database, `create index sign_in_window_until on sign_in_window (until)`);
}
