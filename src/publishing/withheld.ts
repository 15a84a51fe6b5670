/** Why a claimed delivery was not given to its network after all. */
import type { Withheld } from "./delivery.ts";

export const ranOut: Withheld = {
  tag: "withheld",
  message: {
    en: "The claim ran out before the call.",
    es: "El turno de envío venció antes de la llamada.",
  },
};
export const wasPaused: Withheld = {
  tag: "withheld",
  message: {
    en: "Everything was paused before the network was called.",
    es: "Todo se puso en pausa antes de llamar a la red.",
  },
};
