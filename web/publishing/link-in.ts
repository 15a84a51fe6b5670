/** Links in what is written. Pure. */

const link = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)'’»”]/u;

/** The first link of a text. */
export const linkIn = (text: string): string | undefined => link.exec(text)?.[0];
