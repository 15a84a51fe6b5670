/**
 * A workspace with a past: messages in their thousands or by the million, written by SQL in sets, since the product's
 * own way would take an hour. What stands afterwards is what the product would have made: four messages to a
 * conversation on average, four persons to a hundred messages, three years long.
 */
import { newId } from "../src/kernel/ids.ts";
import type { Bare, Bench, Product } from "./bench.ts";
import { connectChannel, foundWorkspace, type Workspace } from "./community.ts";
import { bulk } from "./seed-indexes.ts";
import { conversationsSql, messagesSql, peopleSql, planSql } from "./seed-sql.ts";

export interface Seeded extends Product {
  workspace: Workspace;
  channelIds: string[];
  messages: number;
}

/** Per million messages: 250,000 conversations and 40,000 persons, on five channels and the workspace's own desks. */
export const shapeOf = (messages: number) => ({
  messages,
  conversations: Math.ceil(messages / 4),
  persons: Math.ceil(messages / 25),
});
export type Shape = ReturnType<typeof shapeOf>;

const networks = ["bluesky", "mastodon", "email", "mastodon", "feed"] as const;

/** Seeds a new database; the same one for all figures of an engine. */
export const seeded = (bench: Bench, messages: number): Promise<Seeded> =>
  bench.once(`seeded ${messages}`, async () => {
    const begun = performance.now();
    const product = await bench.openProduct(`seed_${messages}`);
    const workspace = await foundWorkspace(product);
    const channelIds: string[] = [];
    for (const [index, network] of networks.entries())
      channelIds.push(
        await connectChannel(
          workspace,
          network,
          `brand-${index}`,
          workspace.deskIds[index % workspace.deskIds.length],
        ),
      );
    await fill(product.bare, shapeOf(messages), workspace, channelIds);
    bench.say(`${messages} messages are there after ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    return { ...product, workspace, channelIds, messages };
  });

async function fill(bare: Bare, shape: Shape, workspace: Workspace, channelIds: string[]): Promise<void> {
  const list = (values: string[]) => `array[${values.map((value) => `'${value}'::uuid`).join(",")}]`;
  const assignees = await addTeammates(bare, workspace);
  const facts = {
    ...shape,
    workspaceId: workspace.id,
    channels: list(channelIds),
    desks: list(workspace.deskIds),
    assignees: list(assignees),
    networks: `array[${networks.map((name) => `'${name}'`).join(",")}]`,
    now: new Date().toISOString(),
  };
  await bulk(bare, ["person", "identity", "conversation", "message", "thread_key"], async () => {
    for (const statement of [
      ...planSql(facts),
      ...peopleSql(facts),
      ...conversationsSql(facts),
      ...messagesSql(facts),
    ])
      await bare(statement);
  });
  await bare("drop table seed_plan");
  await bare("vacuum analyze");
}

/** Seven beside the owner, on every desk. */
async function addTeammates(bare: Bare, { id, userId, deskIds }: Workspace): Promise<string[]> {
  const userIds = Array.from({ length: 7 }, newId);
  for (const [index, each] of userIds.entries()) {
    const email = `teammate-${index}@brand.test`;
    await bare(
      `insert into account_user (id, name, email, email_verified, language, two_factor_enabled, created_at, updated_at)
       select $1, $2, $3, true, 'en', false, created_at, updated_at from account_user where id = $4`,
      [each, `Teammate ${index}`, email, userId],
    );
    await bare(
      `insert into teammate (workspace_id, user_id, role, name, email, languages, time_zone, hours, joined_at)
       select workspace_id, $1, 'member', $2, $3, languages, time_zone, hours, joined_at from teammate
       where workspace_id = $4 and user_id = $5`,
      [each, `Teammate ${index}`, email, id, userId],
    );
    for (const desk of deskIds)
      await bare("insert into teammate_desk (workspace_id, user_id, desk_id) values ($1, $2, $3)", [
        id,
        each,
        desk,
      ]);
  }
  return [userId, ...userIds];
}
