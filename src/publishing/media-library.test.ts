import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import sharp from "sharp";
import { newId } from "../kernel/ids.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";
import { aFilm } from "./test-film.ts";

const photo = (color: string, meta = false) => {
  const drawn = sharp({ create: { width: 60, height: 40, channels: 3, background: color } });
  const located = { IFD3: { GPSLatitudeRef: "N", GPSLatitude: "40/1 24/1 0/1" } };
  return (meta ? drawn.withExif(located) : drawn).jpeg().toBuffer();
};

onBothEngines("the media library", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand.close());

  const upload = (bytes: Buffer, name: string, headers: Record<string, string> = {}) =>
    brand.as("mia", "POST", "/media", bytes, {
      "content-type": "application/octet-stream",
      "x-file-name": encodeURIComponent(name),
      ...headers,
    });
  const postWith = async (fileId: string, alt = "") => {
    const { status, body } = await brand.as("mia", "POST", "/posts", {
      id: newId(),
      zone: "Europe/Madrid",
      channelIds: [brand.channelId],
      base: { parts: [{ text: "Fresh bread", media: [{ fileId, alt }] }] },
    });
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const list = async (query = "") => (await brand.as("ana", "GET", `/media${query}`)).body;

  test("the same file twice is one file, without the place where it was taken, and with its description", async () => {
    const bytes = await photo("#c33", true);
    assert.ok((await sharp(bytes).metadata()).exif, "the sample carries a place");
    const first = await upload(bytes, "C:\\pictures\\loaf.jpg");
    assert.equal(first.status, 200, JSON.stringify(first.body));
    assert.deepEqual([first.body.name, first.body.kind, first.body.width], ["loaf.jpg", "image", 60]);
    const shown = await brand.as("ana", "GET", `/media/${first.body.fileId}`);
    assert.equal((await sharp(shown.body).metadata()).exif, undefined);
    await brand.as("mia", "PATCH", `/media/${first.body.fileId}`, {
      alt: "A loaf",
      focus: { x: 0.2, y: 0.9 },
    });
    const again = await upload(bytes, "other-name.jpg");
    assert.deepEqual(
      [again.body.fileId, again.body.name, again.body.alt, again.body.focus.x],
      [first.body.fileId, "loaf.jpg", "A loaf", 0.2],
    );
    // What is downloaded from here and comes back is the same file, too.
    assert.equal((await upload(shown.body, "back.jpg")).body.fileId, first.body.fileId);
    const preview = await brand.as("ana", "GET", `/media/${first.body.fileId}/preview`);
    assert.equal((await sharp(preview.body).metadata()).format, "webp");
  });

  test("many uploads of one file at the same moment are one file", async () => {
    const bytes = await photo("#3c3");
    const answers = await Promise.all([1, 2, 3, 4].map((n) => upload(bytes, `${n}.jpg`)));
    assert.equal(new Set(answers.map(({ body }) => body.fileId)).size, 1, JSON.stringify(answers[0]?.body));
  });

  test("it is searched by name and description, filtered by kind, and read page by page", async () => {
    const film = await upload(await aFilm(), "100%_dough.mp4");
    assert.equal(film.status, 200, JSON.stringify(film.body));
    const { kind, type, seconds, videoCodec, width } = film.body;
    assert.deepEqual(
      { kind, type, seconds, videoCodec, width },
      { kind: "video", type: "video/mp4", seconds: 2, videoCodec: "vp9", width: 640 },
    );
    assert.deepEqual(
      (await list("?q=LOAF")).rows.map((each: Body) => each.name),
      ["loaf.jpg"],
    );
    assert.equal((await list(`?q=${encodeURIComponent("0%_d")}`)).rows.length, 1);
    assert.equal((await list(`?q=${encodeURIComponent("%")}`)).rows.length, 1, "a sign is a sign");
    assert.deepEqual(
      (await list("?kind=video")).rows.map((each: Body) => each.fileId),
      [film.body.fileId],
    );
    const { rows } = await list();
    const paged: string[] = [];
    for (let before = ""; ; ) {
      const page = await list(`?limit=1${before}`);
      paged.push(...page.rows.map((each: Body) => each.fileId));
      if (page.next === null) break;
      before = `&before=${page.next}`;
    }
    assert.deepEqual(
      paged,
      rows.map((each: Body) => each.fileId),
    );
    assert.equal((await list(`?ids=${film.body.fileId},${newId()}`)).rows.length, 1);
    const part = await brand.as("ana", "GET", `/media/${film.body.fileId}`, undefined, {
      range: "bytes=4-11",
    });
    assert.deepEqual([part.status, String(part.body)], [206, "ftypisom"]);
    assert.equal(part.headers["content-range"], `bytes 4-11/${film.body.bytes}`);
  });

  test("where a file is used is told, and what is used is not removed", async () => {
    const { body } = await upload(await photo("#33c"), "sea.jpg");
    const uses = async () => (await brand.as("ana", "GET", `/media/${body.fileId}/details`)).body.uses;
    const post = await postWith(body.fileId, "The sea");
    const { conversationId, targetId } = await brand.hear("Do you have a picture?");
    await brand.as("mia", "PUT", `/conversations/${conversationId}/draft`, {
      text: "Here",
      media: [{ fileId: body.fileId, alt: "" }],
    });
    assert.equal((await list("?q=sea")).rows[0].uses, 1, "a test network has no routes of the inbox");
    const replied = await brand.reply("mia", { conversationId, targetId }, "Here it is", {
      media: [{ fileId: body.fileId, alt: "The sea at noon" }],
    });
    assert.equal(replied.status, 200, JSON.stringify(replied.body));
    assert.deepEqual(
      (await uses()).map((each: Body) => [each.kind, each.postId ?? each.conversationId]),
      [
        ["post", post.id],
        ["reply", conversationId],
      ],
    );
    assert.equal(
      (await list("?q=noon")).rows[0].alt,
      "The sea at noon",
      "what went out described is described",
    );
    const refused = await brand.as("mia", "DELETE", `/media/${body.fileId}`);
    assert.equal(refused.status, 409);
    assert.match(refused.body.error.message, /used in 1 post and 1 reply/);

    const free = (await upload(await photo("#ccc"), "fog.jpg")).body;
    const other = await postWith(free.fileId);
    assert.equal((await brand.as("mia", "DELETE", `/media/${free.fileId}`)).status, 409);
    assert.equal((await brand.as("mia", "DELETE", `/posts/${other.id}`)).status, 204);
    assert.equal((await brand.as("mia", "DELETE", `/media/${free.fileId}`)).status, 204);
    for (const path of ["", "/details", "/preview"])
      assert.equal((await brand.as("ana", "GET", `/media/${free.fileId}${path}`)).status, 404);
    assert.equal((await brand.as("gus", "DELETE", `/media/${body.fileId}`)).status, 403);
  });

  test("what cannot be used is refused with its reason, and nothing of it is kept", async () => {
    const before = (await list()).rows.length;
    const raw = { width: 60, height: 40, channels: 3 } as const;
    const noise = Buffer.from(Array.from({ length: 7200 }, (_, n) => (n * 7919) % 256));
    const half = (await sharp(noise, { raw }).jpeg().toBuffer()).subarray(0, 900);
    const damaged = (await aFilm()).subarray(0, 400);
    const cases: Array<[Buffer, RegExp]> = [
      [Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), /Only pictures, films/],
      [Buffer.from("MZ\u0000\u0000program"), /Only pictures, films/],
      [half, /damaged/],
      [damaged, /cannot be read/],
      [await aFilm({ form: "mkv" }), /Only pictures, films/],
    ];
    for (const [bytes, why] of cases) {
      const { status, body } = await upload(bytes, "holiday.jpg", { "content-type": "image/jpeg" });
      assert.equal(status, 400);
      assert.match(body.error.fields[0].message, why);
    }
    const put = brand.kernel.files.put;
    brand.kernel.files.put = () => Promise.reject(Object.assign(new Error("no room"), { code: "ENOSPC" }));
    const full = await upload(await photo("#222"), "last.jpg");
    brand.kernel.files.put = put;
    assert.equal(full.status, 507);
    assert.match(full.body.error.message, /no room left on the server/);
    assert.equal((await list()).rows.length, before);
  });

  test("a key needs the right to write posts or replies", async () => {
    const by = async (scopes: string) =>
      (await upload(await photo("#444"), "key.jpg", { "x-test-scopes": scopes })).status;
    assert.deepEqual(
      [await by("posts:write"), await by("replies:write"), await by("posts:read,inbox:read")],
      [200, 200, 403],
    );
  });

  test("a file is fetched from its address, and each failure says why", async (t) => {
    const answers: Record<string, [number, string, Buffer | string]> = {
      "/caf%C3%A9.jpg": [200, "image/jpeg", await photo("#555")],
      "/page": [200, "text/html", "<h1>Bread</h1>"],
      "/gone.jpg": [404, "text/plain", "gone"],
      "/heavy.mp4": [200, "video/mp4", Buffer.alloc(20_000_001)],
    };
    const server = createServer((request, response) => {
      const [status, type, body] = answers[request.url ?? ""] ?? [500, "text/plain", ""];
      response.writeHead(status, { "content-type": type }).end(body);
    });
    t.after(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const from = (url: string) => brand.as("mia", "POST", "/media/from-address", { url });
    const fetched = await from(`http://127.0.0.1:${port}/caf%C3%A9.jpg`);
    assert.deepEqual([fetched.status, fetched.body.name], [200, "café.jpg"], JSON.stringify(fetched.body));
    const refusals: Array<[string, RegExp]> = [
      [`http://127.0.0.1:${port}/page`, /address of a page/],
      [`http://127.0.0.1:${port}/gone.jpg`, /answered 404/],
      [`http://127.0.0.1:${port}/heavy.mp4`, /more than 20000000 bytes/],
      ["http://10.1.2.3/loaf.jpg", /10\.1\.2\.3/],
      ["http://127.0.0.1:1/loaf.jpg", /Port 1 is not/],
      ["file:///etc/passwd", /./],
    ];
    for (const [url, why] of refusals) {
      const { status, body } = await from(url);
      assert.equal(status, 400, url);
      assert.equal(body.error.fields[0].path, "body.url");
      assert.match(body.error.fields[0].message, why);
    }
  });
});
