import assert from "node:assert/strict";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { sql } from "kysely";
import { answerBackupRequests, backupDaily, backupFolder, backupNow, requestBackup } from "./backup.ts";
import { useClock } from "./clock.ts";
import { openDatabase } from "./database.ts";
import { openFiles } from "./files.ts";
import { openKeyRing } from "./key-ring.ts";
import { restore } from "./restore.ts";

function folder(t: TestContext): string {
  const data = mkdtempSync(join(tmpdir(), "rapport-backup-"));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  return data;
}

async function installation(t: TestContext) {
  const data = folder(t);
  assert.ok(openKeyRing({ data, secret: undefined, secretPrevious: undefined }).ok);
  const database = await openDatabase({ folder: data });
  await sql.raw("create table kept (word text)").execute(database.root);
  await sql.raw("insert into kept values ('said')").execute(database.root);
  const files = openFiles(data);
  const { sha256 } = await files.put(Buffer.from("a portrait"));
  return { data, database, sha256 };
}

async function wordsIn(data: string): Promise<string[]> {
  const database = await openDatabase({ folder: data });
  try {
    const { rows } = await sql<{ word: string }>`select word from kept order by 1`.execute(database.root);
    return rows.map(({ word }) => word);
  } finally {
    await database.close();
  }
}

test("a backup of the running product brings database, files and key to another machine", async (t) => {
  const { data, database, sha256 } = await installation(t);
  const stop = answerBackupRequests(data, database);
  const { path } = await requestBackup(data, { files: true, key: true }, 30_000);
  stop();
  await sql.raw("insert into kept values ('said later')").execute(database.root);
  await database.close();
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(backupFolder(data)), [path.slice(backupFolder(data).length + 1)]);

  const other = folder(t);
  const restored = await restore(path, other);
  assert.ok(restored.ok, JSON.stringify(restored));
  assert.deepEqual([restored.value.files, restored.value.setAside], [1, undefined]);
  assert.deepEqual(await wordsIn(other), ["said"]);
  assert.deepEqual(readFileSync(join(other, "secret.key")), readFileSync(join(data, "secret.key")));
  assert.equal(statSync(join(other, "secret.key")).mode & 0o777, 0o600);
  assert.ok((await openFiles(other).read(sha256)).ok);

  const back = await restore(path, data);
  assert.ok(back.ok && back.value.setAside, "what stood there is set aside");
  assert.deepEqual(await wordsIn(data), ["said"]);
});

test("nothing is changed by an archive that is damaged, foreign, or sealed with another key", async (t) => {
  const { data, database } = await installation(t);
  const { path } = await backupNow(data, database, { files: true, key: true });
  await database.close();
  const other = folder(t);
  assert.ok(openKeyRing({ data: other, secret: undefined, secretPrevious: undefined }).ok);
  const fault = async (archive: string) => {
    const restored = await restore(archive, other);
    return restored.ok ? "restored" : restored.fault.tag;
  };
  assert.equal(await fault(path), "key");
  truncateSync(path, statSync(path).size - 1000);
  assert.equal(await fault(path), "broken");
  writeFileSync(path, "not an archive");
  assert.equal(await fault(path), "broken");
  assert.equal(await fault(join(data, "nowhere.tar.gz")), "broken");
  assert.deepEqual(readdirSync(other), ["secret.key"]);
});

test("a data folder in use is not restored over", async (t) => {
  const { data, database } = await installation(t);
  const { path } = await backupNow(data, database, { files: false, key: false });
  const restored = await restore(path, data);
  assert.ok(!restored.ok && restored.fault.tag === "locked");
  await database.close();
});

test("of the daily backups the newest seven stay, and of the others all", async (t) => {
  const data = folder(t);
  const database = { dump: async () => new Uint8Array([1]) };
  await backupNow(data, database, { files: true, key: true });
  let day = 1;
  t.after(useClock(() => new Date(Date.UTC(2030, 0, day, 3))));
  for (; day <= 9; day += 1) await backupDaily(data, database);
  const names = readdirSync(backupFolder(data)).toSorted();
  assert.equal(names.filter((name) => name.includes("daily")).length, 7);
  assert.equal(names.length, 8);
  assert.ok(!names.some((name) => name.includes("daily-20300102")));
});
