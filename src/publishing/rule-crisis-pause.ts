/** While everything is paused, what is ordered is held, and says so while somebody types. */
import { hold, type Rule } from "../gate/index.ts";
import { pauseOf } from "./pause.ts";

export const crisisPause: Rule = {
  name: "crisis-pause",
  async gather(act) {
    // Taking back is what one does in a crisis.
    const pause = act.kind === "remove" ? undefined : await pauseOf(act.channelId);
    return pause ? { id: pause.id, reason: pause.reason, whole: pause.channel_id === null } : null;
  },
  check(_act, { more, channel }) {
    const pause = more["crisis-pause"] as { id: string; reason: string; whole: boolean } | null | undefined;
    if (!pause) return [];
    const en = pause.whole ? "Everything is paused" : `${channel.handle} is paused`;
    const es = pause.whole ? "Todo está en pausa" : `${channel.handle} está en pausa`;
    return [
      hold(
        {
          en: `${en} (${pause.reason}): it waits until somebody lets it out.`,
          es: `${es} (${pause.reason}): espera hasta que alguien lo deje salir.`,
        },
        { pauseId: pause.id },
      ),
    ];
  },
};
