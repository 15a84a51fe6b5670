/** What breaks around the product while posts go out: its network, its clock, its disk, its database, its processes. */
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { eventually, type Loose } from "../client.ts";
import { sleep } from "../peers/daemon.ts";
import { calls, callUnderWay, type Strike } from "./strike.ts";

const away = 20_000;
/** How soon after its return a network is spoken to again, in milliseconds. */
const noticed = 2_000;

/** Refuses every connection for 20 seconds, in which a minute's posts become due. It is asked at most ten times, then all go out. */
const unreachable: Strike = async (struck) => {
  const { between } = calls(struck);
  const minute = 60_000;
  const due = async () =>
    (await struck.deliveries()).filter(({ dueAt, status }) => {
      const ahead = Date.parse(dueAt) - Date.now();
      return status === "scheduled" && ahead > 3_000 && ahead < minute;
    });
  await eventually(async () => (await due()).length >= 10, "ten posts are planned for one minute", 240_000);
  const chosen = new Set((await due()).map(({ id }) => id));
  await sleep(Math.ceil(Date.now() / minute) * minute - Date.now() - 3_000);
  const gone = Date.now();
  await between.away();
  await sleep(away);
  await between.back();
  const back = Date.now();
  await sleep(noticed);
  const deliveries = (await struck.deliveries()).filter(({ id }) => chosen.has(id));
  const asked = deliveries
    .flatMap(({ attempts }) => attempts as Loose[])
    .filter(({ beganAt }) => Date.parse(beganAt) > gone && Date.parse(beganAt) < back);
  if (asked.length === 0 || asked.length > 10)
    throw new Error(`it was called ${asked.length} times while it was away, for ${chosen.size} posts`);
  const late = deliveries.filter(({ status, attempts }) => {
    const ended = Date.parse(attempts.at(-1)?.endedAt ?? "");
    return !(status === "sent" && ended < back + noticed);
  });
  if (late.length > 0) throw new Error(`${late.length} of ${chosen.size} were not out after ${noticed} ms`);
};

/** One of two processes stands still for longer than its leases last, and then goes on where it stood. */
const pause: Strike = async (struck) => {
  const { random, product } = struck;
  const second = await struck.second();
  await callUnderWay(struck);
  await sleep(random() * 350);
  // The product serves the others as well: they wait for it.
  const one = random() < 0.5 ? second : product;
  one.halt();
  await sleep(11_000 + random() * 3_000);
  one.goOn();
  await sleep(1_000);
};

/** The database's server crashes, and recovers by itself. */
const database: Strike = async (struck) => {
  if (!struck.server) throw new Error("The embedded database has no server.");
  await callUnderWay(struck);
  await sleep(struck.random() * 350);
  await struck.server.crash();
  await struck.work();
};

/** Somebody sets the clock forward by an hour, and after a while back; one time in two while the product is down. */
const clock: Strike = async (struck) => {
  const { random, product } = struck;
  await struck.work();
  struck.setClock(3_600);
  await callUnderWay(struck);
  await sleep(random() * 3_000);
  await struck.work();
  await callUnderWay(struck);
  await sleep(random() * 350);
  const down = random() < 0.5;
  if (down) await product.kill();
  struck.setClock(0);
  if (down) await product.start();
  await struck.work();
  // An hour's wait is none: whatever was ordered at once is out within moments.
  const ordered = (await struck.deliveries()).map(({ id }) => id);
  const waiting = async () =>
    (await struck.deliveries()).filter(({ id, status }) => ordered.includes(id) && status !== "sent");
  await eventually(async () => (await waiting()).length === 0, "what was ordered goes out", 90_000);
};

/** The disk that keeps pictures has 1 MB: a larger one is refused, nothing of it stays, and posts go out. */
const disk: Strike = async ({ product, client, work }) => {
  const folder = join(product.data, "files");
  mkdirSync(folder, { recursive: true });
  // Noise, which no format makes smaller.
  const noise = { raw: { width: 1000, height: 1000, channels: 3 } } as const;
  const picture = await sharp(randomBytes(3_000_000), noise).png().toBuffer();
  // What an earlier strike left, with room, stays in the library.
  const name = `big-${randomBytes(4).toString("hex")}.png`;
  const upload = () =>
    client.ask("POST", "/media", picture, { "content-type": "image/png", "x-file-name": name });
  execFileSync("/usr/bin/mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]);
  try {
    const refused = await upload();
    if (refused.status !== 507 || refused.body.error.tag !== "full")
      throw new Error(`a full disk was answered with ${refused.status} ${refused.text}`);
    const kept = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    if (kept.length > 0) throw new Error(`${kept.map((each) => each.name)} stayed`);
    const listed = (await client.get("/media")).rows as Loose[];
    if (listed.some((each) => each.name === name)) throw new Error("the library shows what is not there");
    await work();
  } finally {
    execFileSync("/usr/bin/umount", [folder]);
  }
  const taken = await upload();
  if (taken.status !== 200) throw new Error(`with room it was answered with ${taken.status} ${taken.text}`);
};

/** The network takes the session for expired, in the middle of everything, and the product is killed beside it. */
const signin: Strike = async (struck) => {
  const { between, saying } = calls(struck);
  const expired = between.fault({
    method: "POST",
    path: saying,
    fault: { kind: "answer", status: 400, body: '{"error":"ExpiredToken","message":"Token has expired"}' },
  });
  await eventually(() => expired.struck() > 0, "a session has expired", 90_000);
  await sleep(struck.random() * 500);
  await struck.product.kill();
  await struck.product.start();
};

export const strikesAround = { unreachable, pause, database, clock, disk, signin } as const;
