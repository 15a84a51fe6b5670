/** A workspace with five people and two desks, one of them served. */
import type { Role } from "../kernel/caller.ts";
import { now } from "../kernel/clock.ts";
import type { Database } from "../kernel/database.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";

const team: ReadonlyArray<[name: string, role: Role]> = [
  ["Ana Ruiz", "owner"],
  ["Leo Sanz", "lead"],
  ["Mia Vega", "member"],
  ["Tom Gil", "member"],
  ["Gus Paz", "guest"],
];

export async function foundTeam(database: Database) {
  const workspace = newId();
  const users = new Map(
    team.map(([name, role]) => [name.split(" ")[0]?.toLowerCase() ?? "", { id: newId(), name, role }]),
  );
  const user = (name: string): string => users.get(name)?.id ?? newId();
  const desks = { community: newId(), sales: newId() };
  const at = now();
  const stamps = { created_at: at, updated_at: at };
  await asSystem(database, async () => {
    await db()
      .insertInto("account_user")
      .values(
        [...users.values()].map(({ id, name }) => ({
          id,
          name,
          email: `${id}@brand.test`,
          email_verified: true,
          image: null,
          language: "en" as const,
          two_factor_enabled: false,
          last_workspace_id: null,
          ...stamps,
        })),
      )
      .execute();
    await db()
      .insertInto("workspace")
      .values({
        id: workspace,
        name: "Café del Río",
        slug: workspace,
        time_zone: "Europe/Madrid",
        ...stamps,
      })
      .execute();
  });
  await inWorkspace(database, workspace, { kind: "system" }, async () => {
    await db()
      .insertInto("teammate")
      .values(
        [...users.values()].map(({ id, name, role }) => ({
          workspace_id: workspace,
          user_id: id,
          role,
          name,
          email: `${id}@brand.test`,
          pronouns: null,
          languages: ["en"],
          time_zone: "Europe/Madrid",
          hours: "{}",
          signature: null,
          portrait_file_id: null,
          joined_at: at,
        })),
      )
      .execute();
    await db()
      .insertInto("desk")
      .values(
        Object.entries(desks).map(([name, id], position) => ({
          workspace_id: workspace,
          id,
          key: name,
          name,
          color: "#2f7d6d",
          position,
          promise_minutes: 60,
        })),
      )
      .execute();
    await db()
      .insertInto("teammate_desk")
      .values({ workspace_id: workspace, user_id: user("mia"), desk_id: desks.community })
      .execute();
  });
  return { workspace, users, user, desks };
}
