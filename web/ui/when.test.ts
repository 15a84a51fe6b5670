import assert from "node:assert/strict";
import { test } from "node:test";
import { formatFull, formatRelative } from "./when.ts";

const now = new Date("2026-11-23T00:30:00Z");
const said = (at: string, zone = "UTC", language = "en") => formatRelative(new Date(at), now, language, zone);

test("a moment ago is now, then minutes, then hours", () => {
  assert.equal(said("2026-11-23T00:29:40Z"), "now");
  assert.equal(said("2026-11-23T00:25:00Z"), "5 min. ago");
  assert.equal(said("2026-11-22T21:30:00Z"), "3 hr. ago");
  assert.equal(said("2026-11-23T00:35:00Z"), "in 5 min.");
});

test("yesterday is the person's own yesterday", () => {
  assert.equal(said("2026-11-22T06:00:00Z", "UTC"), "yesterday");
  assert.equal(
    said("2026-11-22T15:00:00Z", "America/Los_Angeles"),
    "9 hr. ago",
    "there it is still the 22nd",
  );
  assert.equal(said("2026-11-22T06:00:00Z", "UTC", "es"), "ayer");
});

test("farther away stands the weekday, then the date, then the year", () => {
  assert.match(said("2026-11-19T10:05:00Z"), /^Thu/);
  assert.equal(said("2026-10-02T10:00:00Z"), "Oct 2");
  assert.equal(said("2025-10-02T10:00:00Z"), "Oct 2, 2025");
});

test("the full time names its zone", () => {
  const full = formatFull(now, "en", "Europe/Madrid");
  assert.match(full, /Monday, November 23, 2026/);
  assert.match(full, /01:30/);
  assert.match(full, /GMT\+1|CET/);
});
