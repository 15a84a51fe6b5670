import type { Language } from "../kernel/caller.ts";
import { inLanguage } from "../kernel/errors.ts";
import { deny, hold, type Rule } from "./rule.ts";

/** Whether the channel can carry it now. */
export const channelHealth: Rule = {
  name: "channel-health",
  check(_act, { channel }) {
    switch (channel.status) {
      case "active":
        return [];
      case "paused":
        return [
          deny({
            en: `${channel.handle} is paused. A lead can resume it.`,
            es: `${channel.handle} está en pausa. Un responsable puede reanudarlo.`,
          }),
        ];
      case "disconnected":
        return [
          deny({
            en: `${channel.handle} is disconnected: nothing can be said there.`,
            es: `${channel.handle} está desconectado: allí no se puede decir nada.`,
          }),
        ];
      case "needs-you": {
        const advice = (language: Language) =>
          channel.advice ? ` ${inLanguage(channel.advice, language)}` : "";
        return [
          hold({
            en: `${channel.label} does not accept us at the moment, so the reply would wait.${advice("en")}`,
            es: `${channel.label} no nos acepta en este momento, así que la respuesta esperaría.${advice("es")}`,
          }),
        ];
      }
    }
  },
};
