import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import sharp from "sharp";
import { now, useClock } from "../kernel/clock.ts";
import { forgetBytes } from "../kernel/file-rows.ts";
import type { JsonObject } from "../kernel/result.ts";
import { db } from "../kernel/scope.ts";
import { asSystem } from "../kernel/transaction.ts";
import { joinAs, onBothDatabases, setUp, type TestApp, type TestBrowser } from "./test-app.ts";

interface JobOrder {
  name: string;
  data: JsonObject;
  after: string;
}

onBothDatabases("a portrait", (open) => {
  let app: TestApp;
  let owner: TestBrowser;
  before(async () => {
    app = await open();
    owner = await setUp(app);
  });
  after(() => app.close());

  it("is kept square and without what the camera wrote", async () => {
    const photo = await sharp({ create: { width: 900, height: 300, channels: 3, background: "#a04020" } })
      .withExif({ IFD0: { Copyright: "the place and the camera" } })
      .jpeg()
      .toBuffer();
    assert.ok((await sharp(photo).metadata()).exif);
    const put = await owner.ask("PUT", "/me/portrait", photo, { "content-type": "image/png" });
    assert.equal(put.status, 200);
    const shown = await owner.get(put.body.portrait.replace("/api", ""));
    assert.equal(shown.headers["content-type"], "image/webp");
    const meta = await sharp(shown.body).metadata();
    assert.deepEqual([meta.width, meta.height, meta.exif], [512, 512, undefined]);
    for (const text of ["not a picture", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>']) {
      const refused = await owner.ask("PUT", "/me/portrait", Buffer.from(text), {
        "content-type": "image/png",
      });
      assert.equal(refused.status, 400);
    }
    const gone = await owner.delete("/me/portrait");
    assert.equal(gone.body.portrait, null);
    const { id } = gone.body;
    assert.equal((await owner.get(`/teammates/${id}/portrait`)).status, 404);
  });

  it("is gone with its bytes once it is replaced or taken away, and nobody else has the same", async () => {
    const picture = (background: string) =>
      sharp({ create: { width: 64, height: 64, channels: 3, background } })
        .png()
        .toBuffer();
    const [red, blue] = [await picture("#c00"), await picture("#00c")];
    const mate = await joinAs(app, owner, "member", "Sol");
    const set = (who: TestBrowser, bytes: Buffer) =>
      who.ask("PUT", "/me/portrait", bytes, { "content-type": "image/png" });
    const held = async () => {
      const rows = await asSystem(app.database, () => db().selectFrom("file").select("sha256").execute());
      return new Set(rows.map(({ sha256 }) => sha256));
    };
    const job = forgetBytes(app);
    const start = now();
    /** Does at its hour what was ordered. */
    const work = async () => {
      const rows = await asSystem(app.database, () =>
        db().deleteFrom("outbox").returning("payload").execute(),
      );
      const orders = rows.flatMap(({ payload }) => (payload as unknown as { jobs: JobOrder[] }).jobs);
      const due = orders.filter(({ name }) => name === job.name);
      const restore = useClock(() => new Date(start.getTime() + 3_700_000));
      try {
        for (const { data, after } of due) {
          assert.ok(new Date(after) <= now());
          await job.handle(data);
        }
      } finally {
        restore();
      }
      return due.map(({ data }) => String(data.sha256));
    };
    const there = async (sha256: string) => (await app.files.read(sha256)).ok;

    await set(owner, red);
    await work();
    const [first = ""] = await held();
    await set(mate.browser, red);
    await set(owner, blue);
    assert.deepEqual(await work(), [first]);
    assert.ok(await there(first), "the other teammate has the same picture");
    const [second = ""] = [...(await held())].filter((sha256) => sha256 !== first);
    await mate.browser.delete("/me/portrait");
    await owner.delete("/me/portrait");
    assert.deepEqual(new Set(await work()), new Set([first, second]));
    assert.deepEqual([await there(first), await there(second)], [false, false]);
    await set(owner, red);
    assert.ok(await there(first), "and it can come back");
    await owner.delete("/me/portrait");
  });
});
