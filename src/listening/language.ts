/** Enough to tell a language by; more words take longer and change nothing. */
const enough = 300;

/**
 * The language of a text as ISO 639-1, from what the network says or else from the words. Short texts are not guessed
 * at: below 20 letters a detector is wrong too often.
 */
export function languageOf(text: string, told: string | undefined): string | null | Promise<string | null> {
  const tag = told?.toLowerCase().split(/[-_]/)[0];
  if (tag && /^[a-z]{2,3}$/.test(tag) && tag !== "und") return tag;
  const words = text
    .slice(0, 4000)
    .replaceAll(/https?:\/\/\S+|[@#]\S+/g, " ")
    .slice(0, enough);
  if ((words.match(/\p{L}/gu) ?? []).length < 20) return null;
  return detect ? detect(words) : open().then((opened) => opened(words));
}

let detect: ((text: string) => string | null) | undefined;

/** Its data takes nearly 90 MB: loaded with the first text that needs it. */
async function open(): Promise<(text: string) => string | null> {
  const { eld } = await import("eld/extrasmall");
  detect = (text) => eld.detect(text).language || null;
  return detect;
}
