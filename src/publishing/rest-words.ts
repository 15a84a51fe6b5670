/** That the same words rest: when they stand there, and from when on they may again. */
import type { Words } from "../kernel/errors.ts";
import { dayOf } from "./evergreen.ts";
import type { RestFault } from "./evergreen-store.ts";

export function restWords({ handle, zone, at, until }: RestFault): Words {
  const day = dayOf(at, zone);
  return {
    en: `The same words stand on ${handle} on ${inWords(day, "en-GB")}. They rest there until ${inWords(until, "en-GB")}.`,
    es: `Las mismas palabras están en ${handle} el ${inWords(day, "es")}. Descansan ahí hasta el ${inWords(until, "es")}.`,
  };
}

const inWords = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T12:00Z`));
