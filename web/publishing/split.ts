/** Cutting a text into the parts of a thread. Pure. */
import type { Part } from "../../src/publishing/content.ts";

/** At each blank line; pictures stay with the first piece. A text without one stays whole. */
export function splitAtBlankLines(part: Part): Part[] {
  const pieces = part.text
    .split(/\n[ \t]*\n\s*/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== "");
  return inPieces(part, pieces);
}

export const canSplit = ({ text }: Part): boolean => /\S[\s]*\n[ \t]*\n\s*\S/.test(text);

/** Whether a text has room on every channel; `piece`: which of the new parts it would be, from 0. */
export type Fits = (text: string, piece: number) => boolean;

/**
 * As few parts as hold the text, cut after sentences; what lies between two sentences of one part stays as it is, blank
 * lines too. A sentence that is too long by itself is cut between words. A word or link that is too long stays whole:
 * nobody would find it in two halves.
 */
export function splitBySentence(part: Part, fits: Fits, language = "en"): Part[] {
  const pieces: string[] = [];
  let open = "";
  const close = () => {
    if (open.trim() !== "") pieces.push(open.trim());
    open = "";
  };
  const add = (more: string) => {
    if (!fits((open + more).trim(), pieces.length)) close();
    open += more;
  };
  for (const sentence of sentencesOf(part.text, language)) {
    const at = pieces.length + (open.trim() === "" ? 0 : 1);
    if (fits(sentence.trim(), at)) add(sentence);
    else {
      close();
      for (const word of sentence.match(/\s*\S+\s*/gu) ?? []) {
        if (fits(word.trim(), pieces.length)) add(word);
        else for (const bit of bitsOf(word, language)) add(bit);
      }
    }
  }
  close();
  return inPieces(part, pieces);
}

/** Mentions are told by their words, so each piece keeps those of the whole; its pictures stay with the first. */
function inPieces(part: Part, pieces: string[]): Part[] {
  if (pieces.length < 2) return [part];
  return pieces.map((text, index) => ({ ...part, text, media: index === 0 ? part.media : [] }));
}

/** Sentences with the white space after them. Where words are parted by spaces, so are sentences: "v1.2?x=Yes" is one. */
function sentencesOf(text: string, language: string): string[] {
  const sentences: string[] = [];
  let open = "";
  for (const { segment } of segmenter(language, "sentence").segment(text)) {
    open += segment;
    if (!/(?:\s|[。．！？｡][」』）】]?)$/u.test(open) || title.test(open)) continue;
    sentences.push(open);
    open = "";
  }
  return open === "" ? sentences : [...sentences, open];
}

/** "Dr. Ruiz" is somebody, and no end. */
const title = /(?<![\p{L}\p{N}])(?:\p{Lu}|Dra?|Mrs?|Ms|Prof|Sra?|Srta|Sta?|Dña|Uds?|núm|No)\.\s$/u;

/** Where no spaces part the words (Chinese, Japanese, Thai): its words, with links, mentions and tags whole. */
function bitsOf(run: string, language: string): string[] {
  const bits: string[] = [];
  const pieces = run.split(/(https?:\/\/[^\s。、！？」）]+|[@#][\p{L}\p{N}_.@-]+)/u);
  for (const [index, piece] of pieces.entries()) {
    const whole = index % 2 === 1 || !unspaced.test(piece);
    const segments = whole ? [{ segment: piece }] : segmenter(language, "word").segment(piece);
    for (const { segment } of segments) {
      const last = bits.at(-1);
      // A full stop begins no part.
      if (last !== undefined && /^[\p{P}\s]*$/u.test(segment)) bits[bits.length - 1] = last + segment;
      else bits.push(segment);
    }
  }
  return bits;
}

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** A language that nobody knows is cut as any other. */
function segmenter(language: string, granularity: "sentence" | "word"): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity });
  } catch {
    return new Intl.Segmenter("en", { granularity });
  }
}
