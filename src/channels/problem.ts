import { badField, Problem } from "../kernel/errors.ts";
import type { Fault } from "./connector.ts";

/** What a network's fault says to the person who asked for something. */
export function problemOf(fault: Fault): Problem {
  const words = { en: fault.message, es: fault.message };
  switch (fault.tag) {
    case "input":
      return badField(`body.input.${fault.field}`, words);
    case "authorisation":
      return new Problem("bad-input", {
        en: `${fault.message} ${fault.advice}`,
        es: `${fault.message} ${fault.advice}`,
      });
    case "rate":
      return new Problem("too-many", {
        en: `The network asks us to wait until ${fault.retryAt.toISOString()}. Please try again then.`,
        es: `La red nos pide esperar hasta ${fault.retryAt.toISOString()}. Inténtalo entonces.`,
      });
    case "missing":
      return new Problem("not-found", words);
    case "refused":
      return new Problem("conflict", words);
    case "unavailable":
    case "no-answer": {
      const why = fault.message.replace(/[^.!?…]$/, "$&.");
      return new Problem("unavailable", {
        en: `The network did not answer as it should: ${why} Please try again in a moment.`,
        es: `La red no respondió como debía: ${why} Inténtalo de nuevo en un momento.`,
      });
    }
  }
}
