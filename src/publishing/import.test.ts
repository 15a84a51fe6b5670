/** What somebody meets who brings a sheet of posts, and takes one away. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, it } from "node:test";
import sharp from "sharp";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

const zone = "Europe/Madrid";

onBothEngines("a sheet of posts", (open) => {
  let brand: Brand;
  let pictures: string;
  const web = createServer((request, response) => {
    if (request.url !== "/saddle.png") return response.writeHead(404).end();
    response.setHeader("content-type", "image/png");
    void sharp({ create: { width: 40, height: 30, channels: 3, background: "#2f7d6d" } })
      .png()
      .toBuffer()
      .then((bytes) => response.end(bytes));
  });
  before(async () => {
    brand = await open();
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    pictures = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
    await brand.as("leo", "POST", "/pillars", { name: "Repairs", color: "#2f7d6d" });
  });
  after(async () => {
    web.close();
    await brand?.close();
  });
  const year = now().getUTCFullYear() + 1;
  const send = async (path: string, body: object, by = "mia", headers = {}): Promise<Body> => {
    const answer = await brand.as(by, "POST", path, { zone, ...body }, headers);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body;
  };
  const states = ({ rows }: Body) => rows.map((row: Body) => [row.number, row.state]);
  const words = (post: Body) => post.base.parts.map((part: Body) => part.text);
  const drafts = async () => (await brand.as("mia", "GET", "/posts")).body.rows.length;

  it("is looked through first, and then makes its good rows once, however often it is sent", async () => {
    const csv = [
      "text,part 2,channels,date,time,pillar,media,alt,first comment,content warning,colour",
      `Saddles are back.,All sizes.,@brand,${year}-06-15,09:00,repairs,${pictures}/saddle.png,A saddle,Ask us,Leather,red`,
      `No such place.,,@nobody,${year}-06-15,10:00,,,,,,`,
      `${"long ".repeat(200)},,@brand,${year}-06-16,09:00,,,,,,`,
      "A thought.,,@brand,,,,,,,,",
      `Lost picture.,,@brand,${year}-06-17,09:00,,${pictures}/none.png,,,,`,
    ].join("\n");
    const before = await drafts();
    const looked = await send("/post-imports/check", { csv, plan: true });
    assert.deepEqual(states(looked), [
      [2, "good"],
      [3, "bad"],
      [4, "bad"],
      [5, "good"],
      [6, "good"],
    ]);
    assert.equal(looked.rows[0].at, `${year}-06-15T07:00:00.000Z`);
    assert.equal(looked.rows[0].planned, true);
    assert.deepEqual(looked.unused, ["colour"]);
    assert.equal(await drafts(), before, "looking makes nothing");

    const id = newId();
    const [made, again] = await Promise.all([
      send("/post-imports", { id, csv, plan: true }),
      send("/post-imports", { id, csv, plan: true }),
    ]);
    assert.deepEqual(states(made), [
      [2, "made"],
      [3, "bad"],
      [4, "bad"],
      [5, "made"],
      [6, "bad"],
    ]);
    assert.deepEqual(again, made);
    assert.deepEqual(await send("/post-imports", { id, csv, plan: true }), made);
    assert.equal(await drafts(), before + 1);
    const entries = await brand.as(
      "mia",
      "GET",
      `/calendar?from=${year}-06-15T00:00:00Z&to=${year}-06-18T00:00:00Z`,
    );
    assert.equal(entries.body.posts.length, 1, "once, though it was sent three times");

    const { body: post } = await brand.as("mia", "GET", `/posts/${made.rows[0].postId}`);
    assert.deepEqual(words(post), ["Saddles are back.", "All sizes."]);
    assert.equal(post.state, "planned");
    assert.equal(post.base.firstComment.text, "Ask us");
    assert.equal(post.base.contentWarning, "Leather");
    assert.equal(post.base.parts[0].media[0].alt, "A saddle");
    assert.deepEqual(post.time, { local: `${year}-06-15T09:00`, zone });

    assert.match(made.left, /^\ufefftext,part 2,/);
    assert.match(made.left, /channels: There is no channel called “@nobody”\./);
    assert.match(made.left, /it answered 404/);
    const mended = made.left.replace("@nobody", "@brand");
    const second = await send("/post-imports", { id: newId(), csv: mended, plan: true });
    assert.deepEqual(
      states(second),
      [
        [2, "made"],
        [3, "bad"],
        [4, "bad"],
      ],
      "what comes back can be mended and sent",
    );

    const other = await brand.as("mia", "POST", "/post-imports", { id, csv: "text\nOther.", zone });
    assert.equal(other.status, 409);
  });

  it("says what is wrong with the whole in the language of who asks", async () => {
    const check = (csv: string, headers = {}) =>
      brand.as("mia", "POST", "/post-imports/check", { csv, zone }, headers);
    const many = await check(`text\n${"A\n".repeat(501)}`, { "accept-language": "es" });
    assert.equal(many.status, 400);
    assert.match(many.body.error.fields[0].message, /501 filas/);
    assert.match((await check("words\nA")).body.error.fields[0].message, /called “text”/);
    assert.match((await check("text\n\n")).body.error.fields[0].message, /no row/);
    const row = await check("texto,fecha,hora\nHola,3/4/2027,9:00", { "accept-language": "es" });
    assert.equal(row.body.rows[0].problems[0].column, "fecha");
    assert.equal(
      (await brand.as("gus", "POST", "/post-imports/check", { csv: "text\nA", zone })).status,
      403,
    );
  });

  it("is taken away in the form in which it comes in, with nothing that a spreadsheet would run", async () => {
    const csv = `text,channels,date,time\n=1+1 is two,@brand,${year}-05-02,09:00\n"One, two",@brand,${year}-05-03,09:00\n`;
    await send("/post-imports", { id: newId(), csv, plan: false });
    const { body, headers } = await brand.as(
      "gus",
      "GET",
      `/calendar/export?from=${year}-05-01T00:00:00Z&to=${year}-05-04T00:00:00Z`,
    );
    const text = String(body);
    assert.match(String(headers["content-disposition"]), /attachment/);
    assert.match(text, new RegExp(`${year}-05-02,09:00,Europe/Madrid,"?'@brand"?,"?'=1\\+1 is two`));
    const looked = await send("/post-imports/check", { csv: text });
    assert.deepEqual(
      looked.rows.map((each: Body) => [each.state, each.brief]),
      [
        ["good", "=1+1 is two"],
        ["good", "One, two"],
      ],
    );
  });
});
