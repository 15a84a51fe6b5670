/** The desks that a new workspace begins with. */
import type { Language } from "../kernel/caller.ts";

interface DeskDraft {
  key: string;
  name: Record<Language, string>;
  color: string;
  promiseMinutes: number;
}

/** Promises are in working minutes of the team; a lead changes them. */
export const firstDesks: readonly DeskDraft[] = [
  { key: "community", name: { en: "Community", es: "Comunidad" }, color: "#2f7d6d", promiseMinutes: 240 },
  { key: "marketing", name: { en: "Marketing", es: "Marketing" }, color: "#c2553a", promiseMinutes: 480 },
  { key: "pr", name: { en: "PR", es: "Prensa" }, color: "#7a5aa6", promiseMinutes: 240 },
  { key: "sales", name: { en: "Sales", es: "Ventas" }, color: "#a97b12", promiseMinutes: 240 },
  { key: "support", name: { en: "Support", es: "Soporte" }, color: "#2d6da3", promiseMinutes: 120 },
  { key: "hr", name: { en: "HR", es: "Personas" }, color: "#b0507a", promiseMinutes: 960 },
];
