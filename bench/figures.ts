/** All figures, in the order in which they are taken. */
import type { Figure } from "./figure.ts";
import { ingestRatio } from "./ingest-ratio.ts";
import { startMemory } from "./start-memory.ts";
import { startSeconds } from "./start-seconds.ts";
import { webInitial } from "./web-initial.ts";

export const figures: readonly Figure[] = [ingestRatio, startSeconds, startMemory, webInitial];
