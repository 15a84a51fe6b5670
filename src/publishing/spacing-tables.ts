import type { Spacing } from "./spacing.ts";

declare module "../kernel/tables.ts" {
  interface Tables {
    /** How far apart posts are to be before somebody is told; without a row, `usualSpacing`. */
    spacing: Spacing & { workspace_id: string };
  }
}
