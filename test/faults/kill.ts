/** Kills the product at random moments and starts it again at once, while the others go on. */
import { sleep } from "../peers/daemon.ts";
import type { Product } from "../product.ts";

export interface KillOptions {
  kills: number;
  random: () => number;
  /** The longest that it lives after it serves, in milliseconds. */
  longestLife: number;
  /** Resolves when the product has just been given something to do. */
  work(): Promise<void>;
  /** Called before each kill. */
  before?: () => void;
  /** Says how far it is. */
  tell(progress: string): void;
}

/** A start takes about so long on a machine with little to do, in milliseconds. */
const startTakes = 3_000;
/** So soon after it was given something to do it is claimed, called for, answered and written, in milliseconds. */
const workTakes = 900;

/**
 * One kill in five strikes while it starts; of the others one half at any moment of its life, and one half while it is
 * at something: reading a page, storing and turning it, claiming, calling, hearing the answer. Ends with the product running.
 */
export async function killOften(product: Product, options: KillOptions): Promise<void> {
  const { kills, random, longestLife, work, before, tell } = options;
  for (let n = 0; n < kills; n++) {
    before?.();
    const kind = random();
    if (kind < 0.2 && n + 2 <= kills) {
      // It has just started, or serves already: both ends of its start are struck.
      await product.kill();
      const started = product.start().catch(() => {});
      await sleep(random() * startTakes);
      await product.kill();
      await started;
      n += 1;
    } else {
      if (kind < 0.6) await Promise.race([work(), sleep(longestLife)]);
      await sleep(random() * (kind < 0.6 ? workTakes : longestLife));
      await product.kill();
    }
    await product.start();
    if (n % 10 === 9) tell(`killed ${n + 1} times`);
  }
}
