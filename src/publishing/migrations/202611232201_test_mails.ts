import { type MigrationDatabase, statements } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  // The few tests that a teammate asked for, among all that was ever said.
  await statements(
    database,
    `create index delivery_test on delivery (workspace_id, user_id, created_at) where kind = 'test'`,
  );
}
