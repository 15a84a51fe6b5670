import assert from "node:assert/strict";
import { test } from "node:test";
import { convert } from "html-to-text";
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

/** Depth as the parser within html-to-text, an older one, sees it: it marks where it went too deep. */
const tooDeepForText = (html: string): boolean =>
  convert(html, { limits: { maxDepth: 220, ellipsis: "TOO DEEP" } }).includes("TOO DEEP");

/** What parsers ignore or read differently stands in between, so that counting tags alone does not see the depth. */
const hidden: Readonly<Record<string, string>> = {
  "a closing tag of nothing": "<b></x>",
  "a closing tag in a comment": "<b><!--</b>-->",
  "a closing tag in a comment that some end early": "<b><!----!></b>-->",
  "a closing tag in a script": "<b><script></b></script>",
  "a closing tag in an attribute": '<b title="</b>">',
  "a closing tag in a frame": "<b><iframe></b></iframe>",
  "list items that do not close each other": "<li><p>",
  "forms, of which some see one": "<form>",
  "text of an example": "<xmp><i></xmp><i>",
  "forms in a drawing": "<svg><form>",
};

test("what has few tags is left as it is, to the letter", () => {
  const mail = `<!-- hello --><ul>${"<li>pan <b>de</b> masa<br>madre</li>".repeat(30)}</ul><p>1 < 2 & <i>x`;
  assert.equal(shallowHtml(mail), mail);
});

test("however deep the nesting is hidden, no parser sees it, and no word is lost", () => {
  for (const [name, unit] of Object.entries(hidden)) {
    const shallow = shallowHtml(`<p>before</p>${unit.repeat(3_000)}deep`);
    assert.ok(depthOf(shallow) <= 202, `${name}: ${depthOf(shallow)}`);
    assert.ok(!tooDeepForText(shallow), name);
    assert.match(shallow, /before/, name);
  }
  for (const html of [nested(3_000), nested(60_000), nested(5_000, "blockquote"), "<i>deep".repeat(3_000)]) {
    const shallow = shallowHtml(html);
    assert.ok(depthOf(shallow) <= 202, String(depthOf(shallow)));
    const words = (text: string) => text.replace(/<[^>]*>|\s/g, "");
    assert.equal(words(shallow), words(html));
  }
});

test("tags that never end are read in one go", () => {
  // Patterns that go back over what they read would be busy for hours with this.
  for (const html of ["<a".repeat(200_000), "<".repeat(400_000), "<a ".repeat(100_000), "</".repeat(200_000)])
    assert.ok(depthOf(shallowHtml(html)) <= 202);
});

test("a newsletter's hundreds of paragraphs, rows and list items keep their shape", () => {
  const rows = `<table>${'<tr class="a"><td><p>pan &amp; 1 < 2</p><td><ul><li>masa</ul>'.repeat(500)}</table>`;
  const shallow = shallowHtml(rows);
  const count = (html: string, tag: string) => html.split(`<${tag}`).length - 1;
  for (const tag of ["tr", "td", "p", "li"]) assert.equal(count(shallow, tag), count(rows, tag), tag);
  assert.equal(convert(shallow), convert(rows));
  const list = `<ul>${'<li>pan <a href="https://brisa.test/?a=1&amp;b=2">de</a> masa<br>madre</li>'.repeat(400)}</ul>`;
  assert.equal(shallowHtml(list), list);
});

test("rows whose paragraphs never end nest for a parser, and still stand on lines of their own", () => {
  const rows = `<table>${"<tr><td><p>pan <i>de</i> ma<b>sa</b>".repeat(500)}</table>`;
  assert.deepEqual(feedText(rows).split(/\n+/), Array(500).fill("pan de masa"));
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
