/** Posts that are begun at a time, and on channels, that somebody pointed at in the calendar. */
export interface Beginning {
  /** `2027-03-29T09:00` on the clock of `zone`. */
  at?: string;
  zone?: string;
  /** Which of the two, where the clock shows it twice. */
  second?: boolean;
  /** Of channels, with commas between them. */
  on?: string;
}

/** What the address says; anything else is left out. */
export function readBeginning({ at, zone, second, on }: Record<string, unknown>): Beginning {
  return {
    ...(typeof at === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(at) ? { at } : {}),
    ...(typeof zone === "string" && zone.length <= 64 ? { zone } : {}),
    ...(typeof second === "boolean" ? { second } : {}),
    ...(typeof on === "string" && on.length < 4000 ? { on } : {}),
  };
}

const begun = new Map<string, string>();

/** A draft that stays without a word is dropped on leaving, though it has this time. */
export const rememberBegun = (postId: string, at: string): void => void begun.set(postId, at);
export const begunAt = (postId: string): string | undefined => begun.get(postId);
