/** How a promised answer time looks: calm until it is at risk. Pure. */

export type PromiseState = "calm" | "near" | "late";
const nearMinutes = 60;

/** `late` once it has passed, `near` within the last hour, else `calm`. */
export function promiseState(promisedAt: string, now: Date): PromiseState {
  const left = new Date(promisedAt).getTime() - now.getTime();
  if (left <= 0) return "late";
  return left <= nearMinutes * 60_000 ? "near" : "calm";
}
