/** Content pillars: the few themes that a brand speaks about. */
import { z } from "zod";
import { now } from "../kernel/clock.ts";
import { badField, isDuplicate, notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { announce, db, workspaceId } from "../kernel/scope.ts";

export const pillarInput = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^\P{Cc}*$/u),
  color: z.string().regex(/^#[0-9a-f]{6}$/i),
});
export const pillarPatch = pillarInput.partial().extend({ position: z.int().min(0).max(1000).optional() });

export interface Pillar {
  id: string;
  name: string;
  color: string;
  position: number;
}

/** In their order. */
export const listPillars = (): Promise<Pillar[]> =>
  db()
    .selectFrom("pillar")
    .where("workspace_id", "=", workspaceId())
    .select(["id", "name", "color", "position"])
    .orderBy("position")
    .orderBy("id")
    .execute();

export const findPillar = async (id: string): Promise<Pillar | undefined> =>
  (await listPillars()).find((each) => each.id === id);

/** Throws where the name is taken. */
export async function addPillar(draft: z.output<typeof pillarInput>): Promise<Pillar> {
  const position = ((await listPillars()).at(-1)?.position ?? 0) + 1;
  const pillar: Pillar = { id: newId(), ...draft, position };
  await uniquely(() =>
    db()
      .insertInto("pillar")
      .values({ workspace_id: workspaceId(), ...pillar, created_at: now() })
      .execute(),
  );
  announce("pillars");
  return pillar;
}

/** Throws where it is not there, or the name is taken. */
export async function changePillar(id: string, patch: z.output<typeof pillarPatch>): Promise<Pillar> {
  const pillar = await findPillar(id);
  if (!pillar) throw notFound();
  const changed: Pillar = {
    id,
    name: patch.name ?? pillar.name,
    color: patch.color ?? pillar.color,
    position: patch.position ?? pillar.position,
  };
  await uniquely(() =>
    db()
      .updateTable("pillar")
      .set(changed)
      .where("workspace_id", "=", workspaceId())
      .where("id", "=", id)
      .execute(),
  );
  announce("pillars");
  return changed;
}

/** Its posts stay, without a pillar; who had to agree for it alone is asked no more. */
export async function dropPillar(id: string): Promise<void> {
  if (!(await findPillar(id))) throw notFound();
  await db()
    .updateTable("post")
    .set({ pillar_id: null })
    .where("workspace_id", "=", workspaceId())
    .where("pillar_id", "=", id)
    .execute();
  await db()
    .deleteFrom("approval_policy")
    .where("workspace_id", "=", workspaceId())
    .where("pillar_id", "=", id)
    .execute();
  await db().deleteFrom("pillar").where("workspace_id", "=", workspaceId()).where("id", "=", id).execute();
  announce("pillars");
  announce("posts");
}

async function uniquely<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    throw badField("body.name", {
      en: "There is a pillar of this name already.",
      es: "Ya hay un pilar con este nombre.",
    });
  }
}
