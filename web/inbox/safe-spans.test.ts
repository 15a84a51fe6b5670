import assert from "node:assert/strict";
import { test } from "node:test";
import { safeHref, segments } from "./safe-spans.ts";

test("only links to the web and to mail may be followed", () => {
  for (const url of [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
    "/api/auth/sign-out",
    "",
    null,
    undefined,
  ])
    assert.equal(safeHref(url), undefined, String(url));
  assert.equal(safeHref("https://juniper.example/x"), "https://juniper.example/x");
  assert.equal(safeHref("mailto:hello@juniper.example"), "mailto:hello@juniper.example");
});

test("a marked text is the text: every character once, whatever the marks say", () => {
  const text = 'a <img src=x onerror="alert(1)"> b';
  for (const spans of [
    [{ start: 2, end: 6 }],
    [{ start: -4, end: 3 }],
    [{ start: 4, end: 999 }],
    [{ start: 6, end: 2 }],
    [
      { start: 0, end: 5 },
      { start: 3, end: 8 },
    ],
    [{ start: 1.5, end: 3 }],
    [{ start: Number.NaN, end: Number.POSITIVE_INFINITY }],
  ])
    assert.equal(
      segments(text, spans)
        .map((part) => part.text)
        .join(""),
      text,
    );
});

test("marks cut exactly where they say", () => {
  assert.deepEqual(
    segments("one two three", [
      { start: 8, end: 13 },
      { start: 0, end: 3 },
    ]).map(({ text, span }) => [text, span !== undefined]),
    [
      ["one", true],
      [" two ", false],
      ["three", true],
    ],
  );
});
