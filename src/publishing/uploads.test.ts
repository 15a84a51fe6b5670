import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import { after, before, describe, test } from "node:test";
import { Upload } from "tus-js-client";
import { buildHttp } from "../kernel/http.ts";
import { comingFolder } from "./media-intake.ts";
import { type Body, type Brand, openBrand } from "./test-brand.ts";
import { aFilm } from "./test-film.ts";
import { uploadRoutes } from "./upload-routes.ts";
import { openUploads } from "./uploads.ts";

describe("large uploads", () => {
  let brand: Brand;
  let origin: string;
  let full: string;
  const servers: Array<{ close(): Promise<unknown> }> = [];

  before(async () => {
    brand = await openBrand();
    await brand.server.listen({ port: 0, host: "127.0.0.1" });
    origin = `http://127.0.0.1:${(brand.server.server.address() as AddressInfo).port}`;
    // The same product on a disk that takes the first piece and no more.
    const { authenticate, database } = brand;
    const http = await buildHttp({
      database,
      authenticate,
      origin: "http://rapport.test",
      trustProxy: false,
    });
    const fullDisk = () =>
      new Writable({
        write: (_piece, _encoding, done) => done(Object.assign(new Error("no room"), { code: "ENOSPC" })),
      });
    http.mount(uploadRoutes(openUploads(brand.kernel, fullDisk)), "publishing");
    full = await http.server.listen({ port: 0, host: "127.0.0.1" });
    servers.push(http.server);
  });
  after(async () => {
    for (const server of servers) await server.close();
    await brand.close();
  });

  const headersOf = (who: string) => ({ "x-test-user": who, "rapport-workspace": brand.workspace });
  const waiting = async () =>
    (await readdir(comingFolder(brand.kernel.config.data))).filter((name) => /^[0-9a-f-]{36}/.test(name));

  /** Sends with the client that the browser uses. `stopAt`: the line breaks when so many bytes are there. */
  const send = (
    bytes: Buffer,
    {
      who = "mia",
      to = origin,
      uploadUrl,
      stopAt,
    }: { who?: string; to?: string; uploadUrl?: string; stopAt?: number },
  ) =>
    new Promise<{ status: number; body: Body; url: string | null }>((resolve, reject) => {
      const upload: Upload = new Upload(bytes, {
        endpoint: `${to}/api/uploads`,
        ...(uploadUrl ? { uploadUrl } : {}),
        chunkSize: 16_384,
        retryDelays: null,
        metadata: { filename: "dough.mp4" },
        headers: headersOf(who),
        onChunkComplete(_size, sent) {
          if (stopAt === undefined || sent < stopAt) return;
          void upload.abort();
          resolve({ status: 0, body: undefined, url: upload.url });
        },
        onSuccess: ({ lastResponse }) =>
          resolve({
            status: lastResponse.getStatus(),
            body: JSON.parse(lastResponse.getBody()),
            url: upload.url,
          }),
        onError(error) {
          const answer = "originalResponse" in error ? error.originalResponse : null;
          if (!answer) return reject(error);
          const said = answer.getBody();
          resolve({ status: answer.getStatus(), body: said ? JSON.parse(said) : undefined, url: upload.url });
        },
      });
      upload.start();
    });

  test("a broken line goes on where it broke, and the last piece answers the file", async () => {
    const film = await aFilm({ weight: 5_000 });
    const broken = await send(film, { stopAt: 32_768 });
    assert.ok(broken.url);
    const id = broken.url.split("/").at(-1);
    const far = (await brand.as("mia", "GET", `/uploads/${id}`)).body;
    assert.deepEqual([far.name, far.offset, far.bytes], ["dough.mp4", 32_768, film.length]);
    const done = await send(film, { uploadUrl: broken.url });
    assert.deepEqual([done.status, done.body.kind, done.body.name], [200, "video", "dough.mp4"]);
    const { body } = await brand.as("ana", "GET", `/media/${done.body.fileId}`);
    assert.ok(film.equals(body), "all that was sent is there");
    assert.deepEqual(await waiting(), []);
  });

  test("an upload is its owner's alone, in every call", async () => {
    const begun = await send(await aFilm({ weight: 5_000 }), { stopAt: 16_384 });
    const tus = (method: string, who: string, more: Record<string, string> = {}) =>
      fetch(begun.url ?? "", {
        method,
        headers: { ...headersOf(who), "tus-resumable": "1.0.0", "upload-offset": "16384", ...more },
        ...(method === "PATCH" ? { body: new Uint8Array(10) } : {}),
      }).then(({ status }) => status);
    const piece = { "content-type": "application/offset+octet-stream" };
    for (const method of ["HEAD", "PATCH", "DELETE"]) {
      assert.equal(await tus(method, "ana", piece), 404, `${method} by another`);
      assert.equal(await tus(method, "nobody", piece), 401, `${method} by nobody`);
      assert.equal(
        await tus(method, "mia", { ...piece, "x-test-scopes": "posts:read" }),
        403,
        `${method} by a key`,
      );
    }
    assert.equal(await tus("HEAD", "mia"), 200);
    assert.equal(await tus("PATCH", "mia", { ...piece, "upload-offset": "5" }), 409);
    assert.equal(await tus("DELETE", "mia"), 204);
    assert.deepEqual(await waiting(), []);
  });

  test("too large, unfit and no room are said in words, and leave nothing", async () => {
    const large = await send(Buffer.alloc(20_000_001), {});
    assert.deepEqual([large.status, large.body.error.tag], [413, "bad-input"]);
    const unfit = await send(Buffer.alloc(50_000, "text "), {});
    assert.equal(unfit.status, 400);
    assert.match(unfit.body.error.message, /Only pictures, films/);
    const noRoom = await send(await aFilm({ weight: 5_000 }), { to: full });
    assert.equal(noRoom.status, 507);
    assert.match(noRoom.body.error.message, /no room left/);
    assert.deepEqual(await waiting(), []);
  });
});
