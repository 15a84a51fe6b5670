/** What stands in the calendar as a sheet, in the form that an import reads. */
import { findChannels } from "../channels/index.ts";
import type { Language } from "../kernel/caller.ts";
import { type CalendarQuestion, calendar } from "./calendar.ts";
import { type Content, contentOf, same } from "./content.ts";
import { writeCsv } from "./csv.ts";
import { type CsvColumn, headOf } from "./csv-columns.ts";
import { type LocalTime, momentOf } from "./local-time.ts";
import { listPillars } from "./pillars.ts";
import { timeOf } from "./post.ts";
import { findPosts, type PostRecord, type VariantRecord, variantsOf } from "./post-store.ts";

/** A post as it is said on channels that say the same at the same time. */
interface ExportRow {
  post: PostRecord;
  content: Content;
  time: LocalTime | undefined;
  at: Date;
  channelIds: string[];
}

/** In the order of time. A channel with words or a time of its own has a row of its own. */
export async function exportPosts(
  question: CalendarQuestion,
  origin: string,
  language: Language,
): Promise<string> {
  const entries = await calendar(question);
  const wanted = new Set(entries.map(({ postId, channelId }) => `${postId} ${channelId}`));
  const ids = [...new Set(entries.map(({ postId }) => postId))];
  const posts = new Map((await findPosts(ids)).map((post) => [post.id, post]));
  const rows: ExportRow[] = [];
  for (const variant of await variantsOf(ids)) {
    const post = posts.get(variant.post_id);
    if (post && variant.due_at && wanted.has(`${post.id} ${variant.channel_id}`))
      add(rows, post, variant, variant.due_at);
  }
  const sorted = rows.toSorted((one, other) => one.at.getTime() - other.at.getTime());
  const channels = new Map(
    (await findChannels(sorted.flatMap((row) => row.channelIds))).map((each) => [each.id, each]),
  );
  const pillars = new Map((await listPillars()).map((each) => [each.id, each.name]));
  const longest = Math.max(1, ...sorted.map(({ content }) => content.parts.length));
  const parts = Array.from({ length: longest - 1 }, (_, at): CsvColumn => `part${at + 2}`);
  const head: CsvColumn[] = [
    "date",
    "time",
    "zone",
    "channels",
    "text",
    ...parts,
    "firstComment",
    "contentWarning",
    "pillar",
    "media",
    "alt",
  ];
  return writeCsv(
    head.map((column) => headOf(column, language)),
    sorted.map(({ post, content, time, channelIds }) => {
      const media = content.parts[0]?.media ?? [];
      return [
        time?.local.slice(0, 10) ?? "",
        time ? clockOf(time, language) : "",
        time?.zone ?? post.zone,
        channelIds.map((id) => channels.get(id)?.handle ?? "").join(" | "),
        ...Array.from({ length: longest }, (_, at) => content.parts[at]?.text ?? ""),
        content.firstComment?.text ?? "",
        content.contentWarning ?? "",
        (post.pillar_id && pillars.get(post.pillar_id)) || "",
        media.map(({ fileId }) => `${origin}/api/media/${fileId}`).join(" "),
        media.map(({ alt }) => alt.replace(/\s*[|\n]\s*/g, " ")).join(" | "),
      ];
    }),
  );
}

function add(rows: ExportRow[], post: PostRecord, variant: VariantRecord, at: Date): void {
  const content = contentOf(post.base, variant.own);
  const alike = rows.find(
    (row) => row.post === post && row.at.getTime() === at.getTime() && same(row.content, content),
  );
  if (alike) alike.channelIds.push(variant.channel_id);
  else rows.push({ post, content, time: timeOf(post, variant), at, channelIds: [variant.channel_id] });
}

/** With the word that says which, where the clock shows it twice. */
function clockOf({ local, zone, second }: LocalTime, language: Language): string {
  const clock = local.slice(11);
  if (momentOf({ local, zone }).ok) return clock;
  if (language === "es") return `${clock} ${second ? "segunda" : "primera"}`;
  return `${clock} ${second ? "second" : "first"}`;
}
