/** How tightly lists and text are set, on this machine. theme.js applies it before the first paint. */
export type Density = "calm" | "compact";

export const density = (): Density =>
  document.documentElement.dataset.density === "compact" ? "compact" : "calm";

export function setDensity(next: Density): void {
  if (next === "compact") document.documentElement.dataset.density = next;
  else delete document.documentElement.dataset.density;
  localStorage.setItem("rapport-density", next);
}
