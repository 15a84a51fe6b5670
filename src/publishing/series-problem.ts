/** What went wrong with a series, in the words of who asked. */
import { badField, notFound, Problem } from "../kernel/errors.ts";
import type { Result } from "../kernel/result.ts";
import type { ChangeFault } from "./change-series.ts";
import { planned } from "./post-problem.ts";
import { repeatProblem } from "./repeat-problem.ts";
import type { RepeatFault } from "./series.ts";

/** Throws what went wrong in the words of who asked. */
export function repeated<T>(result: Result<T, ChangeFault | RepeatFault | { tag: "no-time" }>): T {
  if (result.ok) return result.value;
  const { fault } = result;
  switch (fault.tag) {
    case "missing":
      throw notFound();
    case "no-series":
      throw new Problem("conflict", {
        en: "This post does not repeat, or does so no more.",
        es: "Esta publicación no se repite, o ya no.",
      });
    case "out":
      throw new Problem("conflict", {
        en: "This one is out already. Open one that is still to come, and change the series from there.",
        es: "Esta ya ha salido. Abre una que esté por salir y cambia la serie desde ahí.",
      });
    case "other-day":
      throw new Problem("conflict", {
        en: "This one was moved to another day, and the others keep theirs. Move it back, or give the series another rule from here.",
        es: "Esta se movió a otro día y las demás conservan el suyo. Devuélvela, o da a la serie otra regla desde aquí.",
      });
    case "own-hours":
      throw new Problem("conflict", {
        en: "The rule of this series names the hours. Change the rule to change them.",
        es: "La regla de esta serie dice las horas. Cambia la regla para cambiarlas.",
      });
    case "rule":
    case "clock":
      throw repeatProblem(fault);
    case "no-time":
      throw badField("body.time", {
        en: "Say first when it goes out the first time.",
        es: "Di antes cuándo sale la primera vez.",
      });
    default:
      return planned({ ok: false, fault });
  }
}
