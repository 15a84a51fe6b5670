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
export function firstLanguage(): Language {
  const stored = known(localStorage.getItem("rapport-language"));
  return stored ?? navigator.languages.map(known).find((language) => language !== undefined) ?? "en";
}

/** Loads one language's catalogue and shows the app in it. */
export async function speak(language: Language): Promise<void> {
  const { messages } = await catalogues[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
  localStorage.setItem("rapport-language", language);
}

export const language = (): Language => known(i18n.locale) ?? "en";
