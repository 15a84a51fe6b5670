/** The clock of the whole process. Tests replace it; nothing else in `src` may call `new Date()` for "now". */
let read: () => Date = () => new Date();

/** The present moment. */
export const now = (): Date => read();

/** Replaces the clock and returns the function that puts the former one back. For tests. */
export function useClock(replacement: () => Date): () => void {
  const former = read;
  read = replacement;
  return () => {
    read = former;
  };
}

/**
 * Answers, whenever it is asked, by how many milliseconds the clock has been set back since it was asked last: beside a
 * clock that nobody sets, it came that much less far. Small corrections and steps forward are 0 or less.
 */
export function watchClock(): () => number {
  let ahead = now().getTime() - performance.now();
  return () => {
    const present = now().getTime() - performance.now();
    const back = ahead - present;
    ahead = present;
    return back;
  };
}

export const seconds = (n: number): number => n * 1000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;

/** A moment so many milliseconds after another. */
export const after = (moment: Date, milliseconds: number): Date => new Date(moment.getTime() + milliseconds);
