import type { SeriesText } from "./series.ts";

declare module "../kernel/tables.ts" {
  interface Tables {
    /** Posts that come again by a rule; their rows name it. */
    series: {
      workspace_id: string;
      id: string;
      /** RFC 5545, without `RRULE:`. */
      rule: string;
      /** Chosen: it has no end. */
      until_stopped: boolean;
      zone: string;
      /** The first time that the rule gives, `YYYY-MM-DDTHH:mm`. */
      start_local: string;
      /** None from here on, as another series goes on instead. */
      ends_before: string | null;
      /** What is done with times that the clock leaps over, or shows twice. */
      skipped: "before" | "after" | null;
      twice: "first" | "second" | null;
      /** What every occurrence says; null until the first is planned. */
      text: JsonColumn<SeriesText> | null;
      /** Who planned it, and with what rights if by an API key: its occurrences are planned as by them. */
      planned_by: string | null;
      scopes: JsonColumn<string[]> | null;
      created_by: string;
      created_at: Time;
      begun_at: TimeOrNull;
      stopped_at: TimeOrNull;
      stopped_by: string | null;
    };
  }
}
