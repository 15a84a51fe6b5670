/** Teammates answer while the product is killed; afterwards every reply ordered is on the server once. */
import { type Answer, eventually, type Loose } from "../client.ts";
import { sleep } from "../peers/daemon.ts";
import type { Product } from "../product.ts";
import { foundTeam } from "../world.ts";
import { type FaultRun, inRapport, type Outcome, steadily } from "./ingest.ts";
import { killOften } from "./kill.ts";
import type { FaultNetwork } from "./network.ts";
import { sentence } from "./words.ts";

interface Ordered {
  id: string;
  conversationId: string;
  targetId: string;
  text: string;
  mark: string;
}

export async function replyFaults(
  product: Product,
  network: FaultNetwork,
  run: FaultRun,
): Promise<Outcome & { unsettled: string[] }> {
  const { ines } = await foundTeam(product);
  const channel = await network.connect(ines);
  // Something to answer, heard in peace: here it is the replies that are tried.
  const targets = Math.max(run.least, 12);
  for (let n = 0; n < targets; n++) await network.speak();
  await eventually(
    async () => {
      await ines.ask("POST", `/channels/${channel.id}/wake`);
      return (await inRapport(ines, channel.id)).size >= Math.min(targets, (await network.spoken()).length);
    },
    "what is to be answered is in the inbox",
    run.patience,
  );
  const messages: Array<{ id: string; conversationId: string }> = [];
  for (const row of await ines.all(`/conversations?status=any&channel=${channel.id}`)) {
    const thread = await ines.get(`/conversations/${row.id}`);
    messages.push(...thread.messages.map(({ id }: Loose) => ({ id, conversationId: row.id })));
  }

  const ordered: Ordered[] = [];
  const refusals: string[] = [];
  const answer = steadily(run.pace, async () => {
    const target = messages[ordered.length % messages.length];
    if (!target) throw new Error("nothing to answer");
    const mark = `m${ordered.length}q`;
    const order = {
      id: crypto.randomUUID(),
      conversationId: target.conversationId,
      targetId: target.id,
      text: sentence(run.random, mark),
      mark,
    };
    ordered.push(order);
    const path = `/conversations/${order.conversationId}/replies`;
    const { id, targetId, text } = order;
    // As a browser does: the same order again until the server has said that it has it.
    for (;;) {
      const said: Answer | undefined = await ines
        .ask("POST", path, { id, targetId, text })
        .catch(() => undefined);
      if (said && said.status >= 200 && said.status < 300 && said.body.status !== "held") return;
      if (said && said.status < 500) {
        refusals.push(`${said.status} ${said.text.slice(0, 300)}`);
        return;
      }
      await sleep(200);
    }
  });
  await killOften(product, { ...run, before: () => network.breakOne(run.random, "reply") });
  await eventually(() => answer.done() >= run.least, `${run.least} replies are ordered`, run.patience);
  await answer.end();
  if (refusals.length > 0) throw new Error(`${refusals.length} orders were refused: ${refusals[0]}`);

  let unsettled: Loose[] = [];
  const deadline = Date.now() + run.patience;
  do {
    await sleep(2_000);
    unsettled = [];
    for (const conversationId of new Set(ordered.map((each) => each.conversationId))) {
      const { rows } = await ines.get(`/conversations/${conversationId}/deliveries`);
      unsettled.push(...rows.filter(({ status }: Loose) => status !== "sent"));
    }
  } while (unsettled.length > 0 && Date.now() < deadline);
  // A mail that was taken is delivered a moment later, and a second one would be, too.
  await sleep(3_000);
  const said = (await network.brandSaid?.()) ?? [];
  const times = (mark: string) => said.filter((text) => text.includes(` ${mark} `)).length;
  return {
    messages: ordered.length,
    lost: ordered.filter(({ mark }) => times(mark) === 0).map(({ mark }) => mark),
    doubled: ordered.filter(({ mark }) => times(mark) > 1).map(({ mark }) => mark),
    strange: [],
    broken: network.broken(),
    unsettled: unsettled.map((each) => `${each.status} ${JSON.stringify(each.fault)}`),
  };
}
