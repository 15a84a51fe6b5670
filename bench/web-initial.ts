import { budget, measureWeb } from "../scripts/measure-web.ts";
import type { Figure } from "./figure.ts";

export const webInitial: Figure = {
  name: "web.initial_kb",
  means: "kB of JavaScript (gzip) that a browser needs for its first view of the inbox",
  target: () => ({ most: budget }),
  perEngine: false,
  measure: async () => ({ "": measureWeb().script }),
};
