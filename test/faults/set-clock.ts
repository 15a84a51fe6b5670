/**
 * Loaded into the product's process before anything else (`--import`): its clock goes ahead by as many milliseconds as
 * the file says that `FAULTS_CLOCK` names. Only the time of day is set: timers and `performance.now` go on, as on a
 * machine whose clock somebody sets.
 */
import { readFileSync } from "node:fs";

const file = process.env.FAULTS_CLOCK ?? "";
const Real = Date;
let ahead = 0;
const read = (): void => {
  try {
    ahead = Number(readFileSync(file, "utf8")) || 0;
  } catch {
    ahead = 0;
  }
};
read();
setInterval(read, 50).unref();
const present = (): number => Real.now() + ahead;

globalThis.Date = new Proxy(Real, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [present()] : given, newTarget),
  apply: () => new Real(present()).toString(),
  get: (target, name) => (name === "now" ? present : Reflect.get(target, name)),
});
