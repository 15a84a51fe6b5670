import { i18n } from "@lingui/core";

export type Language = "en" | "es";
export const languages: Record<Language, string> = { en: "English", es: "Español" };

const catalogues = {
  en: () => import("./locales/en.po"),
  es: () => import("./locales/es.po"),
};

const known = (value: string | null | undefined): Language | undefined =>
  value?.startsWith("es") ? "es" : value?.startsWith("en") ? "en" : undefined;

/** The language chosen here before, else the first of the browser's that we speak, else English. */
function firstLanguage(): Language {
  const stored = known(localStorage.getItem("rapport-language"));
  return stored ?? navigator.languages.map(known).find((language) => language !== undefined) ?? "en";
}

/** Loads one language's catalogue and shows the app in it. */
async function show(language: Language): Promise<void> {
  const { messages } = await catalogues[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
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
