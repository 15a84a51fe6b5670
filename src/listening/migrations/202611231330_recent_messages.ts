import { type MigrationDatabase, statements } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  // The newest messages with a word that most messages hold: reading backwards finds a page at once, where the index of
  // words would give out nearly all of them to be sorted. The planner knows which words are common.
  await statements(database, `create index message_recent on message (workspace_id, at desc, id desc)`);
}
