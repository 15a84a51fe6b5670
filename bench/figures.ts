/** All figures, in the order in which they are taken. */
import { calendarGrowth, calendarSize } from "./calendar-growth.ts";
import { composerKeystroke } from "./composer-keystroke.ts";
import type { Figure } from "./figure.ts";
import { inboxGrowth } from "./inbox-growth.ts";
import { inboxOverhead } from "./inbox-overhead.ts";
import { ingestRatio } from "./ingest-ratio.ts";
import { publishBurst } from "./publish-burst.ts";
import { publishBurstLate } from "./publish-burst-late.ts";
import { publishDoubled } from "./publish-doubled.ts";
import { publishLate } from "./publish-late.ts";
import { searchOverhead } from "./search-overhead.ts";
import { startMemory } from "./start-memory.ts";
import { startSeconds } from "./start-seconds.ts";
import { webInitial } from "./web-initial.ts";

// Those that measure a process of its own come first, before this one has grown.
export const figures: readonly Figure[] = [
  startSeconds,
  startMemory,
  webInitial,
  ingestRatio,
  inboxGrowth,
  inboxOverhead,
  searchOverhead,
  publishLate,
  publishBurst,
  publishDoubled,
  publishBurstLate,
  calendarGrowth,
  calendarSize,
  composerKeystroke,
];
