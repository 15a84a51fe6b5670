/**
 * How alike two texts are, when what is personal in them is taken away. Pure. Canned text with another name in it is
 * still canned text.
 */

/** Longer texts are compared by their beginning. */
const mostShape = 4000;
/** Fewer words than this say too little to call them canned: “thank you!” is not a robot's. */
export const leastWords = 4;
/** From this likeness on, two texts are taken for the same. */
export const alike = 0.8;

const greeting =
  /^\s*(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening)|hola|buenas|buenos d[ií]as|buenas (?:tardes|noches)|querid[oa]s?|estimad[oa]s?|saludos)(?![\p{L}\p{M}])/iu;
/** Whom the greeting names: up to three capitalised words, and the mark that ends them. */
const greeted = /^,?[ \t]*(?:\p{Lu}[\p{L}\p{M}'’.-]*[ \t]*){1,3}[,!:;.–—]/u;

/** The bare shape of a text: lower case, without greeting, names, mentions, links, numbers, marks and emoji. */
export function shapeOf(text: string, names: readonly string[] = []): string {
  let shape = text
    .normalize("NFKC")
    .replace(/\bhttps?:\/\/\S+|\bwww\.\S+/giu, " ")
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu, " ")
    .replace(/(^|[^\p{L}\p{N}])@[\p{L}\p{N}_.-]+(?:@[\p{L}\p{N}.-]+)?/gu, "$1 ");
  if (greeting.test(shape)) shape = shape.replace(greeting, "").replace(greeted, " ");
  shape = shape.toLowerCase();
  const personal = new Set(
    names
      .flatMap((name) => name.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
      .filter((word) => word.length > 1),
  );
  const words = shape.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words
    .filter((word) => !personal.has(word))
    .join(" ")
    .slice(0, mostShape);
}

/**
 * Jaccard likeness of the sets of letter trigrams of two shapes, 0 to 1 (Broder, "On the resemblance and containment of
 * documents", 1997). Letters rather than words: in a text of twenty words one other word leaves word trigrams at 0.7, and
 * letter trigrams above 0.8.
 */
export function likeness(one: string, other: string): number {
  if (one === other) return one === "" ? 0 : 1;
  return likenessOf(trigrams(one), trigrams(other));
}

/** The same of sets that are known already. */
export function likenessOf(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const each of a) if (b.has(each)) both += 1;
  const all = a.size + b.size - both;
  return all === 0 ? 0 : both / all;
}

export function trigrams(shape: string): Set<string> {
  const padded = ` ${shape} `;
  const set = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) set.add(padded.slice(at, at + 3));
  return set;
}

export const tellsLittle = (shape: string): boolean => shape.split(" ").filter(Boolean).length < leastWords;
