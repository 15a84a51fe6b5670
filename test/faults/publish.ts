/** Posts go out while something breaks; afterwards every part of every post is on the network once, in its place. */
import { type Client, eventually, type Loose } from "../client.ts";
import { sleep } from "../peers/daemon.ts";
import type { Product } from "../product.ts";
import { foundTeam } from "../world.ts";
import { type FaultRun, type Outcome, steadily } from "./ingest.ts";
import type { FaultNetwork, Standing } from "./network.ts";
import type { Strike, Struck } from "./strike.ts";
import { sentence } from "./words.ts";

/** Bluesky allows thirty in five minutes: one to connect, and few more, however often the product starts. */
const mostSignIns = 3;

interface Planned {
  id: string;
  /** The words by which its parts are known on the network, in their order. */
  marks: string[];
}

/** Half of the posts are planned for the next full minute, half go out at once; every fourth is a thread of three. */
export async function publishFaults(
  product: Product,
  network: FaultNetwork,
  run: FaultRun,
  strike: Strike,
  around: Pick<Struck, "seconds" | "server" | "setClock"> & {
    /** Every post is a single one, planned for a full minute: those of one minute have no order. */
    forMinutes: boolean;
  },
): Promise<Outcome> {
  const { ines } = await foundTeam(product);
  const channel = await network.connect(ines);
  const posts: Planned[] = [];
  const refusals: string[] = [];
  let ahead = 0;
  let second: ReturnType<Product["addWorker"]> | undefined;
  // What is out stays as it is: a long run has thousands of posts, and asks again for those alone that are not.
  const out = new Map<string, Loose[]>();
  const struck = {
    ...around,
    product,
    network,
    random: run.random,
    client: ines,
    async deliveries() {
      const all: Loose[] = [];
      for (const post of posts) {
        const found = out.get(post.id) ?? (await deliveriesOf(ines, [post]));
        if (found.length === post.marks.length && found.every(({ status }) => status === "sent"))
          out.set(post.id, found);
        all.push(...found);
      }
      return all;
    },
    setClock(seconds: number) {
      ahead = seconds;
      around.setClock(seconds);
    },
    second() {
      second ??= product.addWorker();
      return second;
    },
  };
  async function plan(): Promise<void> {
    const number = posts.length;
    const marks = Array.from(
      { length: number % 4 === 3 && !around.forMinutes ? 3 : 1 },
      (_, part) => `m${number}p${part}q`,
    );
    const one = { id: crypto.randomUUID(), marks };
    posts.push(one);
    // A short run does not wait for the minute to be full, and nothing is planned by a clock that is wrong.
    const refusal = await insist(
      ines,
      one,
      channel.id,
      run,
      around.forMinutes || (run.kills > 3 && number % 2 === 0 && ahead === 0),
    );
    if (refusal) refusals.push(refusal);
  }
  const planning = steadily(run.pace, () => Promise.all([plan(), plan(), plan()]));
  for (let n = 0; n < run.kills; n++) {
    await strike({ ...struck, work: planning.next });
    if (n % 10 === 9) run.tell(`struck ${n + 1} times, ${posts.length} posts are planned`);
  }
  await eventually(() => posts.length >= run.least, `${run.least} posts are planned`, run.patience);
  await planning.end();
  network.between?.heal();
  run.tell(`${posts.length} posts are planned; it settles`);

  let deliveries: Loose[] = [];
  const open = () => deliveries.filter(({ status }) => status !== "sent");
  let least = Number.POSITIVE_INFINITY;
  let deadline = 0;
  do {
    await sleep(1_500);
    deliveries = await deliveriesOf(ines, posts);
    run.tell(`of ${deliveries.length} deliveries ${open().length} are open`);
    // As long as more go out it may go on.
    if (open().length < least) deadline = Date.now() + run.patience;
    least = Math.min(least, open().length);
  } while (least > 0 && Date.now() < deadline);
  const unsettled = open().map((each) => `${each.id} is ${each.status}: ${JSON.stringify(each.fault)}`);
  const found = judge(posts, (await network.brandSaid?.()) ?? [], deliveries);
  const signIns = network.signIns?.() ?? 0;
  const often = signIns > mostSignIns ? [`it signed in ${signIns} times for ${posts.length} posts`] : [];
  run.tell(`signed in ${signIns} times`);
  return { ...found, wrong: [...refusals, ...unsettled, ...often, ...found.wrong] };
}

/** As a browser does: the same again until the server says that it has it. Answers why it never will. */
async function insist(
  client: Client,
  { id, marks }: Planned,
  channelId: string,
  run: FaultRun,
  scheduled: boolean,
): Promise<string | undefined> {
  const parts = marks.map((mark) => ({ text: sentence(run.random, mark), media: [] }));
  const begun = { id, zone: "UTC", channelIds: [channelId], base: { parts } };
  const steps = [
    () => client.ask("POST", "/posts", begun),
    () => {
      const local = new Date(Date.now() + 61_000).toISOString().slice(0, 16);
      return scheduled
        ? client.ask("PUT", `/posts/${id}/time`, { time: { local, zone: "UTC" } })
        : client.ask("GET", `/posts/${id}`);
    },
    () => client.ask("POST", `/posts/${id}/plan`, { at: scheduled ? "written" : "now" }),
  ];
  for (const step of steps)
    for (;;) {
      const said = await step().catch(() => undefined);
      if (said && said.status < 300) break;
      if (said && said.status < 500)
        return `post ${id} was refused: ${said.status} ${said.text.slice(0, 300)}`;
      await sleep(100);
    }
  return undefined;
}

async function deliveriesOf(client: Client, posts: readonly Planned[]): Promise<Loose[]> {
  const found: Loose[] = [];
  for (const { id } of posts)
    for (const { deliveries } of (await client.get(`/posts/${id}`)).variants)
      found.push(...deliveries.filter(({ status }: Loose) => status !== "cancelled"));
  return found;
}

function judge(posts: Planned[], said: Standing[], deliveries: Loose[]): Outcome {
  const outcome: Outcome = { messages: 0, lost: [], doubled: [], wrong: [] };
  for (const { id, marks } of posts) {
    let before: string | undefined;
    for (const mark of marks) {
      outcome.messages += 1;
      const standing = said.filter(({ text }) => new RegExp(`\\b${mark}\\b`).test(text));
      const own = deliveries.filter(({ text }) => new RegExp(`\\b${mark}\\b`).test(text));
      const [first] = standing;
      const name = `${mark} (${id})`;
      if (!first) outcome.lost.push(name);
      else if (standing.length > 1) outcome.doubled.push(name);
      else if (first.parentId !== before)
        outcome.wrong.push(`${name} goes on ${first.parentId}, not ${before}`);
      else if (own[0] && own[0].externalId !== first.externalId)
        outcome.wrong.push(`${name} stands at ${first.externalId}; its receipt says ${own[0].externalId}`);
      if (own.length !== 1) outcome.wrong.push(`${name} has ${own.length} deliveries`);
      before = first?.externalId;
    }
  }
  return outcome;
}
