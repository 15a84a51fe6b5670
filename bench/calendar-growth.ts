import type { Bench } from "./bench.ts";
import { openCaller } from "./caller.ts";
import type { Figure } from "./figure.ts";
import { type Newsroom, openNewsroom, plan } from "./publish-seed.ts";
import { percentile } from "./statistics.ts";

const path = "/api/calendar?from=2027-03-01T00:00:00Z&to=2027-04-01T00:00:00Z";

/** A newsroom with 2,000 posts in March 2027, and all others in the years before. */
const newsroom = (bench: Bench, posts: number): Promise<Newsroom> =>
  bench.once(`calendar ${posts}`, async () => {
    const room = await openNewsroom(bench, `calendar_${posts}`, 6);
    const month = bench.small ? 20 : 2000;
    const at = `timestamptz '2027-03-01' + n * interval '${Math.floor((31 * 86400) / (month + 1))} seconds'`;
    await plan(room, "march", { count: month, at, status: "scheduled" });
    if (posts > month)
      await plan(room, "before", {
        count: posts - month,
        at: `timestamptz '2027-03-01' - n * interval '20 minutes'`,
        status: "sent",
      });
    await room.bare("analyze");
    return room;
  });

function callsOf({ running, workspace }: Newsroom) {
  if (running.address === undefined) throw new Error("The product serves nothing.");
  const caller = openCaller();
  const headers = { cookie: workspace.cookie, "rapport-workspace": workspace.id };
  const { address } = running;
  return {
    address,
    headers,
    call: (count: number) => caller.call({ address, headers, paths: [path], count }),
    close: () => caller.close(),
  };
}

/** Both serve in turn, so that what else the machine does falls on both. */
export const calendarGrowth: Figure = {
  name: "calendar.ms_growth",
  means: "p95 of a month with 2,000 posts when there are 100,000 over the same when there are no others",
  target: () => ({ most: 1.5 }),
  perEngine: true,
  async measure(bench) {
    const sizes = bench.small ? [20, 60] : [2000, 100_000];
    const calls = [];
    for (const size of sizes) calls.push(callsOf(await newsroom(bench, size)));
    const taken: number[][] = sizes.map(() => []);
    for (let round = 0; round <= (bench.small ? 2 : 20); round++)
      for (const [index, each] of calls.entries()) {
        const times = await each.call(bench.small ? 3 : 10);
        if (round > 0) taken[index]?.push(...times);
      }
    for (const each of calls) await each.close();
    const [small = 0, large = 0] = taken.map((each) => percentile(each, 0.95));
    bench.say(`p95 at ${sizes[0]} posts ${small.toFixed(1)} ms, at ${sizes[1]} ${large.toFixed(1)} ms`);
    return { "": large / small };
  },
};

export const calendarSize: Figure = {
  name: "calendar.kb",
  means: "1,000 bytes that the list of a month with 2,000 posts has before it is compressed",
  target: () => ({ most: 300 }),
  perEngine: false,
  async measure(bench) {
    const { address, headers, close } = callsOf(await newsroom(bench, bench.small ? 20 : 2000));
    const answer = await fetch(`${address}${path}`, {
      headers: { ...headers, "accept-encoding": "identity" },
    });
    const text = await answer.text();
    await close();
    const { posts } = JSON.parse(text) as { posts: unknown[] };
    if (posts.length !== (bench.small ? 20 : 2000)) throw new Error(`${posts.length} posts are in the list.`);
    return { "": Buffer.byteLength(text) / 1000 };
  },
};
