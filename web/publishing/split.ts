/** Cutting a text into the parts of a thread. Pure. */
import type { Part } from "../../src/publishing/content.ts";

/** At each blank line; pictures stay with the first piece. A text without one stays whole. */
export function splitAtBlankLines(part: Part): Part[] {
  const pieces = part.text
    .split(/\n[ \t]*\n\s*/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
  if (pieces.length < 2) return [part];
  return pieces.map((text, index) => ({ text, media: index === 0 ? part.media : [] }));
}

export const canSplit = ({ text }: Part): boolean => /\S[\s]*\n[ \t]*\n\s*\S/.test(text);
