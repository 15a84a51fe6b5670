/** Parts of input that several routes of this module take. */
import { z } from "zod";
import { roles } from "../kernel/caller.ts";
import type { Words } from "../kernel/errors.ts";
import { type Hours, isZone, weekdays } from "./hours.ts";
import { longestPassword, shortestPassword } from "./sign-in.ts";

const because = (words: Words) => ({ params: { words } });

/** One line: names stand in subjects of e-mails. */
export const nameInput = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^\P{Cc}*$/u);
export const emailInput = z.string().trim().toLowerCase().max(254).pipe(z.email());
export const passwordInput = z.string().min(shortestPassword).max(longestPassword);
export const languageInput = z.enum(["en", "es"]);
export const roleInput = z.enum(roles);
/** A password that is only compared, so that its length is no reason of its own. */
export const anyPassword = z.string().min(1).max(1024);

export const zoneInput = z.string().refine(
  isZone,
  because({
    en: "This is not a time zone, such as Europe/Madrid.",
    es: "Esto no es una zona horaria, como Europe/Madrid.",
  }),
);

export const colorInput = z.string().regex(/^#[0-9a-f]{6}$/i);

const clockTime = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);
const span = z.tuple([clockTime, clockTime]).refine(
  ([from, to]) => from !== to && from !== "24:00",
  because({
    en: "A span needs a beginning and another end.",
    es: "Un tramo necesita un comienzo y otro final.",
  }),
);
export const hoursInput: z.ZodType<Hours> = z.strictObject(
  Object.fromEntries(weekdays.map((day) => [day, z.array(span).max(8).optional()])),
) as never;

/** Moments in answers: ISO 8601, UTC. */
export const time = z.string();
