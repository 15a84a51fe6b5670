import { createElement, Fragment, type ReactNode } from "react";
import { safeHref } from "./safe-spans.ts";
import { Link } from "./safe-text.tsx";

/** What may stand in a message. The server has sanitised it already; this is the second lock on the same door. */
const allowed = new Set(
  "p br b strong i em u s del code pre blockquote ul ol li span table thead tbody tr td th hr sup sub div".split(
    " ",
  ),
);
/** Strangers' headings would break into our own outline: they are bold lines. */
const headings = /^H[1-6]$/;
const empty = new Set(["br", "hr"]);
const most = { depth: 40, nodes: 4000 };

/** HTML as React nodes by a list of what may stand; no attribute but a safe link passes. Nothing is ever set as HTML. */
export function SafeHtml({ html }: { html: string }) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const left = { nodes: most.nodes };
  return <>{nodesOf(body, 0, left)}</>;
}

function nodesOf(parent: Node, depth: number, left: { nodes: number }): ReactNode[] {
  const nodes: ReactNode[] = [];
  for (const [at, child] of [...parent.childNodes].entries()) {
    if (--left.nodes < 0) break;
    const node = nodeOf(child, depth, left);
    if (node !== null) nodes.push(<Fragment key={at}>{node}</Fragment>);
  }
  return nodes;
}

function nodeOf(node: ChildNode, depth: number, left: { nodes: number }): ReactNode {
  if (node instanceof Text) return node.data;
  if (!(node instanceof HTMLElement)) return null;
  if (depth >= most.depth) return node.textContent;
  const tag = node.localName;
  if (empty.has(tag)) return createElement(tag);
  const children = () => nodesOf(node, depth + 1, left);
  if (tag === "a") {
    const href = safeHref(node.getAttribute("href"));
    return href ? <Link href={href}>{children()}</Link> : children();
  }
  if (headings.test(node.tagName)) {
    return (
      <p>
        <strong>{children()}</strong>
      </p>
    );
  }
  if (tag === "table") {
    return (
      <div data-table>
        <table>{children()}</table>
      </div>
    );
  }
  if (allowed.has(tag)) return createElement(tag, null, ...children());
  // The words of an unknown element stay; of one that holds no words for people, nothing does.
  return /^(script|style|template|noscript|iframe|object|textarea|title)$/.test(tag) ? null : children();
}
