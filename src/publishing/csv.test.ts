import assert from "node:assert/strict";
import { test } from "node:test";
import { readCsv, writeCsv } from "./csv.ts";
import { columnOf } from "./csv-columns.ts";
import { rowOf } from "./csv-row.ts";

const known = {
  channels: [
    { id: "one", handle: "@juniper", name: "Juniper, Cycles" },
    { id: "two", handle: "juniper@brand.test", name: "Twin" },
    { id: "three", handle: "@third", name: "Twin" },
  ],
  pillars: [{ id: "repairs", name: "Repairs" }],
  zone: "Europe/Madrid",
  now: new Date("2027-01-01T00:00:00Z"),
};
const rows = (csv: string) => {
  const { head, rows: all } = readCsv(csv);
  return all.map((row) => rowOf(row, head.map(columnOf), known));
};
const one = (csv: string) => {
  const [row] = rows(csv);
  assert.ok(row);
  return row;
};
const wrong = (csv: string) => one(csv).problems.map(({ column }) => column);

test("a spreadsheet's own form is read: its mark, its delimiter, its language", () => {
  const row = one('\ufeffTexto;Canales;Fecha;Hora;Parte 2\r\n"Hola; ven";@Juniper;2027-03-29;9:05;Y más\r\n');
  assert.deepEqual(row.problems, []);
  assert.deepEqual(row.parts, ["Hola; ven", "Y más"]);
  assert.deepEqual(row.channelIds, ["one"]);
  assert.deepEqual(row.time, { local: "2027-03-29T09:05", zone: "Europe/Madrid" });
  assert.equal(row.at?.toISOString(), "2027-03-29T07:05:00.000Z");
});

test("what would run in a spreadsheet is guarded, and comes back as it was", () => {
  const texts = [
    '=HYPERLINK("https://x.test")',
    "+1",
    "-1",
    "@maria",
    "\t=1",
    "'=1",
    " =1",
    "＝1",
    "'tis",
    "a,b\n“c”",
  ];
  const csv = writeCsv(
    ["text"],
    texts.map((text) => [text]),
  );
  for (const line of csv.slice(1).split("\r\n").slice(1, 9))
    assert.match(line, /^"?'/, `a formula stands unguarded: ${line}`);
  assert.deepEqual(
    readCsv(csv).rows.map(({ cells }) => cells[0]),
    texts,
  );
});

test("a channel is named by its handle or its name, even one with a comma; two of one name are asked about", () => {
  assert.deepEqual(one('text,channels\nA,"Juniper, Cycles"').channelIds, ["one"]);
  assert.deepEqual(one('text,channels\nA,"juniper | juniper@brand.test"').channelIds, ["one", "two"]);
  assert.deepEqual(wrong("text,channels\nA,Twin"), ["channels"]);
  assert.deepEqual(wrong("text,channels\nA,nobody"), ["channels"]);
});

test("a day that means two things is asked for, and so is an hour that the clock leaps over or shows twice", () => {
  assert.deepEqual(wrong("text,date,time\nA,03/04/2027,09:00"), ["date"]);
  assert.deepEqual(wrong("text,date,time\nA,2027-02-30,09:00"), ["date"]);
  assert.deepEqual(wrong("text,date,time\nA,2026-12-31,09:00"), ["date"], "a time that has passed");
  assert.deepEqual(wrong("text,date,time\nA,2027-03-28,02:30"), ["time"]);
  assert.deepEqual(wrong("text,date,time\nA,2027-10-31,02:30"), ["time"]);
  const second = one("text,date,time\nA,2027-10-31,02:30 second");
  assert.equal(second.at?.toISOString(), "2027-10-31T01:30:00.000Z");
  assert.deepEqual(wrong("text,date\nA,2027-03-29"), ["time"]);
  assert.deepEqual(wrong("text,date,time,zone\nA,2027-03-29,09:00,Mars"), ["zone"]);
});

test("each fault is told with its column, all of a row at once", () => {
  assert.deepEqual(wrong("text,pillar,media,alt\n,Cheese,ftp://x,a|b"), ["media", "alt", "pillar"]);
  assert.deepEqual(wrong("text,pillar\n,Repairs"), ["text"]);
  assert.deepEqual(wrong("text,pillar\nA,Repairs,more"), [null], "a comma too many");
  assert.deepEqual(wrong('text,pillar\n"A,Repairs'), [null], "an open quotation mark");
  const numbers = rows("text\nA\n\nB\n").map(({ number }) => number);
  assert.deepEqual(numbers, [2, 4], "rows are counted as the spreadsheet counts them");
});
