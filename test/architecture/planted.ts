/** For each rule, trees that break it once, and what the rule has to say. */
interface Planted {
  files: Record<string, string>;
  finds: RegExp;
}

const migration = (body: string) => ({
  "src/gate/migrations/209912312359_planted.ts": `import { globalTable, statements, tenantTable } from "../../kernel/schema.ts";
export async function up(database) {
  ${body}
}
`,
});
const decision = (columns: string) => migration(`await tenantTable(database, "decision", \`${columns}\`);`);

export const violations: Record<string, Planted[]> = {
  foldersInFlow: [
    { files: { "src/extras/thing.ts": "export {};\n" }, finds: /extras is not in src\/flow\.ts/ },
    { files: { "src/hiring/opening.ts": "export {};\n" }, finds: /hiring is not in src\/flow\.ts as built/ },
    { files: { "src/gate/inner/thing.ts": "export {};\n" }, finds: /a module is flat/ },
    { files: { "src/channels/bluesky/inner/thing.ts": "export {};\n" }, finds: /a module is flat/ },
  ],
  flowOrder: [
    {
      files: { "src/kernel/planted.ts": 'import { x } from "../team/index.ts";\n' },
      finds: /kernel comes before team/,
    },
    {
      files: { "src/inbox/planted.ts": 'import type { X } from "../publishing/index.ts";\n' },
      finds: /inbox comes before/,
    },
    {
      files: { "src/inbox/planted.ts": 'export * from "#src/gate/index.ts";\n' },
      finds: /inbox comes before gate/,
    },
    {
      files: { "src/inbox/planted.ts": 'const x = await import("../gate/index.ts");\n' },
      finds: /inbox comes before gate/,
    },
    {
      files: { "src/gate/planted.ts": 'import { x } from "../team/user.ts";\n' },
      finds: /use src\/team\/index\.ts/,
    },
    {
      files: { "src/gate/planted.ts": 'import { x } from "../app.ts";\n' },
      finds: /modules know no root file/,
    },
    {
      files: { "src/planted.ts": 'import { x } from "./gate/decide.ts";\n' },
      finds: /use src\/gate\/index\.ts/,
    },
    {
      files: { "src/gate/planted.ts": 'import { x } from "../../web/main.tsx";\n' },
      finds: /knows no browser/,
    },
  ],
  networksApart: [
    {
      files: { "src/channels/mastodon/planted.ts": 'import { x } from "../bluesky/tid.ts";\n' },
      finds: /only the registry knows a network/,
    },
    {
      files: { "src/channels/planted.ts": 'import { x } from "./bluesky/index.ts";\n' },
      finds: /only the registry knows a network/,
    },
    {
      files: { "src/channels/bluesky/planted.ts": 'import { db } from "../../kernel/database.ts";\n' },
      finds: /keeps no state/,
    },
    {
      files: { "src/channels/bluesky/planted.ts": 'import { x } from "../channel-store.ts";\n' },
      finds: /the contract only/,
    },
  ],
  browserApart: [
    {
      files: { "web/planted.tsx": 'import { now } from "../src/kernel/clock.ts";\n' },
      finds: /only types and pure files/,
    },
    {
      files: { "web/planted.tsx": 'import { type A, fail, now } from "../src/kernel/clock.ts";\n' },
      finds: /only types and pure files/,
    },
    {
      files: { "src/kernel/result.ts": 'import { readFileSync } from "node:fs";\n' },
      finds: /it is a pure file/,
    },
  ],
  noCycles: [
    {
      files: {
        "src/kernel/one.ts": 'import { two } from "./two.ts";\nexport const one = two;\n',
        "src/kernel/two.ts": 'export { one as two } from "./one.ts";\n',
      },
      finds: /one\.ts → src\/kernel\/two\.ts → src\/kernel\/one\.ts: a circle/,
    },
    { files: { "src/kernel/self.ts": 'import { x } from "./self.ts";\n' }, finds: /self\.ts: a circle/ },
  ],
  fileSizes: [{ files: { "src/gate/long.ts": "export {};\n".repeat(301) }, finds: /long\.ts: 301 lines/ }],
  tablesApart: [
    {
      files: { "src/gate/x.ts": 'db().insertInto("message").values({});\n' },
      finds: /writes message: that is for listening/,
    },
    { files: { "src/gate/x.ts": 'db().updateTable("message as m").set({});\n' }, finds: /writes message/ },
    {
      files: { "src/gate/x.ts": "sql`delete from delivery where true`;\n" },
      finds: /writes delivery: that is for publishing/,
    },
    { files: { "src/gate/x.ts": "sql`update channel set name = ''`;\n" }, finds: /writes channel/ },
    {
      files: { "src/gate/x.ts": 'db().insertInto("nowhere");\n' },
      finds: /no module in src\/flow\.ts owns it/,
    },
  ],
  onlyDeliveriesSpeak: [
    {
      files: { "src/inbox/x.ts": "await connector.outbound.send(session, act, key);\n" },
      finds: /reaches a connector's outbound/,
    },
    {
      files: { "src/inbox/x.ts": "const way = find(network)?.outbound;\n" },
      finds: /reaches a connector's outbound/,
    },
    {
      files: { "src/inbox/x.ts": "const { outbound } = connector;\n" },
      finds: /reaches a connector's outbound/,
    },
    {
      files: { "src/inbox/x.ts": "const { outbound: way } = connector;\n" },
      finds: /reaches a connector's outbound/,
    },
    {
      files: { "src/inbox/x.ts": 'connector["outbound"].send();\n' },
      finds: /reaches a connector's outbound/,
    },
  ],
  oneClock: [
    { files: { "src/gate/x.ts": "export const at = new Date();\n" }, finds: /reads the clock/ },
    { files: { "src/gate/x.ts": "export const at = Date.now();\n" }, finds: /reads the clock/ },
    { files: { "src/gate/x.ts": "sql`update decision set at = now()`;\n" }, finds: /those are parameters/ },
  ],
  tablesInFlow: [
    {
      files: migration('await tenantTable(database, "planted", `primary key (workspace_id)`);'),
      finds: /makes planted/,
    },
    { files: migration("await tenantTable(database, name, columns);"), finds: /1 tables are not plain text/ },
    {
      files: { "src/gate/migrations/202611231000_gate.ts": "export {};\n" },
      finds: /gives decision to gate, which never makes it/,
    },
  ],
  workspaceLeads: [
    { files: decision("id uuid, primary key (id)"), finds: /primary key begins with id/ },
    {
      files: decision("id uuid primary key, primary key (workspace_id)"),
      finds: /a key on one column: id uuid primary key/,
    },
    {
      files: decision("id uuid, primary key (workspace_id, id), unique (id)"),
      finds: /unique begins with id/,
    },
    { files: decision("id uuid"), finds: /has no primary key/ },
    {
      files: decision("x uuid, primary key (workspace_id, x), foreign key (x) references message (id)"),
      finds: /points at message without the workspace/,
    },
    {
      files: decision("x uuid references message (id), primary key (workspace_id, x)"),
      finds: /points at message without the workspace/,
    },
    {
      files: decision(
        "x uuid, primary key (workspace_id, x), foreign key (workspace_id, x) references message (workspace_id, id) on delete set null",
      ),
      finds: /may not be set null/,
    },
    {
      files: migration('await globalTable(database, "workspace", `workspace_id uuid primary key`);'),
      finds: /is global/,
    },
    {
      files: migration("await statements(database, `create unique index x on message (external_id)`);"),
      finds: /unique index of message/,
    },
  ],
  plainSchema: [
    {
      files: migration(
        "await statements(database, `create trigger x after insert on message execute function y()`);",
      ),
      finds: /a trigger/,
    },
    { files: migration("await statements(database, `create sequence x`);"), finds: /a sequence/ },
    {
      files: migration("await statements(database, `alter table message add column n bigserial`);"),
      finds: /a sequence/,
    },
    {
      files: migration("await statements(database, `create function x() returns int language sql as '1'`);"),
      finds: /code inside/,
    },
    { files: migration("await statements(database, `create table x (id uuid)`);"), finds: /a table beside/ },
    {
      files: migration("await statements(database, `alter table message no force row level security`);"),
      finds: /a hole/,
    },
    {
      files: migration("await statements(database, `alter table message add at timestamptz default now()`);"),
      finds: /made by the database/,
    },
  ],
};
