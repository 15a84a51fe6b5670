import type { Language } from "../kernel/caller.ts";
import type { Database } from "../kernel/database.ts";
import { Problem } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { inWorkspace } from "../kernel/transaction.ts";
import { anyUser, insertUser } from "./user-store.ts";
import { createWorkspace, type Workspace } from "./workspace-store.ts";

export interface FirstRun {
  name: string;
  email: string;
  passwordHash: string;
  workspaceName: string;
  timeZone: string;
  language: Language;
}

/** Makes the first user, who owns the first workspace: once in the life of an installation, whoever else tries at the same moment. */
export async function firstRun(database: Database, draft: FirstRun): Promise<Workspace> {
  const userId = newId();
  const workspaceId = newId();
  const { name, email, passwordHash, language, timeZone } = draft;
  return inWorkspace(database, workspaceId, { kind: "teammate", id: userId }, () =>
    createWorkspace(
      { name: draft.workspaceName, timeZone, language },
      { userId, name, email, languages: [language] },
      async () => {
        if (await anyUser())
          throw new Problem("conflict", {
            en: "Rapport has been set up already. Please sign in.",
            es: "Rapport ya está configurado. Inicia sesión.",
          });
        await insertUser({ id: userId, name, email, language, passwordHash, workspaceId });
      },
    ),
  );
}
