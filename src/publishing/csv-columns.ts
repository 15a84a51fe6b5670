/** Which column of a sheet says what. Heads are understood in both languages, however they are capitalised. Pure. */
import type { Language } from "../kernel/caller.ts";

export const csvColumns = [
  "text",
  "channels",
  "date",
  "time",
  "zone",
  "pillar",
  "media",
  "alt",
  "contentWarning",
  "firstComment",
  "reason",
] as const;
/** `partN`: the further messages of a thread, from 2 on. */
export type CsvColumn = (typeof csvColumns)[number] | `part${number}`;

/** The first of each is how it is written. */
const names: Record<(typeof csvColumns)[number], Record<Language, string[]>> = {
  text: { en: ["text", "post", "message"], es: ["texto", "publicación", "mensaje"] },
  channels: { en: ["channels", "channel"], es: ["canales", "canal"] },
  date: { en: ["date", "day"], es: ["fecha", "día"] },
  time: { en: ["time"], es: ["hora"] },
  zone: { en: ["time zone", "timezone", "zone"], es: ["zona horaria", "zona"] },
  pillar: { en: ["pillar"], es: ["pilar"] },
  media: { en: ["media", "media urls", "images", "pictures"], es: ["archivos", "imágenes"] },
  alt: {
    en: ["descriptions", "alt texts", "alt text", "alt"],
    es: ["descripciones", "textos alternativos", "texto alternativo"],
  },
  contentWarning: { en: ["content warning", "cw"], es: ["aviso de contenido", "aviso"] },
  firstComment: { en: ["first comment"], es: ["primer comentario"] },
  reason: { en: ["reason"], es: ["motivo"] },
};

const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[_\s-]+/g, " ")
    .trim();

const known = new Map(
  csvColumns.flatMap((column) =>
    [...names[column].en, ...names[column].es].map((name) => [plain(name), column] as const),
  ),
);

/** undefined: a head that says nothing to us. */
export function columnOf(head: string): CsvColumn | undefined {
  const [, part] = /^(?:part|parte|parts?) ?(\d{1,2})$/.exec(plain(head)) ?? [];
  if (part) return Number(part) >= 2 && Number(part) <= 50 ? `part${Number(part)}` : undefined;
  return known.get(plain(head));
}

export function headOf(column: CsvColumn, language: Language): string {
  const [, part] = /^part(\d+)$/.exec(column) ?? [];
  if (part) return `${language === "es" ? "parte" : "part"} ${part}`;
  return names[column as (typeof csvColumns)[number]][language][0] ?? column;
}
