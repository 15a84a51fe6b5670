/** From a row of a sheet to the post that it asks for, with everything that is wrong named by its column. Pure. */
import type { Words } from "../kernel/errors.ts";
import type { CsvRow } from "./csv.ts";
import type { CsvColumn } from "./csv-columns.ts";
import { type LocalTime, type LocalTimeFault, momentOf } from "./local-time.ts";

export interface RowProblem {
  /** null: the row as a whole. */
  column: CsvColumn | null;
  words: Words;
}

/** What a row asks for. */
export interface WantedPost {
  number: number;
  /** The messages of the thread, one or more. */
  parts: string[];
  firstComment: string | undefined;
  contentWarning: string | undefined;
  channelIds: string[];
  pillarId: string | null;
  zone: string;
  time: LocalTime | undefined;
  at: Date | undefined;
  /** On the first message. */
  media: Array<{ url: string; alt: string }>;
  problems: RowProblem[];
}

/** What rows are read against. */
export interface KnownHere {
  channels: ReadonlyArray<{ id: string; handle: string; name: string }>;
  pillars: ReadonlyArray<{ id: string; name: string }>;
  /** For rows that name none. */
  zone: string;
  now: Date;
}

const mostText = 50_000;
const mostMedia = 10;

export function rowOf(
  row: CsvRow,
  columns: ReadonlyArray<CsvColumn | undefined>,
  known: KnownHere,
): WantedPost {
  const problems: RowProblem[] = [];
  const wrong = (column: CsvColumn | null, en: string, es: string) =>
    problems.push({ column, words: { en, es } });
  const cell = (column: CsvColumn): string => {
    const at = columns.indexOf(column);
    const text = at < 0 ? "" : (row.cells[at] ?? "").trim();
    if (text.includes("\0"))
      wrong(
        column,
        "It contains a character that cannot be kept.",
        "Contiene un carácter que no se puede guardar.",
      );
    return text;
  };
  if (row.broken)
    wrong(null, "A quotation mark is not closed in this row.", "En esta fila hay una comilla sin cerrar.");
  else if (row.cells.slice(columns.length).some((each) => each.trim() !== ""))
    wrong(
      null,
      "This row has more fields than the head has columns. Put texts with commas between quotation marks.",
      "Esta fila tiene más campos que columnas la cabecera. Pon entre comillas los textos con comas.",
    );
  const further = columns.flatMap((column) => (column?.startsWith("part") ? [column] : []));
  const parts = [
    cell("text"),
    ...further
      .toSorted((one, other) => Number(one.slice(4)) - Number(other.slice(4)))
      .map(cell)
      .filter((text) => text !== ""),
  ];
  for (const [column, text] of [
    ["text", parts[0] ?? ""],
    ["firstComment", cell("firstComment")],
  ] as const)
    if (text.length > mostText) wrong(column, "This text is too long.", "Este texto es demasiado largo.");
  const media = mediaOf(list(cell("media"), /[\s|]+/), list(cell("alt"), /\s*[|\n]\s*/, true), wrong);
  if (parts.every((text) => text === "") && media.length === 0)
    wrong("text", "There is no text.", "No hay texto.");
  const contentWarning = cell("contentWarning");
  if (contentWarning.length > 1000) wrong("contentWarning", "This is too long.", "Esto es demasiado largo.");
  const pillar = cell("pillar");
  const pillarId = known.pillars.find(({ name }) => same(name, pillar))?.id ?? null;
  if (pillar && !pillarId)
    wrong(
      "pillar",
      `There is no pillar called “${brief(pillar)}”.`,
      `No hay ningún pilar llamado «${brief(pillar)}».`,
    );
  return {
    number: row.number,
    parts,
    firstComment: cell("firstComment") || undefined,
    contentWarning: contentWarning || undefined,
    channelIds: channelsOf(cell("channels"), known.channels, wrong),
    pillarId,
    ...timeOf(cell("date"), cell("time"), cell("zone") || known.zone, known.now, wrong),
    media,
    problems,
  };
}

type Wrong = (column: CsvColumn, en: string, es: string) => void;

/** By handle or name. A name may itself hold what separates others, so that the whole is tried first. */
function channelsOf(text: string, channels: KnownHere["channels"], wrong: Wrong): string[] {
  const found: string[] = [];
  const named = (each: string) =>
    channels.filter(
      ({ handle, name }) => same(handle.replace(/^@/, ""), each.replace(/^@/, "")) || same(name, each),
    );
  const wanted = named(text).length > 0 ? [text] : list(text, /\s*[|;,\n]\s*/);
  for (const each of wanted) {
    const [one, other] = named(each);
    if (!one)
      wrong(
        "channels",
        `There is no channel called “${brief(each)}”.`,
        `No hay ningún canal llamado «${brief(each)}».`,
      );
    else if (other)
      wrong(
        "channels",
        `Several channels are called “${brief(each)}”. Write the handle.`,
        `Hay varios canales llamados «${brief(each)}». Escribe el identificador.`,
      );
    else if (!found.includes(one.id)) found.push(one.id);
  }
  return found;
}

