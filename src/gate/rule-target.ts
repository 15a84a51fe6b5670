import { allow, deny, type Rule } from "./rule.ts";

/** Machines are never answered, by machines or by people (RFC 3834, 2): nobody would read it, and two can write for ever. */
export const automaticSender: Rule = {
  name: "automatic-sender",
  check(act, { target }) {
    if (!target.automatic || act.kind !== "reply") return [];
    if (target.automatic === "list" && !act.automatic) return [];
    if (target.automatic === "bounce")
      return [
        deny({
          en: "This is a mail system's report that something did not arrive. Nobody would read an answer.",
          es: "Es el aviso de un sistema de correo de que algo no llegó. Nadie leería una respuesta.",
        }),
      ];
    if (target.automatic === "list")
      return [
        deny({
          en: "A mailing list is not answered automatically.",
          es: "A una lista de correo no se responde automáticamente.",
        }),
      ];
    return [
      deny({
        en: "A machine sent this. Answer the person's own message instead.",
        es: "Esto lo envió una máquina. Responde al mensaje de la persona.",
      }),
    ];
  },
};

/** An answer that does not go to who wrote is told while one types: a forged Reply-To looks like this. */
export const otherAddress: Rule = {
  name: "other-address",
  check(act, { target }) {
    const { handle, own, recipients } = target;
    if (act.kind !== "reply" || own || !recipients || recipients.length === 0) return [];
    if (recipients.some((each) => each.toLowerCase() === handle.toLowerCase())) return [];
    const list = recipients.join(", ");
    return [
      allow(
        {
          en: `The answer goes to ${list}, not to ${handle}, as the message asks. A forged one asks for it, too.`,
          es: `La respuesta va a ${list}, no a ${handle}, como pide el mensaje. Uno falsificado también lo pide.`,
        },
        { recipients },
      ),
    ];
  },
};

/** What was removed at its source cannot be answered. */
export const closedTarget: Rule = {
  name: "closed-target",
  check(_act, { target }) {
    if (!target.deleted) return [];
    return [
      deny({
        en: "This message was removed by its author. Answer another one in the thread.",
        es: "Su autor retiró este mensaje. Responde a otro del hilo.",
      }),
    ];
  },
};
