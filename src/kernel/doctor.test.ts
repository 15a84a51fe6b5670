import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openDatabase } from "./database.ts";
import { diagnose } from "./doctor.ts";
import { openKeyRing } from "./key-ring.ts";
import { migrate } from "./migrate.ts";

function installation(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), "rapport-doctor-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  writeFileSync(join(root, "package.json"), "{}");
  mkdirSync(join(root, "dist", "web"), { recursive: true });
  writeFileSync(join(root, "dist", "web", "index.html"), "");
  const data = join(root, "data");
  const look = async (env: Record<string, string> = {}) => {
    const found = await diagnose({ RAPPORT_DATA: data, PORT: "0", ...env }, root);
    for (const { level, remedy } of found)
      assert.equal(remedy !== undefined, level !== "ok", "trouble comes with a remedy");
    return (level: string) =>
      found
        .filter((each) => each.level === level)
        .map(({ finding, remedy }) => `${finding} ${remedy ?? ""}`)
        .join("\n");
  };
  return { root, data, look };
}

test("a fresh installation and a running one have nothing wrong", async (t) => {
  const { data, look } = installation(t);
  assert.equal((await look())("wrong"), "");
  assert.ok(openKeyRing({ data, secret: undefined, secretPrevious: undefined }).ok);
  const database = await openDatabase({ folder: data });
  await migrate(database);
  assert.match((await look())("ok"), /in use by another Rapport/);
  await database.close();
  const after = await look();
  assert.equal(after("wrong"), "");
  assert.match(after("ok"), /schema is up to date/);
});

test("each trouble is named with what mends it", async (t) => {
  const { root, data, look } = installation(t);
  assert.match(
    (await look({ PORT: "x", RAPPORT_LOG: "loud" }))("wrong"),
    /PORT is not.*\n.*RAPPORT_LOG is none/,
  );
  assert.match((await look({ RAPPORT_SECRT: "x" }))("warn"), /RAPPORT_SECRT.*misspelling/);
  assert.match(
    (await look({ RAPPORT_URL: "http://talk.example.com" }))("warn"),
    /not encrypted.*certificate/,
  );
  assert.match((await look({ RAPPORT_DATA: join(root, "package.json") }))("wrong"), /data folder|no folder/);
  assert.match(
    (await look({ SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "a@b.example" }))("wrong"),
    /e-mail server.*SMTP_URL/,
  );
  assert.match(
    (await look({ DATABASE_URL: "postgres://a:hunter2@127.0.0.1:1/x" }))("wrong"),
    /does not open.*DATABASE_URL/,
  );
  assert.ok(
    !(await look({ DATABASE_URL: "postgres://a:hunter2@127.0.0.1:1/x" }))("wrong").includes("hunter2"),
  );

  const other = createServer();
  await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
  const { port } = other.address() as AddressInfo;
  assert.match((await look({ PORT: String(port) }))("wrong"), /in use by another program.*set PORT/);
  other.close();

  assert.ok(openKeyRing({ data, secret: undefined, secretPrevious: undefined }).ok);
  chmodSync(join(data, "secret.key"), 0o644);
  assert.match((await look())("warn"), /read by others.*chmod 600/);
  rmSync(join(data, "secret.key"));
  mkdirSync(join(data, "database"));
  writeFileSync(join(data, "database", "PG_VERSION"), "17");
  assert.match((await look())("wrong"), /secret\.key is gone.*Put the file back/);
  rmSync(join(root, "dist"), { recursive: true });
  assert.match((await look())("wrong"), /web is not built.*prepare/);
});
