/** Who is here: what the browser reads first, and the very first run. */
import { z } from "zod";
import type { Caller } from "../kernel/caller.ts";
import type { Database } from "../kernel/database.ts";
import { notFound } from "../kernel/errors.ts";
import { type RouteSpec, route } from "../kernel/route.ts";
import { db } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { askSignIn, type SignInDoor } from "./ask-sign-in.ts";
import { firstRun } from "./first-run.ts";
import { emailInput, languageInput, nameInput, passwordInput, roleInput, zoneInput } from "./input.ts";
import { teammateAnswer } from "./teammate-answer.ts";
import { findTeammate } from "./teammate-store.ts";
import { anyUser, findUser, rememberWorkspace } from "./user-store.ts";
import { readWorkspace } from "./workspace-store.ts";

export const workspaceAnswer = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  timeZone: z.string(),
});

const sessionAnswer = z.object({
  user: z
    .object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      language: languageInput,
      secondFactor: z.boolean(),
    })
    .nullable(),
  /** Nobody has set this installation up: show the first run. */
  firstRun: z.boolean(),
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), slug: z.string(), role: roleInput })),
  /** The named workspace, else the one used last. */
  workspace: workspaceAnswer.nullable(),
  teammate: teammateAnswer.nullable(),
});
type Session = z.infer<typeof sessionAnswer>;

export function sessionRoutes(door: SignInDoor): RouteSpec[] {
  return [
    route({
      method: "GET",
      url: "/session",
      summary: "Who is here, and in which workspace",
      access: "public",
      transaction: "none",
      response: sessionAnswer,
      async handle({ caller, database, request, reply }) {
        const named = request.headers["rapport-workspace"];
        if (!caller) return readNobody(database);
        if (named !== undefined && !caller.workspace) throw notFound();
        // Prolongs the session's cookie when that is due.
        if (caller.via.kind === "session") await askSignIn(door, "GET", "/get-session", { request, reply });
        return readSession(database, caller);
      },
    }),
    route({
      method: "POST",
      url: "/first-run",
      summary: "Set Rapport up: the owner and the workspace",
      access: "public",
      transaction: "none",
      perMinute: 10,
      body: z.object({
        name: nameInput,
        email: emailInput,
        password: passwordInput,
        workspaceName: nameInput,
        timeZone: zoneInput,
        language: languageInput,
      }),
      response: z.object({ workspace: workspaceAnswer }),
      async handle({ body, database, request, reply }) {
        const { password, ...draft } = body;
        const passwordHash = await (await door.signIn.$context).password.hash(password);
        const workspace = await firstRun(database, { ...draft, passwordHash });
        await askSignIn(door, "POST", "/sign-in/email", { request, reply }, { email: body.email, password });
        return { workspace };
      },
    }),
  ];
}

async function readNobody(database: Database): Promise<Session> {
  const first = await asSystem(database, async () => !(await anyUser()));
  return { user: null, firstRun: first, workspaces: [], workspace: null, teammate: null };
}

async function readSession(database: Database, caller: Caller): Promise<Session> {
  const found = await asSystem(database, async () => {
    const user = await findUser({ id: caller.userId });
    if (!user) return undefined;
    const workspaces = await db()
      .selectFrom("teammate")
      .innerJoin("workspace", "workspace.id", "teammate.workspace_id")
      .select(["workspace.id", "workspace.name", "slug", "role"])
      .where("user_id", "=", user.id)
      .where("left_at", "is", null)
      .orderBy("workspace.name")
      .orderBy("workspace.id")
      .execute();
    const wanted = caller.workspace?.id ?? user.lastWorkspaceId;
    const chosen = workspaces.find(({ id }) => id === wanted) ?? workspaces[0];
    if (chosen && chosen.id !== user.lastWorkspaceId && caller.via.kind === "session")
      await rememberWorkspace(user.id, chosen.id);
    return { user, workspaces, chosen };
  });
  if (!found) return readNobody(database);
  const { user, workspaces, chosen } = found;
  const here = chosen
    ? await inWorkspace(database, chosen.id, { kind: "teammate", id: user.id }, async () => ({
        workspace: await readWorkspace(),
        teammate: (await findTeammate(user.id)) ?? null,
      }))
    : { workspace: null, teammate: null };
  const { lastWorkspaceId: _, ...shown } = user;
  const visible = caller.via.kind === "key" ? workspaces.filter(({ id }) => id === chosen?.id) : workspaces;
  return { user: shown, firstRun: false, workspaces: visible, ...here };
}
