/** What a post may look like when it comes in. */
import { z } from "zod";
import { days } from "../kernel/clock.ts";
import type { Content } from "./content.ts";
import type { LocalTime } from "./local-time.ts";
import type { PostChange } from "./post-change.ts";

const part = z.object({
  text: z.string().max(50_000),
  media: z.array(z.object({ fileId: z.uuid(), alt: z.string().max(5000) })).max(20),
  mentions: z
    .array(z.object({ word: z.string().regex(/^@\S{1,300}$/), identityId: z.uuid() }))
    .max(50)
    .optional(),
});
/** As it is typed: what stands around it is taken off when it goes out, and not under somebody's hands. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\P{Cc}*$/u);
const webAddress = z.url({ protocol: /^https?$/ }).max(2000);

const fields = {
  parts: z.array(part).min(1).max(50),
  firstComment: part,
  subject: line(500),
  contentWarning: z.string().max(1000),
  visibility: z.enum(["public", "unlisted", "followers", "direct"]),
  language: z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/),
  card: z.object({
    url: webAddress,
    title: line(300),
    description: line(1000),
    fileId: z.uuid().optional(),
  }),
  poll: z.object({
    options: z.array(line(200)).min(2).max(10),
    minutes: z.int().min(5).max(43_200),
    multiple: z.boolean(),
  }),
  quote: z.string().regex(/^(?:https?|at):\/\/\S{1,2000}$/),
} as const;

export const contentInput: z.ZodType<Content> = z.object({
  ...Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, each.optional()])),
  parts: fields.parts,
}) as unknown as z.ZodType<Content>;

const ownValue = (each: z.ZodType) =>
  z.union([z.object({ follow: z.literal(true) }), z.object({ value: each.nullable() })]);

const baseChanges = Object.entries(fields).map(([field, each]) =>
  z.object({
    what: z.literal("base"),
    field: z.literal(field),
    was: each.nullable(),
    now: each.nullable(),
  }),
);
const ownChanges = Object.entries(fields).map(([field, each]) =>
  z.object({
    what: z.literal("own"),
    channelId: z.uuid(),
    field: z.literal(field),
    was: ownValue(each),
    now: ownValue(each),
  }),
);
const pillarChange = z.object({
  what: z.literal("pillar"),
  was: z.uuid().nullable(),
  now: z.uuid().nullable(),
});

/** What is written, each with what stood there before; see `savePost`. */
export const changesInput = z
  .array(z.union([...baseChanges, ...ownChanges, pillarChange]))
  .min(1)
  .max(100) as unknown as z.ZodType<PostChange[]>;

export const zoneInput = z.string().min(1).max(64);
export const timeInput: z.ZodType<LocalTime> = z.object({
  local: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/),
  zone: zoneInput,
  second: z.boolean().optional(),
});

export const momentInput = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const longest = days(62);
/** Two moments, for questions that are answered day by day. */
export const stretchInput = z
  .object({ from: momentInput, to: momentInput })
  // Asked also where a field is none: that has its own reason then.
  .refine(
    ({ from, to }) => !(from instanceof Date && to instanceof Date) || Number(to) - Number(from) <= longest,
    {
      path: ["to"],
      params: {
        words: {
          en: "At most 62 days can be asked about at once.",
          es: "Se puede preguntar por 62 días como máximo.",
        },
      },
    },
  );
