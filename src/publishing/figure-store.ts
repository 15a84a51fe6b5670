import { type Selectable, sql } from "kysely";
import { db, workspaceId } from "../kernel/scope.ts";
import type { Tables } from "../kernel/tables.ts";

export type FigureRecord = Selectable<Tables["post_figure"]>;

/** All that was ever told of these deliveries, the oldest first. */
export const figuresOf = (deliveryIds: string[]): Promise<FigureRecord[]> =>
  deliveryIds.length === 0
    ? Promise.resolve([])
    : db()
        .selectFrom("post_figure")
        .where("workspace_id", "=", workspaceId())
        .where(sql<boolean>`delivery_id = any(${deliveryIds}::uuid[])`)
        .selectAll()
        .orderBy("delivery_id")
        .orderBy("at")
        .execute();
