/** Cutting and linking what strangers wrote, before anything is drawn. Pure. */

/** A link that may be followed: web and mail alone. Anything else (javascript:, data:) is undefined. */
export function safeHref(url: string | null | undefined): string | undefined {
  if (!url) return undefined;
  try {
    const { protocol } = new URL(url);
    return ["http:", "https:", "mailto:"].includes(protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}

export interface Span {
  start: number;
  end: number;
}
export interface Segment<S extends Span> {
  text: string;
  span: S | undefined;
}

/**
 * A text cut at spans (UTF-16 offsets). Spans outside the text, empty ones and those that overlap an earlier one are
 * left out, so that every character stands exactly once.
 */
export function segments<S extends Span>(text: string, spans: readonly S[]): Segment<S>[] {
  const found: Segment<S>[] = [];
  let at = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (!Number.isInteger(span.start) || !Number.isInteger(span.end)) continue;
    if (span.start < at || span.end <= span.start || span.end > text.length) continue;
    if (span.start > at) found.push({ text: text.slice(at, span.start), span: undefined });
    found.push({ text: text.slice(span.start, span.end), span });
    at = span.end;
  }
  if (at < text.length) found.push({ text: text.slice(at), span: undefined });
  return found;
}
