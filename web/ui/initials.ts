/** The first letters of the first and last word, whole graphemes, without signs: "Ana María Ruiz" → "AR", "@bo.test" → "B". */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._@-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = firstLetter(words[0]);
  const last = words.length > 1 ? firstLetter(words.at(-1)) : "";
  return (first + last).toLocaleUpperCase() || "·";
}

const firstLetter = (word = ""): string => {
  for (const { segment } of new Intl.Segmenter().segment(word))
    if (/[\p{L}\p{N}]/u.test(segment)) return segment;
  return "";
};

export const hueCount = 12;

/** A hue in degrees, the same for the same seed for ever (FNV-1a), one of twelve that are told apart. */
export function hueOf(seed: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return ((hash >>> 8) % hueCount) * (360 / hueCount) + 15;
}
