/** Sentences that no two messages share: what is counted is found by its text, and the gate sees no sameness. */
const syllables = [
  "pan",
  "ri",
  "sa",
  "mel",
  "to",
  "bri",
  "cor",
  "ne",
  "lu",
  "ga",
  "vin",
  "do",
  "es",
  "pi",
  "cal",
  "mo",
];

/** A deterministic source of chance, so that a failure can be played again. Mulberry32, by Tommy Ettinger (public domain). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(random: () => number, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;

/** `mark` is in it as a word of its own. */
export function sentence(random: () => number, mark: string): string {
  const word = () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(random, syllables)).join("");
  return `${Array.from({ length: 9 }, word).join(" ")} ${mark} ${word()}.`;
}
