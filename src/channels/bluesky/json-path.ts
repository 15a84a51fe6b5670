/** Looks into what a network said without believing its shape: whatever is not as expected reads as absent. */
import type { Json, JsonObject } from "../../kernel/result.ts";

type Step = string | number;

export function at(value: Json | undefined, ...path: Step[]): Json | undefined {
  let here = value;
  for (const step of path) {
    if (Array.isArray(here)) here = typeof step === "number" ? here[step] : undefined;
    else if (here && typeof here === "object") here = Object.hasOwn(here, step) ? here[step] : undefined;
    else return undefined;
  }
  return here;
}

export function textAt(value: Json | undefined, ...path: Step[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" && found !== "" ? found : undefined;
}

export function numberAt(value: Json | undefined, ...path: Step[]): number | undefined {
  const found = at(value, ...path);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

export function objectAt(value: Json | undefined, ...path: Step[]): JsonObject | undefined {
  const found = at(value, ...path);
  return found && typeof found === "object" && !Array.isArray(found) ? found : undefined;
}

/** The objects of an array; other members are left out. */
export function objectsAt(value: Json | undefined, ...path: Step[]): JsonObject[] {
  const found = at(value, ...path);
  if (!Array.isArray(found)) return [];
  return found.map((one) => objectAt(one)).filter((one) => one !== undefined);
}
