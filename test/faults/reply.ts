/** Teammates answer while the product is killed; afterwards every reply ordered is on the server once, in its place. */
import { type Answer, type Client, eventually, type Loose } from "../client.ts";
import { sleep } from "../peers/daemon.ts";
import type { Product } from "../product.ts";
import { foundTeam } from "../world.ts";
import { compare, type FaultRun, type Outcome, steadily } from "./ingest.ts";
import { killOften } from "./kill.ts";
import type { FaultNetwork, Standing } from "./network.ts";
import { sentence } from "./words.ts";

interface Target {
  id: string;
  conversationId: string;
  externalId: string;
}
interface Ordered {
  id: string;
  target: Target;
  text: string;
  /** The word by which it is known on the network. */
  mark: string;
}

export async function replyFaults(product: Product, network: FaultNetwork, run: FaultRun): Promise<Outcome> {
  const { ines } = await foundTeam(product);
  const channel = await network.connect(ines);
  const targets = await hearTargets(ines, channel.id, network, run);
  const ordered: Ordered[] = [];
  const refusals: string[] = [];
  async function order(): Promise<void> {
    const target = targets[ordered.length % targets.length] as Target;
    const mark = `m${ordered.length}q`;
    const one = { id: crypto.randomUUID(), target, text: sentence(run.random, mark), mark };
    ordered.push(one);
    const refusal = await insist(ines, one);
    if (refusal) refusals.push(refusal);
  }
  // Three at once, as in a team: a life is short, and most replies are to be under way when it ends.
  const answer = steadily(run.pace, () => Promise.all([order(), order(), order()]));
  const before = () => network.breakOne(run.random, "reply");
  await killOften(product, { ...run, work: answer.next, before });
  await eventually(() => ordered.length >= run.least, `${run.least} replies are ordered`, run.patience);
  await answer.end();
  run.tell(`${ordered.length} replies are ordered; it settles`);

  let deliveries: Loose[] = [];
  const open = () => deliveries.filter(({ status }) => status !== "sent");
  const deadline = Date.now() + run.patience;
  do {
    await sleep(1_500);
    deliveries = await deliveriesOf(ines, targets);
    run.tell(`of ${deliveries.length} deliveries ${open().length} are open`);
  } while (open().length > 0 && Date.now() < deadline);
  // A mail that was taken is delivered a moment later, and a second one would be, too.
  await sleep(3_000);
  const unsettled = open().map((each) => `${each.id} is ${each.status}: ${JSON.stringify(each.fault)}`);
  const found = judge(ordered, (await network.brandSaid?.()) ?? [], deliveries);
  return { ...found, wrong: [...refusals, ...unsettled, ...found.wrong] };
}

/** Something to answer, heard in peace: here it is the replies that are tried. */
async function hearTargets(
  client: Client,
  channelId: string,
  network: FaultNetwork,
  run: FaultRun,
): Promise<Target[]> {
  for (let n = 0; n < 24; n++) await network.speak();
  await eventually(
    async () => {
      await client.ask("POST", `/channels/${channelId}/wake`);
      await sleep(1_000);
      const { messages, lost } = await compare(network, client, channelId);
      return messages - lost.length >= 12;
    },
    "something to answer is in the inbox",
    run.patience,
  );
  const targets: Target[] = [];
  for (const { id: conversationId } of await client.all(`/conversations?status=any&channel=${channelId}`)) {
    const { messages } = await client.get(`/conversations/${conversationId}`);
    for (const { id, externalId } of messages) targets.push({ id, conversationId, externalId });
  }
  run.tell(`${targets.length} messages are there to be answered`);
  return targets;
}

/** As a browser does: the same order again until the server says that it has it. Answers why it never will. */
async function insist(client: Client, { id, target, text }: Ordered): Promise<string | undefined> {
  for (;;) {
    const said: Answer | undefined = await client
      .ask("POST", `/conversations/${target.conversationId}/replies`, { id, targetId: target.id, text })
      .catch(() => undefined);
    if (said && said.status < 300 && said.body.status !== "held") return undefined;
    if (said && said.status < 500)
      return `order ${id} was refused: ${said.status} ${said.text.slice(0, 300)}`;
    await sleep(100);
  }
}

async function deliveriesOf(client: Client, targets: Target[]): Promise<Loose[]> {
  const found: Loose[] = [];
  for (const id of new Set(targets.map((each) => each.conversationId)))
    found.push(...(await client.get(`/conversations/${id}/deliveries`)).rows);
  return found;
}

function judge(ordered: Ordered[], said: Standing[], deliveries: Loose[]): Outcome {
  const outcome: Outcome = { messages: ordered.length, lost: [], doubled: [], wrong: [] };
  for (const { id, mark, target } of ordered) {
    const standing = said.filter(({ text }) => new RegExp(`\\b${mark}\\b`).test(text));
    const own = deliveries.filter((each) => each.id === id);
    const [first] = standing;
    const name = `${mark} (${id})`;
    if (!first) outcome.lost.push(name);
    else if (standing.length > 1) outcome.doubled.push(name);
    else if (first.parentId !== target.externalId)
      outcome.wrong.push(`${name} answers ${first.parentId} instead of ${target.externalId}`);
    else if (own[0] && own[0].externalId !== first.externalId)
      outcome.wrong.push(`${name} stands at ${first.externalId}, and its receipt says ${own[0].externalId}`);
    if (own.length !== 1) outcome.wrong.push(`${name} has ${own.length} deliveries`);
  }
  return outcome;
}
