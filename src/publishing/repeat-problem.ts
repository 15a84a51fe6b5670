/** What is wrong with a wish for repetition, at its field. */
import { badField, Problem, type Words } from "../kernel/errors.ts";
import type { RuleFault } from "./recurrence.ts";
import type { ClockQuestions, RepeatFault } from "./series.ts";

function ruleWords(fault: RuleFault): Words {
  switch (fault.tag) {
    case "unreadable":
      return {
        en: `This cannot be read as a rule, at “${fault.part}”. Write one like FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10.`,
        es: `Esto no se puede leer como regla, en «${fault.part}». Escribe una como FREQ=WEEKLY;BYDAY=MO,TH;COUNT=10.`,
      };
    case "too-often":
      return {
        en: "A post comes at most four times a day. For several hours of a day write FREQ=DAILY;BYHOUR=9,17.",
        es: "Una publicación sale como mucho cuatro veces al día. Para varias horas escribe FREQ=DAILY;BYHOUR=9,17.",
      };
    case "two-ends":
      return {
        en: "This has two ends. Choose one: a last day, a number, or until somebody stops it.",
        es: "Esto tiene dos finales. Elige uno: un último día, un número, o hasta que alguien la pare.",
      };
    case "no-end":
      return {
        en: "This never ends. Give it a last day or a number, or choose that it goes on until somebody stops it.",
        es: "Esto no acaba nunca. Dale un último día o un número, o elige que siga hasta que alguien la pare.",
      };
    case "none":
      return {
        en: "This rule never comes true: there is no such day.",
        es: "Esta regla no se cumple nunca: no existe ese día.",
      };
    case "past":
      return {
        en: "All the times of this rule have passed.",
        es: "Todas las horas de esta regla ya pasaron.",
      };
    case "start-outside":
      return {
        en: `The first one is not on a day and hour of this rule: those begin on ${fault.first.replace("T", " at ")}. Move the post there, or change the rule.`,
        es: `La primera no cae en un día y hora de esta regla: empiezan el ${fault.first.replace("T", " a las ")}. Mueve la publicación, o cambia la regla.`,
      };
  }
}

/** The clock's questions, at the fields that answer them. */
function clockProblem({ skipped, twice }: ClockQuestions): Problem {
  const fields = [
    ...(skipped
      ? [
          {
            path: "body.skipped",
            words: {
              en: `On ${skipped.local.slice(0, 10)} the clock leaps over ${skipped.local.slice(11)}. Choose when it goes out on such days: ${skipped.before.slice(11)} or ${skipped.after.slice(11)}.`,
              es: `El ${skipped.local.slice(0, 10)} el reloj salta las ${skipped.local.slice(11)}. Elige cuándo sale en esos días: a las ${skipped.before.slice(11)} o a las ${skipped.after.slice(11)}.`,
            },
          },
        ]
      : []),
    ...(twice
      ? [
          {
            path: "body.twice",
            words: {
              en: `On ${twice.local.slice(0, 10)} the clock shows ${twice.local.slice(11)} twice. Choose the first or the second for such days.`,
              es: `El ${twice.local.slice(0, 10)} el reloj marca las ${twice.local.slice(11)} dos veces. Elige la primera o la segunda para esos días.`,
            },
          },
        ]
      : []),
  ];
  return new Problem("bad-input", fields[0]?.words ?? { en: "", es: "" }, {
    fields,
    data: { questions: { ...(skipped ? { skipped } : {}), ...(twice ? { twice } : {}) } },
  });
}

export const repeatProblem = (fault: RepeatFault): Problem =>
  fault.tag === "clock"
    ? clockProblem(fault.questions)
    : badField(fault.fault.tag === "no-end" ? "body.untilStopped" : "body.rule", ruleWords(fault.fault));
