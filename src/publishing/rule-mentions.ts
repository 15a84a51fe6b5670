/** Whoever has no account on a network is not called there, and who writes knows it before. */
import { allow, type Rule } from "../gate/index.ts";

export const mentionsRule: Rule = {
  name: "mentions",
  check(act, { channel, capabilities }) {
    if (act.kind !== "post" || !act.uncalled?.length) return [];
    const names = (language: string) =>
      new Intl.ListFormat(language, { type: "conjunction" }).format(act.uncalled ?? []);
    if (!capabilities?.carries?.mentions)
      return [
        allow({
          en: `On ${channel.label} nobody is mentioned: the name stands there (${names("en")}).`,
          es: `En ${channel.label} no se menciona a nadie: queda el nombre (${names("es")}).`,
        }),
      ];
    return [
      allow({
        en: `We know no account on ${channel.label} of ${names("en")}: the name stands there, and nobody is told.`,
        es: `No conocemos ninguna cuenta en ${channel.label} de ${names("es")}: queda el nombre y nadie recibe aviso.`,
      }),
    ];
  },
};
