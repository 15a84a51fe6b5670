import assert from "node:assert/strict";
import { test } from "node:test";
import { parseDocument } from "htmlparser2";
import { readHtml } from "./email/html.ts";
import { plainText as feedText, wholeLinks } from "./feed/html-text.ts";
import { plainText as statusText } from "./mastodon/html-text.ts";
import { shallowHtml } from "./shallow-html.ts";

const nested = (levels: number, tag = "div"): string =>
  `<p>before</p>${`<${tag} class="x">`.repeat(levels)}deep${`</${tag}>`.repeat(levels)}<p>after</p>`;

function depthOf(html: string): number {
  let deepest = 0;
  const open: Array<[{ children?: unknown[] }, number]> = [[parseDocument(html), 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, depth] = next;
    deepest = Math.max(deepest, depth);
    for (const child of node.children ?? []) open.push([child as { children?: unknown[] }, depth + 1]);
  }
  return deepest;
}

test("what is not deep is left as it is, to the letter", () => {
  const many = `<ul>${"<li>pan <b>de</b> masa<br>madre</li>".repeat(400)}</ul>`;
  assert.equal(shallowHtml(many), many);
  assert.equal(shallowHtml("<p>1 < 2 & unclosed <i>x"), "<p>1 < 2 & unclosed <i>x");
});

test("what is deeper is brought near, and no word is lost", () => {
  for (const html of [nested(3_000), nested(60_000), nested(5_000, "blockquote"), "<i>deep".repeat(3_000)]) {
    const shallow = shallowHtml(html);
    assert.ok(depthOf(shallow) <= 202, String(depthOf(shallow)));
    const words = (text: string) => text.replace(/<[^>]*>/g, "");
    assert.equal(words(shallow), words(html));
  }
});

test("a newsletter's hundreds of paragraphs, rows and list items keep their shape", () => {
  const rows = `<table>${"<tr><td><p>pan<td><li>masa".repeat(2_000)}</table><div><b>end</b></div>`;
  assert.equal(shallowHtml(rows), rows);
  assert.equal(shallowHtml(`${"</div>".repeat(500)}<b>x</b>`), `${"</div>".repeat(500)}<b>x</b>`);
});

test("a mail, a status and a feed's item nested without end are read all the same", () => {
  const html = nested(20_000);
  assert.match(readHtml(html).text, /deep/);
  assert.match(statusText(html).text, /before[\s\S]*deep[\s\S]*after/);
  assert.match(feedText(html), /before[\s\S]*deep/);
  assert.match(wholeLinks(html, "https://brisa.test/"), /deep/);
});

test("words before a stray body are read, and a page's head is not", () => {
  const html = "<p>before</p><body onload=alert(1)>after";
  for (const text of [readHtml(html).text, statusText(html).text, feedText(html)])
    assert.match(text, /before\s+after/);
  const page =
    "<html><head><title>Title</title><style>p{}</style></head><body><style>b{}</style>words</body></html>";
  for (const text of [readHtml(page).text, feedText(page)]) assert.equal(text.trim(), "words");
});
