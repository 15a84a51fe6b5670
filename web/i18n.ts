import { i18n } from "@lingui/core";

export type Language = "en" | "es";
export const languages: Record<Language, string> = { en: "English", es: "Español" };

/** What the page begins with, and the words of all other screens (web/lingui.config.js says whose are where). */
const first = { en: () => import("./locales/first/en.po"), es: () => import("./locales/first/es.po") };
const rest = { en: () => import("./locales/rest/en.po"), es: () => import("./locales/rest/es.po") };

/** Set once a screen has asked for the rest. */
let whole = false;

const known = (value: string | null | undefined): Language | undefined =>
  value?.startsWith("es") ? "es" : value?.startsWith("en") ? "en" : undefined;

/** The language chosen here before, else the first of the browser's that we speak, else English. */
function firstLanguage(): Language {
  const stored = known(localStorage.getItem("rapport-language"));
  return stored ?? navigator.languages.map(known).find((language) => language !== undefined) ?? "en";
}

/** Loads the words of one language, as many as are needed by now, and shows the app in it. */
async function show(language: Language): Promise<void> {
  const parts = await Promise.all([first[language](), ...(whole ? [rest[language]()] : [])]);
  for (const { messages } of parts) i18n.load(language, messages);
  i18n.activate(language);
  document.documentElement.lang = language;
}

/** Loads a part of the app together with its words, when they are not among those that the page begins with. */
export function withWords<Part>(load: () => Promise<Part>): () => Promise<Part> {
  return async () => {
    whole = true;
    const now = language();
    const [part, { messages }] = await Promise.all([load(), rest[now]()]);
    i18n.load(now, messages);
    return part;
  };
}

/** Shows the app in the language it begins with here; nobody has chosen it, so it is not remembered. */
export const begin = (): Promise<void> => show(firstLanguage());

/** Shows the app in a language that somebody chose, and remembers it in this browser. */
export async function speak(language: Language): Promise<void> {
  await show(language);
  localStorage.setItem("rapport-language", language);
}

/** The language of a person's account, chosen perhaps on another machine, wins over what this browser remembers. */
export async function follow(chosen: string): Promise<void> {
  const language = known(chosen);
  if (language && language !== known(i18n.locale) && localStorage.getItem("rapport-language"))
    await speak(language);
}

export const language = (): Language => known(i18n.locale) ?? "en";
