import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { after, days, now, useClock } from "../kernel/clock.ts";
import { OutboundError } from "../kernel/outbound.ts";
import { openAvatars, PAUSE } from "./avatars.ts";

const face = new Uint8Array([1, 2, 3]);
const url = "https://faces.example/ada.png";

/** Avatars over a server that answers as `answer` says; `asked` are the addresses it was asked for. */
async function stage(t: TestContext) {
  const data = await mkdtemp(join(tmpdir(), "rapport-avatars-"));
  t.after(() => rm(data, { recursive: true, force: true }));
  const asked: string[] = [];
  const server = { answer: (): Response => new Response(face) };
  const avatars = openAvatars(data, async (input) => {
    asked.push(String(input));
    return server.answer();
  });
  return { avatars, asked, server, folder: join(data, "avatars") };
}

const down = (): Response => {
  throw new OutboundError("unreachable", { en: "down", es: "caído" });
};

function later(t: TestContext, milliseconds: number): void {
  const moment = after(now(), milliseconds);
  // biome-ignore lint/correctness/useHookAtTopLevel: the clock is no React hook
  t.after(useClock(() => moment));
}

test("a face is fetched once, however many look at it and when", async (t) => {
  const { avatars, asked } = await stage(t);
  const [one, two] = await Promise.all([avatars(url), avatars(url)]);
  assert.deepEqual([...(one ?? [])], [1, 2, 3]);
  assert.deepEqual(two, one);
  assert.deepEqual([...((await avatars(url)) ?? [])], [1, 2, 3]);
  assert.deepEqual(asked, [url]);
});

test("a copy stands in while its network is down, and is refreshed when that is back", async (t) => {
  const { avatars, asked, server } = await stage(t);
  await avatars(url);
  later(t, days(4));
  server.answer = down;
  assert.deepEqual([...((await avatars(url)) ?? [])], [1, 2, 3]);
  later(t, PAUSE + 1);
  server.answer = () => new Response(new Uint8Array([9]));
  assert.deepEqual([...((await avatars(url)) ?? [])], [9]);
  assert.equal(asked.length, 3);
});

test("a network that is down is asked once for all its faces, then left in peace for a while", async (t) => {
  const { avatars, asked, server } = await stage(t);
  server.answer = down;
  assert.equal(await avatars(url), undefined);
  assert.equal(await avatars("https://faces.example/noor.png"), undefined);
  assert.deepEqual(asked, [url]);
  later(t, PAUSE + 1);
  await avatars(url);
  assert.equal(asked.length, 2);
});

test("a face that its network took away is not kept", async (t) => {
  const { avatars, server, folder } = await stage(t);
  await avatars(url);
  later(t, days(4));
  server.answer = () => new Response(null, { status: 404 });
  assert.equal(await avatars(url), undefined);
  assert.deepEqual(await readdir(folder), []);
});

test("copies that nobody looked at for a month are removed", async (t) => {
  const { avatars, folder } = await stage(t);
  await avatars(url);
  later(t, days(31));
  await avatars("https://faces.example/noor.png");
  assert.equal((await readdir(folder)).length, 1);
});
