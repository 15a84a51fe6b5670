/** The language of search: words, "phrases", -without, from:, channel:, before:, after:, is:. Pure. */
export interface Question {
  /** What full-text search gets: words, phrases and exclusions as typed. */
  words: string;
  from: string[];
  channel: string[];
  before: Date | undefined;
  after: Date | undefined;
  is: Array<"unanswered" | "open" | "snoozed" | "closed" | "ours" | "theirs">;
}

export interface QuestionProblem {
  part: string;
  words: { en: string; es: string };
}

const states = ["unanswered", "open", "snoozed", "closed", "ours", "theirs"] as const;

/** Reads what a person typed. What cannot be understood is named, and the rest still holds. */
export function readQuestion(text: string): { question: Question; problems: QuestionProblem[] } {
  const question: Question = {
    words: "",
    from: [],
    channel: [],
    before: undefined,
    after: undefined,
    is: [],
  };
  const problems: QuestionProblem[] = [];
  const words: string[] = [];
  for (const match of text.slice(0, 1000).matchAll(/(?:(\w+):)?(?:"([^"]*)"?|(\S+))/g)) {
    const [part, key, quoted, bare] = match;
    const value = quoted ?? bare ?? "";
    switch (key?.toLowerCase()) {
      case "from":
        question.from.push(value.replace(/^@/, ""));
        break;
      case "channel":
        question.channel.push(value.replace(/^@/, ""));
        break;
      case "before":
      case "after": {
        const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
        if (!day || Number.isNaN(day.getTime()))
          problems.push({
            part,
            words: {
              en: `"${part}" needs a day such as ${key}:2026-11-23.`,
              es: `«${part}» necesita un día como ${key}:2026-11-23.`,
            },
          });
        else if (key.toLowerCase() === "before") question.before = day;
        else question.after = day;
        break;
      }
      case "is": {
        const state = states.find((each) => each === value.toLowerCase());
        if (state) question.is.push(state);
        else
          problems.push({
            part,
            words: {
              en: `"${part}" is none of ${states.map((each) => `is:${each}`).join(", ")}.`,
              es: `«${part}» no es ninguno de ${states.map((each) => `is:${each}`).join(", ")}.`,
            },
          });
        break;
      }
      default:
        words.push(part);
    }
  }
  question.words = words.join(" ").trim();
  return { question, problems };
}

/** The words to mark in a result: single words and phrases, without exclusions. */
export function markedWords(words: string): string[] {
  return [...words.matchAll(/(-)?(?:"([^"]+)"?|(\S+))/g)]
    .filter(([, minus]) => !minus)
    .map(([, , phrase, word]) => (phrase ?? word ?? "").replaceAll(/["'()<>:&|!*]/g, " ").trim())
    .filter((word) => word !== "" && word.toLowerCase() !== "or");
}

export interface Snippet {
  text: string;
  /** Ranges in `text` (UTF-16) to mark. */
  marks: Array<[number, number]>;
}

const width = 240;

/** The part of a text around its first found word, with every found word marked. */
export function snippetOf(text: string, words: readonly string[]): Snippet {
  const flat = text.replaceAll(/\s+/g, " ").trim();
  const first = Math.min(...words.map((word) => find(flat, word, 0)).filter((at) => at >= 0), flat.length);
  const start =
    first > width / 2 && flat.length > width ? Math.max(0, wordStart(flat, first - width / 3)) : 0;
  const cut = flat.slice(start, start + width);
  const shown = `${start > 0 ? "…" : ""}${cut}${start + width < flat.length ? "…" : ""}`.toWellFormed();
  const marks: Array<[number, number]> = [];
  for (const word of words)
    for (let at = find(shown, word, 0); at >= 0; at = find(shown, word, at + word.length))
      marks.push([at, at + word.length]);
  marks.sort((a, b) => a[0] - b[0]);
  return { text: shown, marks: marks.filter(([from], i) => i === 0 || from >= (marks[i - 1]?.[1] ?? 0)) };
}

const letter = /[\p{L}\p{N}_]/u;

/** Where a whole word or phrase stands, whatever its case; -1 when it does not. */
function find(text: string, word: string, from: number): number {
  const [hay, needle] = [text.toLowerCase(), word.toLowerCase()];
  // Lower-casing may change lengths (İ): then positions would be wrong, and nothing is marked.
  if (hay.length !== text.length || needle.length !== word.length || needle === "") return -1;
  for (let at = hay.indexOf(needle, from); at >= 0; at = hay.indexOf(needle, at + 1)) {
    const before = hay[at - 1];
    const behind = hay[at + needle.length];
    if (!(before && letter.test(before)) && !(behind && letter.test(behind))) return at;
  }
  return -1;
}

const wordStart = (text: string, at: number): number => text.lastIndexOf(" ", Math.floor(at)) + 1;
