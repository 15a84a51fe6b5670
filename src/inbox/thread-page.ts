/** A thread a page at a time, newest page first. */
import { sql } from "kysely";
import { db, workspaceId } from "../kernel/scope.ts";
import { type PresentedMessage, presentMessages } from "../listening/index.ts";
import { readCursor, writeCursor } from "./cursor.ts";

const pageSize = 100;

export interface ThreadPage {
  /** Oldest first. */
  messages: PresentedMessage[];
  /** Cursor of the messages before these; null when these are the first. */
  earlier: string | null;
}

/** The newest messages of a thread before a cursor. Throws bad-input for a cursor that is not of a thread. */
export async function threadPage(conversationId: string, before: string | undefined): Promise<ThreadPage> {
  const place = before === undefined ? undefined : readCursor("thread", before, "before");
  const { rows } = await sql<{ id: string; key: string }>`
    select id, at::text as key from message
    where workspace_id = ${workspaceId()} and conversation_id = ${conversationId}
      ${place ? sql`and (at, id) < (${place.key}::timestamptz, ${place.id}::uuid)` : sql``}
    order by at desc, id desc limit ${pageSize + 1}`.execute(db());
  const shown = rows.slice(0, pageSize);
  const oldest = shown.at(-1);
  return {
    messages: await presentMessages(shown.map((row) => row.id).reverse()),
    earlier: rows.length > pageSize && oldest ? writeCursor("thread", oldest) : null,
  };
}
