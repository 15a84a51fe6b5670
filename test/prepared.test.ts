import assert from "node:assert/strict";
import { mkdirSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "./peers/daemon.ts";
import { dropOld } from "./prepared.ts";

test("of the databases kept for tests, the two used last stay, and all of the last hour", (t) => {
  const cache = makeFolder("cache");
  t.after(() => rmSync(cache, { recursive: true }));
  const used = (name: string, hoursAgo: number): void => {
    mkdirSync(join(cache, name));
    const at = new Date(Date.now() - hoursAgo * 3_600_000);
    utimesSync(join(cache, name), at, at);
  };
  used("a", 4);
  used("b", 2);
  used("c", 3);
  used("d", 5);
  dropOld(cache);
  assert.deepEqual(readdirSync(cache).toSorted(), ["b", "c"]);
  used("e", 0.5);
  used("f", 0.2);
  used("g", 0.1);
  dropOld(cache);
  assert.deepEqual(readdirSync(cache).toSorted(), ["e", "f", "g"]);
});
