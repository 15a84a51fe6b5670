import { type MigrationDatabase, statements } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  await statements(
    database,
    // What is due next, whatever waits behind it.
    `create index delivery_due on delivery (workspace_id, due_at, created_at) where status = 'scheduled'`,
    // Whether a post of the channel is still to go out before another; and what waits for too long.
    `create index delivery_turn on delivery (workspace_id, channel_id, wanted_at)
       where status in ('scheduled', 'sending', 'unknown')`,
    // What is under way is few, and looked at with every claim.
    `create index delivery_under_way on delivery (workspace_id) where status in ('sending', 'unknown')`,
  );
}
