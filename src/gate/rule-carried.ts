/** What a post carries beside words and pictures: a card, a quote, a poll, a subject. Not every network has each. */
import type { PollLimits } from "../channels/index.ts";
import type { PostAct } from "./act.ts";
import type { Facts } from "./facts.ts";
import { allow, deny, type Reason, type Rule } from "./rule.ts";

type Said = Omit<Reason, "rule">;

export const carried: Rule = {
  name: "carried",
  check(act, facts) {
    if (act.kind !== "post" || !facts.capabilities) return [];
    return [...ofCard(act, facts), ...ofQuote(act, facts), ...ofPoll(act, facts), ...ofSubject(act, facts)];
  },
};

const carriedHere = ({ capabilities }: Facts) =>
  capabilities?.carries ?? { card: "none", quote: "none", poll: null, subject: false };

/** A card is a courtesy: where it cannot stand, the post goes out without it, and whoever writes knows. */
function ofCard({ card, media, text }: PostAct, facts: Facts): Said[] {
  if (!card) return [];
  const { label } = facts.channel;
  const how = carriedHere(facts).card;
  if (how === "none")
    return [allow({ en: `${label} shows no link cards.`, es: `${label} no muestra tarjetas de enlace.` })];
  if (how === "own")
    return text.includes(card.url)
      ? []
      : [
          allow({
            en: `${label} makes its own card from a link in the words, and the words do not have this one.`,
            es: `${label} crea su propia tarjeta a partir de un enlace del texto, y el texto no tiene este.`,
          }),
        ];
  return media.length > 0
    ? [
        allow({
          en: `${label} shows pictures or a link card: the card is left out.`,
          es: `${label} muestra imágenes o una tarjeta de enlace: la tarjeta se omite.`,
        }),
      ]
    : [];
}

function ofQuote({ quote }: PostAct, facts: Facts): Said[] {
  if (!quote) return [];
  const { label } = facts.channel;
  const how = carriedHere(facts).quote;
  if (how === "none")
    return [deny({ en: `${label} cannot quote a message.`, es: `${label} no puede citar un mensaje.` })];
  if (facts.quotable === false)
    return [
      deny({
        en: `${label} can only quote a message of its own network. Take the quote away for this channel, or put the link into its words.`,
        es: `${label} solo puede citar un mensaje de su propia red. Quita la cita en este canal o pon el enlace en su texto.`,
      }),
    ];
  return how === "linked"
    ? [
        allow({
          en: `${label} shows no quotes here: the link stands under the words.`,
          es: `${label} no muestra citas aquí: el enlace queda bajo el texto.`,
        }),
      ]
    : [];
}

function ofPoll({ poll, media }: PostAct, facts: Facts): Said[] {
  if (!poll) return [];
  const { label } = facts.channel;
  const most = carriedHere(facts).poll;
  if (!most)
    return [
      deny({
        en: `${label} has no polls. Take the poll away for this channel.`,
        es: `${label} no tiene encuestas. Quita la encuesta en este canal.`,
      }),
    ];
  const said = ofOptions(poll.options, most, label);
  if (poll.minutes < most.shortest || poll.minutes > most.longest)
    said.push(
      deny({
        en: `${label} keeps a poll open for ${most.shortest} minutes at least and ${Math.floor(most.longest / 1440)} days at most.`,
        es: `${label} mantiene abierta una encuesta ${most.shortest} minutos como mínimo y ${Math.floor(most.longest / 1440)} días como máximo.`,
      }),
    );
  if (media.length > 0)
    said.push(
      deny({
        en: `${label} takes a poll or pictures, not both.`,
        es: `${label} admite una encuesta o imágenes, no ambas.`,
      }),
    );
  return said;
}

function ofOptions(options: readonly string[], most: PollLimits, label: string): Said[] {
  if (options.some((option) => option.trim() === ""))
    return [
      deny({
        en: "An option of the poll has no words yet.",
        es: "Una opción de la encuesta aún no tiene texto.",
      }),
    ];
  const said: Said[] = [];
  if (options.length > most.options)
    said.push(
      deny({
        en: `${label} takes ${most.options} options at most; there are ${options.length}.`,
        es: `${label} admite ${most.options} opciones como máximo; hay ${options.length}.`,
      }),
    );
  const long = options.find((option) => [...option].length > most.length);
  if (long)
    said.push(
      deny({
        en: `“${long}” is too long an option for ${label}: ${most.length} characters fit.`,
        es: `«${long}» es una opción demasiado larga para ${label}: caben ${most.length} caracteres.`,
      }),
    );
  if (new Set(options.map((option) => option.trim().toLowerCase())).size < options.length)
    said.push(deny({ en: "Two options say the same.", es: "Dos opciones dicen lo mismo." }));
  return said;
}

function ofSubject({ subject }: PostAct, facts: Facts): Said[] {
  const { label } = facts.channel;
  return subject && !carriedHere(facts).subject
    ? [
        allow({
          en: `${label} has no subjects: it is left out.`,
          es: `${label} no tiene asuntos: se omite.`,
        }),
      ]
    : [];
}
