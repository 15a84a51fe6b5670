/** Folded for comparing: lower case, accents off ("Señales" is found by "senales"). */
export const fold = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase();

/**
 * How well `query` finds `text`: 0 when it does not, else higher is better. Every word of the query must begin a word
 * of the text, stand inside one, or (weakest) be spelled by letters in order.
 */
export function match(text: string, query: string): number {
  const haystack = fold(text);
  let score = 1;
  for (const word of fold(query).split(/\s+/).filter(Boolean)) {
    const at = haystack.indexOf(word);
    if (at === 0) score += 6;
    else if (at > 0 && /[\s\p{P}]/u.test(haystack[at - 1] ?? "")) score += 4;
    else if (at > 0) score += 2;
    else if (word.length > 1 && inOrder(haystack, word)) score += 0.5;
    else return 0;
  }
  return score;
}

function inOrder(haystack: string, word: string): boolean {
  let from = 0;
  for (const letter of word) {
    const at = haystack.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}
