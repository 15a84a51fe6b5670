/** Who signs, and how. Pure: the preview and the sent text are computed by the same function. */
import type { Facts } from "./facts.ts";

export type Signing = Pick<Facts, "teammate" | "channel">;

/**
 * The text with its human signature. An e-mail ends in a signature block (RFC 3676, 4.3: `-- `) with the name and the
 * brand's; elsewhere a last line names who speaks, or `^AB` does. A text that ends in the signature already stays as it is.
 */
export function sign(text: string, { teammate, channel }: Signing): string {
  const bare = text.trim();
  const mark = markOf({ teammate, channel });
  if (!mark || bare === "") return bare;
  if (bare.endsWith(mark)) return bare;
  if (channel.carriesName) return `${bare}\n\n-- \n${mark}\n${channel.name}`;
  return channel.style === "initials" ? `${bare} ${mark}` : `${bare}\n\n${mark}`;
}

/** The signature alone; empty when nobody can be named, or the name stands beside the text. */
export function markOf({ teammate, channel }: Signing): string {
  const name = teammate?.name.trim() ?? "";
  if (name === "") return "";
  if (channel.style === "none" && channel.carriesName) return "";
  if (channel.style === "initials") return channel.carriesName ? name : `^${initials(name)}`;
  const own = teammate?.signature?.trim();
  if (own) return own;
  return channel.carriesName ? name : `— ${name}`;
}

/** First letters of up to three words: "María José Pérez" → MJP. */
function initials(name: string): string {
  return name
    .split(/[\s-]+/u)
    .map((word) => /\p{L}|\p{N}/u.exec(word)?.[0] ?? "")
    .filter((letter) => letter !== "")
    .slice(0, 3)
    .join("")
    .toLocaleUpperCase();
}
