import { z } from "zod";
import { hoursInput, roleInput, time } from "./input.ts";

export const teammateAnswer = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: roleInput,
  pronouns: z.string().nullable(),
  languages: z.array(z.string()),
  timeZone: z.string(),
  hours: hoursInput,
  signature: z.string().nullable(),
  portrait: z.string().nullable(),
  deskIds: z.array(z.string()),
  joinedAt: time,
  leftAt: time.nullable(),
});
