/**
 * The language of a text as ISO 639-1, from what the network says or else from the words. Short texts are not guessed
 * at: below 20 letters a detector is wrong too often.
 */
export async function languageOf(text: string, told: string | undefined): Promise<string | null> {
  const tag = told?.toLowerCase().split(/[-_]/)[0];
  if (tag && /^[a-z]{2,3}$/.test(tag) && tag !== "und") return tag;
  const words = text.replaceAll(/https?:\/\/\S+|[@#]\S+/g, " ").slice(0, 2000);
  if ((words.match(/\p{L}/gu) ?? []).length < 20) return null;
  // Its data takes 50 MB: loaded with the first text that needs it.
  const { detect } = await import("tinyld");
  return detect(words) || null;
}
