import { z } from "zod";
import type { Gate } from "../gate/index.ts";
import { badField, Problem } from "../kernel/errors.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Result } from "../kernel/result.ts";
import { type RouteSpec, route } from "../kernel/route.ts";
import { mayReadPosts, mayWritePosts } from "./caller.ts";
import { zoneInput } from "./content-input.ts";
import { exportPosts } from "./export-posts.ts";
import { checkSheet, type ImportFault, importSheet } from "./import-posts.ts";
import { presentReport, reportShape } from "./import-report.ts";
import { mostFetched, mostRows } from "./import-sheet.ts";
import { knownZone } from "./post-problem.ts";

/** In characters; a sheet of the most rows with a long text in each. */
const mostCsv = 1_000_000;
const bodyLimit = 4 * 1024 * 1024;

const sheetInput = z.object({
  csv: z
    .string()
    .min(1)
    .refine((csv) => csv.length <= mostCsv, {
      params: {
        words: {
          en: "This file is too large: at most a million characters go at once. Split it.",
          es: "Este archivo es demasiado grande: cabe como mucho un millón de caracteres a la vez. Divídelo.",
        },
      },
    }),
  zone: zoneInput,
  plan: z.boolean().default(false),
});
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Posts in sheets, both ways. */
export function importRoutes(kernel: Kernel, gate: Gate): RouteSpec[] {
  return [
    route({
      method: "POST",
      url: "/post-imports/check",
      summary: "Says of each row of a CSV what would be made of it, and what is wrong. Makes nothing.",
      access: mayWritePosts,
      transaction: "none",
      bodyLimit,
      perMinute: 30,
      body: sheetInput,
      response: reportShape,
      async handle({ body, caller, language }) {
        knownZone(body.zone, "body.zone");
        const { report, sheet } = taken(await checkSheet(kernel, gate, body, caller));
        return presentReport(report, sheet, language);
      },
    }),
    route({
      method: "POST",
      url: "/post-imports",
      summary:
        "Makes the posts of a CSV, all rows that can be; the others come back with the reason. The id is made by the client: the same one again makes nothing twice.",
      access: mayWritePosts,
      transaction: "none",
      bodyLimit,
      perMinute: 10,
      body: sheetInput.extend({ id: z.uuid() }),
      response: reportShape,
      async handle({ body: { id, ...sent }, caller, language }) {
        knownZone(sent.zone, "body.zone");
        const { report, sheet } = taken(await importSheet(kernel, gate, id, sent, caller));
        return presentReport(report, sheet, language);
      },
    }),
    route({
      method: "GET",
      url: "/calendar/export",
      summary: "What stands in the calendar between two moments, as CSV in the form that an import reads.",
      access: mayReadPosts,
      query: z.object({
        from: moment,
        to: moment,
        channelId: z.uuid().optional(),
        pillarId: z.uuid().optional(),
        workspace: z.string().optional(),
      }),
      async handle({ query: { workspace: _, ...question }, language, reply }) {
        const csv = await exportPosts(question, kernel.origin, language);
        reply.header("content-disposition", 'attachment; filename="posts.csv"');
        reply.type("text/csv; charset=utf-8");
        return csv;
      },
    }),
  ];
}

function taken<T>(result: Result<T, ImportFault>): T {
  if (result.ok) return result.value;
  const { fault } = result;
  switch (fault.tag) {
    case "no-rows":
      throw badField("body.csv", {
        en: "There is no row in this file below its head.",
        es: "En este archivo no hay ninguna fila bajo la cabecera.",
      });
    case "no-text-column":
      throw badField("body.csv", {
        en: "No column of this file is called “text”. The first row has to name the columns.",
        es: "Ninguna columna de este archivo se llama «texto». La primera fila tiene que nombrar las columnas.",
      });
    case "twice":
      throw badField("body.csv", {
        en: `Two columns of this file say the same: “${fault.head.slice(0, 60)}”.`,
        es: `Dos columnas de este archivo dicen lo mismo: «${fault.head.slice(0, 60)}».`,
      });
    case "too-many-rows":
      throw badField("body.csv", {
        en: `This file has ${fault.rows} rows; at most ${mostRows} go at once. Split it.`,
        es: `Este archivo tiene ${fault.rows} filas; caben como mucho ${mostRows} a la vez. Divídelo.`,
      });
    case "too-many-files":
      throw badField("body.csv", {
        en: `This file names ${fault.files} pictures and films; at most ${mostFetched} go at once. Split it.`,
        es: `Este archivo nombra ${fault.files} imágenes y vídeos; caben como mucho ${mostFetched} a la vez. Divídelo.`,
      });
    case "other-sheet":
      throw new Problem("conflict", {
        en: "Another file was imported by this id already.",
        es: "Con este identificador ya se importó otro archivo.",
      });
  }
}
