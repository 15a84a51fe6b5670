/**
 * Which of thousands of texts are alike, without holding every one against every other. Pure. Each set of trigrams is
 * folded into 512 bits by parity; the bits in which two differ are at most the trigrams in which they differ, so that
 * most pairs are ruled out by counting bits, and none that are alike is (Sandes, Teodoro and Melo, "Bitmap filter:
 * speeding up exact set similarity joins with bitwise operations", 2020).
 */
import { alike, likenessOf, trigrams } from "./text-shape.ts";

const words = 16; // of 32 bits

interface Folded {
  shape: string;
  /** How many trigrams it has. */
  size: number;
  bits: Int32Array;
}

/** Folding costs most of a comparison, and the same few thousand texts are asked about again and again. */
const known = new Map<string, Folded>();
const mostKnown = 12_000;

/** Of others, those that are alike to one. */
export function alikeTo<T extends { shape: string }>(one: string, others: readonly T[]): T[] {
  const [mine, set] = [fold(one), trigrams(one)];
  return others.filter(
    ({ shape }) =>
      shape === one || (mayBeAlike(mine, fold(shape)) && likenessOf(set, trigrams(shape)) >= alike),
  );
}

/** Of different shapes, those that are alike. */
export function alikePairs(shapes: readonly string[]): Array<[string, string]> {
  const all = shapes.map(fold).toSorted((one, other) => one.size - other.size);
  const sets = new Map<string, Set<string>>();
  const setOf = (shape: string): Set<string> => {
    const set = sets.get(shape) ?? trigrams(shape);
    sets.set(shape, set);
    return set;
  };
  const pairs: Array<[string, string]> = [];
  for (const [place, one] of all.entries())
    for (let next = place + 1; next < all.length; next += 1) {
      const other = all[next];
      // What is longer than this shares too little of itself with it, and all that follow are longer still.
      if (!other || one.size < alike * other.size) break;
      if (mayBeAlike(one, other) && likenessOf(setOf(one.shape), setOf(other.shape)) >= alike)
        pairs.push([one.shape, other.shape]);
    }
  return pairs;
}

/**
 * With s = |A| + |B| and d trigrams in only one of both, the likeness is (s - d) / (s + d): d decides. The bits are
 * counted here and not in a function of its own, since this is asked millions of times (Warren, "Hacker's Delight", 5-1).
 */
function mayBeAlike({ size, bits }: Folded, other: Folded): boolean {
  // A rounding error rules nothing out.
  const most = ((1 - alike) / (1 + alike)) * (size + other.size) + 1e-6;
  const others = other.bits;
  let differ = 0;
  for (let at = 0; at < words; at += 1) {
    const both = (bits[at] as number) ^ (others[at] as number);
    let ones = both - ((both >>> 1) & 0x55555555);
    ones = (ones & 0x33333333) + ((ones >>> 2) & 0x33333333);
    differ += Math.imul((ones + (ones >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    if (differ > most) return false;
  }
  return true;
}

function fold(shape: string): Folded {
  const standing = known.get(shape);
  if (standing) return standing;
  const set = trigrams(shape);
  const bits = new Int32Array(words);
  for (const each of set) {
    const bit = hash(each) % (words * 32);
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) ^ (1 << (bit & 31));
  }
  const made = { shape, size: set.size, bits };
  if (known.size >= mostKnown) known.clear();
  known.set(shape, made);
  return made;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}
