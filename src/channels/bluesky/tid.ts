/**
 * Record keys that carry their time. A TID is 53 bits of microseconds since 1970 and 10 bits of clock id, written
 * in 13 letters of a base 32 that sorts as its value. Source: https://atproto.com/specs/tid
 */
const LETTERS = "234567abcdefghijklmnopqrstuvwxyz";
const SHAPE = /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/;

let last = 0;

/** A fresh key for the moment `now`; never the same twice in this process, and by chance hardly in two. */
export function makeTid(now: Date): string {
  const wanted = now.getTime() * 1000 + Math.floor(Math.random() * 1000);
  last = wanted > last || last - wanted > 60_000_000 ? wanted : last + 1;
  return encode((BigInt(last) << 10n) | BigInt(Math.floor(Math.random() * 1024)));
}

export const isTid = (key: string): boolean => SHAPE.test(key);

/** The moment that a TID carries, to the millisecond; undefined when `key` is none. */
export function tidTime(key: string): Date | undefined {
  if (!isTid(key)) return undefined;
  let value = 0n;
  for (const letter of key) value = value * 32n + BigInt(LETTERS.indexOf(letter));
  return new Date(Number(value >> 10n) / 1000);
}

function encode(value: bigint): string {
  let text = "";
  for (let n = 0; n < 13; n += 1) {
    text = (LETTERS[Number(value & 31n)] ?? "") + text;
    value >>= 5n;
  }
  return text;
}
