/** A quote on networks that show none: its address under the words. Pure: the browser counts and previews with it. */

/** The words with the address under them, unless they name it already. */
export const withQuoteLink = (text: string, address: string | undefined): string =>
  !address || text.includes(address) ? text : text === "" ? address : `${text}\n\n${address}`;
