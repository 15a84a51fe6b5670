/** A bulletin goes to those who permitted it, says who sends it, and has a subject. */
import type { Rule } from "../gate/index.ts";
import { allow, deny } from "../gate/index.ts";
import { isMailed } from "./delivery-key.ts";
import { countSubscribers, findSender } from "./subscriber-store.ts";

type Ready = { subscribers: number | null; sender: boolean };

export const bulletins: Rule = {
  name: "bulletins",
  async gather(act, { channel }) {
    if (act.kind !== "post" || !isMailed(channel.network)) return null;
    const active = act.test ? null : (await countSubscribers(act.channelId)).active;
    return { subscribers: active, sender: (await findSender(act.channelId)) !== undefined };
  },
  check(act, { more }) {
    const ready = more.bulletins as Ready | null | undefined;
    if (!ready) return [];
    const { subscribers: n, sender } = ready;
    return [
      ...(act.subject?.trim()
        ? []
        : [deny({ en: "A bulletin needs a subject.", es: "Un boletín necesita un asunto." })]),
      ...(sender
        ? []
        : [
            deny({
              en: "Nothing says yet who sends the bulletins of this channel: write it with its subscribers.",
              es: "Aún no se dice quién envía los boletines de este canal: escríbelo junto a sus suscriptores.",
            }),
          ]),
      ...(n === null ? [] : [toWhom(n)]),
    ];
  },
};

const toWhom = (n: number) =>
  n === 0
    ? deny({ en: "Nobody is subscribed to this channel.", es: "Nadie está suscrito a este canal." })
    : allow(
        n === 1
          ? { en: "It goes to one subscriber.", es: "Va a un suscriptor." }
          : {
              en: `It goes to ${n} subscribers, to each by itself.`,
              es: `Va a ${n} suscriptores, a cada uno por separado.`,
            },
        { subscribers: n },
      );
