/** What breaks while posts go out, one strike at a time. Each ends with everything running again. */
import { eventually } from "../client.ts";
import { sleep } from "../peers/daemon.ts";
import { calls, callUnderWay, type Strike } from "./strike.ts";
import { strikesAround } from "./strikes-around.ts";

/**
 * Killed at each step of a delivery, in turn by chance: just given, claimed or called (so soon after the order); the call
 * on its way (the proxy holds it); carried out and its answer on the way; or at any moment.
 */
const kill: Strike = async (struck) => {
  const { product, random, work } = struck;
  const { between } = calls(struck);
  const where = random();
  if (where < 0.3) {
    await work();
    await sleep(random() * 60);
  } else if (where < 0.8) {
    await callUnderWay(struck);
    // Until 150 ms it is on its way, then carried out, answered and written down.
    await sleep(random() * 350);
  } else await sleep(random() * 2_000);
  await product.kill();
  between.heal();
  await product.start();
};

const term: Strike = async ({ product, random, work }) => {
  await work();
  await sleep(random() * 400);
  const code = await product.leave();
  if (code !== 0) throw new Error(`SIGTERM ended the product with ${code}`);
  await product.start();
};

/** The network carries it out, and its answer never comes. */
const cut: Strike = async (struck) => {
  const { between, saying } = calls(struck);
  const rule = between.fault({ method: "POST", path: saying, fault: { kind: "cut-answer" } });
  await eventually(() => rule.struck() > 0, "a call is cut", 90_000);
};

/** Too many requests, for as long as the run says, told by the header. */
const limit: Strike = async (struck) => {
  const { between, saying } = calls(struck);
  const lasts = struck.seconds;
  const until = Date.now() + lasts * 1000;
  const rule = between.fault({
    method: "POST",
    path: saying,
    times: 1000,
    fault: {
      kind: "answer",
      status: 429,
      headers: { "retry-after": String(lasts) },
      body: '{"error":"RateLimitExceeded"}',
    },
  });
  await eventually(() => rule.struck() > 0, "a call is refused for the limit", 90_000);
  await sleep(Math.max(0, until - Date.now()));
  // Whoever was told to wait must not have asked again: what was on its way by then is all.
  if (rule.struck() > 60) throw new Error(`${rule.struck()} calls met the limit`);
  between.heal();
};

export const strikes = { kill, term, cut, limit, ...strikesAround } as const;
export type StrikeName = keyof typeof strikes;
/** What only several processes on one server can meet. */
export const onServer: readonly StrikeName[] = ["pause", "database"];
