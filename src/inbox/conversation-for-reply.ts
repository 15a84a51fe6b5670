import { db, workspaceId } from "../kernel/scope.ts";
import { follow } from "./join.ts";

/** What publishing needs to know of a conversation before a reply. */
export interface ConversationForReply {
  id: string;
  channelId: string;
  deskId: string | null;
  assigneeId: string | null;
  status: "open" | "snoozed" | "closed";
  subject: string | null;
  form: string;
  personId: string | null;
  version: number;
}

/** Throws not-found. An id whose conversation was joined to another answers with that one. */
export async function conversationForReply(id: string): Promise<ConversationForReply> {
  const row = await db()
    .selectFrom("conversation")
    .select([
      "id",
      "channel_id",
      "desk_id",
      "assignee_id",
      "status",
      "subject",
      "form",
      "person_id",
      "version",
    ])
    .where("workspace_id", "=", workspaceId())
    .where("id", "=", await follow(id))
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    channelId: row.channel_id,
    deskId: row.desk_id,
    assigneeId: row.assignee_id,
    status: row.status,
    subject: row.subject,
    form: row.form,
    personId: row.person_id,
    version: row.version,
  };
}
