import { type MigrationDatabase, statements } from "../../kernel/schema.ts";

export async function up(database: MigrationDatabase): Promise<void> {
  // Why a stretch is missing is said in the reader's language; what stands was said in one.
  await statements(database, `alter table gap alter column why type jsonb using to_jsonb(why)`);
}
