/** Splits the text of a mail into what was newly said and what was quoted or is a signature. */
import { createContext, Script } from "node:vm";
import EmailReplyParser from "email-reply-parser";

/** Longer texts are newsletters and logs, in which nothing is looked for. Characters. */
const LONGEST = 60_000;

/** The library knows the separator of Outlook in four languages; these are its other names. */
const ORIGINAL_MESSAGE =
  /^-{2,}\s*(?:mensaje original|message original|mensagem original|messaggio originale|oorspronkelijk bericht|originalmeddelande|forwarded message|mensaje reenviado|message transféré)\s*-{2,}$/gim;
const KNOWN_SEPARATOR = "-----Original Message-----";

export interface Folded {
  text: string;
  folded?: string;
}

/**
 * The library finds the quotes and signatures of some thirty languages and programs. When nothing would be left (a
 * forwarded mail, or one that is all quote), all of it is shown.
 */
export function foldText(whole: string): Folded {
  const text = tidy(whole);
  if (text.length > LONGEST) return { text };
  const separators = text.match(ORIGINAL_MESSAGE) ?? [];
  const parts = within(200, () => {
    const known = text.replace(ORIGINAL_MESSAGE, KNOWN_SEPARATOR);
    return new EmailReplyParser()
      .read(known)
      .getFragments()
      .map((part) => ({ content: part.getContent(), hidden: part.isHidden() }));
  });
  if (!parts) return { text };
  const shown = join(parts.filter((part) => !part.hidden));
  const folded = join(parts.filter((part) => part.hidden));
  if (!shown || !folded) return { text };
  let next = 0;
  const restore = (said: string) => said.replaceAll(KNOWN_SEPARATOR, (own) => separators[next++] ?? own);
  return { text: restore(shown), folded: restore(folded) };
}

/** Without trailing blanks and long empty stretches, over which the library's patterns would stumble. */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\u00a0/g, " ")
    .replace(/\0/g, "")
    .split("\n")
    .map((line) => (line === "-- " ? line : line.trimEnd()))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function join(parts: Array<{ content: string }>): string {
  return parts
    .map((part) => part.content)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

const context = createContext({ run: undefined });
const script = new Script("run()");

/**
 * Runs a function for at most so many milliseconds; undefined when it takes longer. The library's patterns can be made
 * to backtrack for hours by a hostile text, and only V8 itself can interrupt a regular expression.
 */
function within<T>(milliseconds: number, run: () => T): T | undefined {
  context.run = run;
  try {
    return script.runInContext(context, { timeout: milliseconds }) as T;
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  } finally {
    context.run = undefined;
  }
}
