/** Notifications about conversations, with what one needs to know before opening them. */
import { db, workspaceId } from "../kernel/scope.ts";
import { notify } from "../team/index.ts";

type Kind = "assigned" | "handed-over" | "mentioned" | "promise-at-risk";

export interface About {
  conversationId: string;
  /** Whose doing it is; left out for the product's own. */
  byId?: string;
  /** In a few words; left out: how the conversation begins in its list. */
  what?: string;
  /** Of how many conversations this is the first. */
  count?: number;
}

const mostWords = 200;

/** Where a conversation stands in the product. */
export const conversationPath = (id: string): string => `/inbox/c/${id}`;

/** Tells teammates; whoever does it is not told. The names and words stand as they are now. */
export async function tellAbout(kind: Kind, userIds: string[], about: About): Promise<void> {
  if (userIds.length === 0) return;
  const by = about.byId
    ? await db()
        .selectFrom("teammate")
        .select("name")
        .where("workspace_id", "=", workspaceId())
        .where("user_id", "=", about.byId)
        .executeTakeFirst()
    : undefined;
  const what = about.what ?? (await beginningOf(about.conversationId));
  const others = (about.count ?? 1) - 1;
  await notify(
    userIds.map((userId) => ({
      userId,
      kind,
      subject: { kind: "conversation", id: about.conversationId },
      data: {
        ...(by ? { by: by.name } : {}),
        what: `${shortened(what)}${others > 0 ? ` (+${others})` : ""}`,
        path: conversationPath(about.conversationId),
      },
    })),
  );
}

async function beginningOf(conversationId: string): Promise<string> {
  const row = await db()
    .selectFrom("conversation")
    .select(["subject", "preview"])
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", conversationId)
    .executeTakeFirst();
  return row?.subject || row?.preview || "";
}

const shortened = (text: string): string => {
  const characters = [...text];
  return characters.length > mostWords ? `${characters.slice(0, mostWords - 1).join("")}…` : text;
};
