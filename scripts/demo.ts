/**
 * `npm run demo`: a small believable community on real servers of this machine, and Rapport connected to it. Everything
 * goes in through the networks' own interfaces and through Rapport's; nothing is written to its tables.
 *
 *   --keep DIR          Rapport's data stay in DIR (new or empty); otherwise they go when the demonstration ends
 *   --port PORT         where to serve; default 4321
 *   --every SECONDS     between two new messages; default 30
 *   --language en|es    what the owner reads; by default as the terminal's
 *   --screenshots DIR   takes the pictures of the README into DIR, and ends
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../src/kernel/config.ts";
import { start } from "../src/main.ts";
import { Client } from "../test/client.ts";
import { connectByForm } from "../test/networks/stage.ts";
import { peerMissing } from "../test/peers/available.ts";
import { startBluesky } from "../test/peers/bluesky.ts";
import { startFeed } from "../test/peers/feed.ts";
import { startMail } from "../test/peers/mail.ts";
import { team as people } from "../test/world.ts";
import { fillBluesky } from "./demo/fill-bluesky.ts";
import { fillMail } from "./demo/fill-mail.ts";
import { found } from "./demo/found-team.ts";
import { articles, mailDomains } from "./demo/letters.ts";
import { keepTalking } from "./demo/live.ts";
import { makePlan } from "./demo/plan.ts";
import { untilRead, work } from "./demo/work.ts";

const { values } = parseArgs({
  options: {
    keep: { type: "string" },
    port: { type: "string", default: "4321" },
    every: { type: "string", default: "30" },
    language: { type: "string", default: /^es/i.test(process.env.LANG ?? "") ? "es" : "en" },
    screenshots: { type: "string" },
  },
});

const ends: Array<() => unknown> = [];
let ending: Promise<void> | undefined;

/** Ends everything that was started, the last first. */
function end(code: number): Promise<void> {
  ending ??= (async () => {
    // A server that hangs must not keep the person at the terminal: its keeper ends it when this process is gone.
    setTimeout(() => process.exit(code), 20_000).unref();
    for (const one of ends.reverse()) await Promise.resolve(one()).catch(() => {});
    process.exit(code);
  })();
  return ending;
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.once(signal, () => {
    console.log("\nEverything is being stopped.");
    void end(0);
  });

const begun = performance.now();
const tell = (line: string): void =>
  console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${line}`);

function dataFolder(): string {
  if (!values.keep) {
    const folder = mkdtempSync(join(tmpdir(), "rapport-demo-"));
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    return folder;
  }
  const folder = resolve(values.keep);
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty: name a new folder.`);
  return folder;
}

async function openBluesky() {
  const missing = peerMissing("bluesky");
  if (missing) return tell(`There will be no Bluesky: ${missing}.`);
  const withoutView = peerMissing("bluesky-appview");
  if (withoutView) tell(`Bluesky will bring the brand's own posts only: ${withoutView}.`);
  const peer = await startBluesky({ appView: !withoutView });
  ends.push(() => peer.stop());
  const community = await fillBluesky(peer);
  if (!withoutView) await peer.processAll();
  tell(`A Bluesky network stands, with ${community.posts.size} posts on it.`);
  return { community, service: peer.pdsUrl, whole: !withoutView };
}

async function openMail() {
  const missing = peerMissing("mail");
  if (missing) return tell(`There will be no mailbox: ${missing}.`);
  const peer = await startMail({ domains: mailDomains });
  ends.push(() => peer.stop());
  const community = await fillMail(peer);
  tell(`A mailbox stands, with ${community.ids.size} mails in it.`);
  return community;
}

async function openFeed() {
  const peer = await startFeed("La Caleta Hoy");
  ends.push(() => peer.stop());
  for (const { ago, ...article } of articles) {
    const published = new Date(Date.now() - ago * 60_000);
    peer.add({ ...article, published, updated: published });
  }
  return peer;
}

async function openRapport() {
  const origin = `http://localhost:${values.port}`;
  const config = readConfig({
    RAPPORT_DATA: dataFolder(),
    PORT: values.port,
    RAPPORT_URL: origin,
    // The demonstration's networks are on this machine, which Rapport otherwise refuses to call.
    RAPPORT_ALLOW: "localhost,127.0.0.0/8,::1",
    RAPPORT_LOG: "error",
  });
  if (!config.ok) throw new Error(config.fault.map(({ problem }) => problem).join(" "));
  const running = await start(config.value, { web: true, worker: true });
  ends.push(() => running.stop());
  return { origin, client: (name?: string) => new Client(origin, name) };
}

async function demonstrate(): Promise<void> {
  const { origin, client } = await openRapport();
  tell(`Rapport is at ${origin}, and empty. The networks come next.`);
  const [bluesky, mail, feed] = await Promise.all([openBluesky(), openMail(), openFeed()]);
  const team = await found(client, values.language === "es" ? "es" : "en");
  const { ines, desks } = team;
  const channelIds: string[] = [];
  if (bluesky) {
    const { handle, appPassword } = bluesky.community.account;
    const { workshop } = bluesky.community;
    for (const one of [{ handle, appPassword }, workshop]) {
      const keys = { handle: one.handle, appPassword: one.appPassword, service: bluesky.service };
      channelIds.push((await connectByForm(ines, "bluesky", keys, desks.community)).id);
    }
  }
  if (mail) await connectByForm(ines, "email", mail.form, desks.support);
  await connectByForm(ines, "feed", { address: feed.url }, desks.pr);
  tell("The channels are connected; everything that stands there is being read.");
  await untilRead(ines);
  await work(team, { bluesky: bluesky?.whole === true, mail: mail !== undefined });
  const plan = bluesky && (await makePlan(team, channelIds));

  if (values.screenshots) {
    if (!bluesky?.whole || !mail || !plan)
      throw new Error("The pictures need the whole Bluesky network and the mailbox.");
    const { takePictures } = await import("./demo/pictures.ts");
    await takePictures(ines, plan, resolve(values.screenshots), tell);
    return end(0);
  }
  const { email, password } = people.ines;
  const hints = [
    "Open the inbox and walk it with j and k; ? shows every key.",
    bluesky?.whole &&
      "Answer Theo's question about the rye: the receipt leads to where it stands, and he will answer you.",
    mail && "Hand the wholesale mail to another desk with h, and take it back with z.",
    plan && "Open the calendar with g l and drag a post to another day; n begins a new one.",
    "Look at Channels: up to which moment each is complete, and what was asked and received.",
  ].filter((hint) => typeof hint === "string");
  console.log(`
  ${origin}
  ${email} · ${password}

${hints.map((hint) => `  · ${hint}`).join("\n")}

  Marcus (${people.marcus.email} · ${people.marcus.password}) can sign in beside you in another browser.
  New messages keep coming. Ctrl-C stops everything${values.keep ? `; the data stay in ${resolve(values.keep)}` : " and leaves nothing behind"}.
`);
  const stop = keepTalking(
    { bluesky: bluesky?.whole ? bluesky.community : undefined, mail: mail ?? undefined },
    Number(values.every),
    tell,
  );
  ends.push(stop);
}

try {
  await demonstrate();
} catch (error) {
  if (!ending) console.error(error instanceof Error ? error.message : error);
  await end(1);
}