function mediaOf(urls: string[], alts: string[], wrong: Wrong): WantedPost["media"] {
  if (urls.length > mostMedia)
    wrong(
      "media",
      `At most ${mostMedia} files go with one post.`,
      `Con una publicación van como mucho ${mostMedia} archivos.`,
    );
  for (const url of urls)
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url) || url.length > 2000)
      wrong("media", `“${brief(url)}” is no web address.`, `«${brief(url)}» no es una dirección web.`);
  if (alts.length > urls.length)
    wrong(
      "alt",
      "There are more descriptions than files. Separate them by a bar: |",
      "Hay más descripciones que archivos. Sepáralas con una barra: |",
    );
  return urls.map((url, at) => ({ url, alt: (alts[at] ?? "").slice(0, 5000) }));
}

/** Of a time that the clock shows twice, the word behind it says which. */
const which = /^(\d{1,2}):(\d{2})(?::00)?(?:\s+(first|second|primera|segunda))?$/i;

function timeOf(
  date: string,
  time: string,
  zone: string,
  now: Date,
  wrong: Wrong,
): Pick<WantedPost, "zone" | "time" | "at"> {
  const zoneKnown = momentOf({ local: "2026-01-01T12:00", zone });
  if (!zoneKnown.ok) {
    wrong(
      "zone",
      `“${brief(zone)}” is no time zone we know. Write one like Europe/Madrid.`,
      `No conocemos la zona horaria «${brief(zone)}». Escribe una como Europe/Madrid.`,
    );
    return { zone: "UTC", time: undefined, at: undefined };
  }
  const none = { zone, time: undefined, at: undefined };
  if (!date && !time) return none;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) {
    wrong(
      "date",
      date
        ? "Write the day as year-month-day, like 2027-03-28: other forms mean different days in different countries."
        : "There is a time, but no day.",
      date
        ? "Escribe el día como año-mes-día, por ejemplo 2027-03-28: otras formas significan días distintos según el país."
        : "Hay una hora, pero no un día.",
    );
    return none;
  }
  const [, hour, minute, nth] = which.exec(time) ?? [];
  if (hour === undefined || minute === undefined) {
    wrong(
      "time",
      time ? "Write the time as hours and minutes, like 09:30." : "There is a day, but no time.",
      time ? "Escribe la hora con horas y minutos, por ejemplo 09:30." : "Hay un día, pero no una hora.",
    );
    return none;
  }
  const local = `${date}T${hour.padStart(2, "0")}:${minute}`;
  const second = nth === undefined ? undefined : /^s/i.test(nth);
  const moment = momentOf({ local, zone, second });
  if (!moment.ok) {
    const [column, en, es] = clockWords(moment.fault);
    wrong(column, en, es);
    return none;
  }
  if (moment.value < now) {
    wrong("date", "This time has passed.", "Esta hora ya pasó.");
    return none;
  }
  const twice = momentOf({ local, zone });
  return { zone, time: { local, zone, ...(twice.ok ? {} : { second }) }, at: moment.value };
}

function clockWords(fault: LocalTimeFault): ["date" | "time", string, string] {
  if (fault.tag === "skipped") {
    const [before, after] = [fault.before.slice(11), fault.after.slice(11)];
    return [
      "time",
      `The clock leaps over this time that night: from ${before} to ${after}. Write one of them.`,
      `Esa noche el reloj salta esta hora: pasa de ${before} a ${after}. Escribe una de las dos.`,
    ];
  }
  if (fault.tag === "twice")
    return [
      "time",
      "The clock shows this time twice that night. Write “first” or “second” behind it.",
      "Esa noche el reloj marca esta hora dos veces. Escribe detrás «primera» o «segunda».",
    ];
  return ["date", "This time is not in the calendar.", "Esta hora no existe en el calendario."];
}

const same = (one: string, other: string): boolean =>
  one.normalize("NFC").toLowerCase() === other.normalize("NFC").toLowerCase();

const list = (text: string, by: RegExp, keepEmpty = false): string[] =>
  text === "" ? [] : text.split(by).filter((each) => keepEmpty || each !== "");

const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
