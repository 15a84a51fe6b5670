import { Fragment, type ReactNode } from "react";
import { type Span, safeHref, segments } from "./safe-spans.ts";

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
