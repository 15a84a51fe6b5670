/** The SQL that a call runs, taken down once, to be run again without anything around it. */
import type { CompiledQuery } from "kysely";
import { db } from "../src/kernel/scope.ts";
import { inWorkspace } from "../src/kernel/transaction.ts";
import type { Bare } from "./bench.ts";
import type { Seeded } from "./seed.ts";

export interface Statement {
  text: string;
  values: readonly unknown[];
}

/** Runs a route's own work on a path with a query, in a transaction as the server would, and answers its statements. */
export async function statementsOf({ running, workspace }: Seeded, path: string): Promise<Statement[]> {
  const url = new URL(path, "http://localhost");
  const spec = running.app.mounted.find((each) => each.method === "GET" && each.url === url.pathname)?.spec;
  if (!spec?.query) throw new Error(`No route reads ${path}.`);
  const query = spec.query.parse(Object.fromEntries(url.searchParams));
  const statements: Statement[] = [];
  await inWorkspace(running.kernel.database, workspace.id, { kind: "system" }, async () => {
    const executor = db().getExecutor();
    const { executeQuery } = Object.getPrototypeOf(executor) as typeof executor;
    executor.executeQuery = function <R>(compiled: CompiledQuery<R>) {
      statements.push({ text: compiled.sql, values: compiled.parameters });
      return executeQuery.call(this, compiled) as ReturnType<typeof executeQuery<R>>;
    };
    await spec.handle({
      query,
      params: undefined,
      body: undefined,
      language: "en",
      database: running.kernel.database,
      caller: {
        userId: workspace.userId,
        via: { kind: "session", sessionId: workspace.userId },
        workspace: { id: workspace.id, role: "owner" },
      },
    } as unknown as Parameters<typeof spec.handle>[0]);
  });
  if (statements.length === 0) throw new Error(`${path} runs no SQL.`);
  return statements;
}

/** Runs statements one after the other on a plain connection. */
export async function runBare(bare: Bare, statements: readonly Statement[]): Promise<void> {
  for (const { text, values } of statements) await bare(text, values);
}

/** Search reads a view that asks for the workspace: say it once for the whole connection. */
export const seeWorkspace = (bare: Bare, workspaceId: string) =>
  bare(`set app.workspace_id = '${workspaceId}'`);
