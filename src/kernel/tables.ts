/**
 * Every table of the product, gathered by declaration merging: a module adds its own with
 * `declare module "../kernel/tables.ts" { interface Tables { … } }`, so that the kernel knows none of them.
 */
import type { ColumnType } from "kysely";
import type { Json } from "./result.ts";

/** A jsonb column: read as a value, written through `json()`. */
export type JsonColumn<T = Json> = ColumnType<T, string, string>;
/** A time with zone: read as Date. */
export type Time = ColumnType<Date, Date, Date>;
export type TimeOrNull = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface Tables {
  event: {
    workspace_id: string;
    id: string;
    at: Time;
    kind: string;
    actor_kind: "teammate" | "key" | "channel" | "system";
    actor_id: string | null;
    subject_kind: string;
    subject_id: string;
    data: JsonColumn;
  };
  outbox: { workspace_id: string; id: string; at: Time; payload: JsonColumn };
  installation: { key: string; value: string; updated_at: Time };
  file: {
    workspace_id: string;
    id: string;
    sha256: string;
    name: string;
    type: string;
    bytes: number;
    created_at: Time;
  };
}
