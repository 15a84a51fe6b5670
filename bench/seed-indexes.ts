import type { Bare } from "./bench.ts";

/**
 * Fills tables without their secondary indexes and without checking foreign keys, and builds the indexes afterwards:
 * for seeding only, where everything is known to be right.
 */
export async function bulk(bare: Bare, tables: string[], work: () => Promise<void>): Promise<void> {
  const { rows } = await bare(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i join pg_class t on t.oid = i.indrelid
     where t.relname = any($1::text[]) and t.relnamespace = current_schema()::regnamespace and not i.indisunique`,
    [tables],
  );
  for (const { name } of rows) await bare(`drop index ${name}`);
  await bare("set session_replication_role = replica");
  await work();
  await bare("set session_replication_role = origin");
  for (const { definition } of rows) await bare(String(definition));
}
