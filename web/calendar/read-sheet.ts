/** The text of a sheet, however the spreadsheet wrote it. */

/** As the server takes it, in characters; a file with more bytes than this may hold can be refused unread. */
const mostBytes = 4_000_000;

/** undefined: it is too large to be a sheet of posts. */
export async function readSheet(file: Blob): Promise<string | undefined> {
  if (file.size > mostBytes) return undefined;
  return decode(new Uint8Array(await file.arrayBuffer()));
}

/** UTF-8, the UTF-16 that its mark tells, or what a western Windows writes, which is never valid UTF-8 where it matters. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
