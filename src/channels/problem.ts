import { minutes, now } from "../kernel/clock.ts";
import { badField, Problem } from "../kernel/errors.ts";
import type { Fault } from "./connector.ts";

/** What a network's fault says to the person who asked for something. */
export function problemOf(fault: Fault): Problem {
  switch (fault.tag) {
    case "input":
      return badField(`body.input.${fault.field}`, fault.message);
    case "authorisation":
      return new Problem("bad-input", {
        en: `${fault.message.en} ${fault.advice.en}`,
        es: `${fault.message.es} ${fault.advice.es}`,
      });
    case "rate":
      return new Problem("too-many", {
        en: `The network asks us to wait. Please try again in about ${minutesUntil(fault.retryAt)} min.`,
        es: `La red nos pide esperar. Inténtalo de nuevo en unos ${minutesUntil(fault.retryAt)} min.`,
      });
    case "missing":
      return new Problem("not-found", fault.message);
    case "refused":
      return new Problem("conflict", fault.message);
    case "unavailable":
    case "no-answer":
      return new Problem("unavailable", {
        en: `The network did not answer as it should: ${sentence(fault.message.en)} Please try again in a moment.`,
        es: `La red no respondió como debía: ${sentence(fault.message.es)} Inténtalo de nuevo en un momento.`,
      });
  }
}

const minutesUntil = (moment: Date): number =>
  Math.max(1, Math.ceil((moment.getTime() - now().getTime()) / minutes(1)));

const sentence = (text: string): string => text.replace(/[^.!?…”»]$/, "$&.");
