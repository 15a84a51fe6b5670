import { Fragment, type ReactNode } from "react";

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

export function Link({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {children}
    </a>
  );
}

/** Plain text with its links: only text nodes and anchors, never HTML. */
export function LinkedText({ text, links }: { text: string; links: readonly (Span & { url: string })[] }) {
  return segments(text, links).map(({ text: part, span }, at) => {
    const href = safeHref(span?.url);
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
    return <Fragment key={at}>{href ? <Link href={href}>{part}</Link> : part}</Fragment>;
  });
}

/** Found words marked in a snippet that may hold anything. */
export function MarkedText({ text, marks }: { text: string; marks: readonly [number, number][] }) {
  const spans = marks.map(([start, end]) => ({ start, end }));
  return segments(text, spans).map(({ text: part, span }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
    <Fragment key={at}>{span ? <mark>{part}</mark> : part}</Fragment>
  ));
}
