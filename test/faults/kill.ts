/** Kills the product at random moments and starts it again, while the others go on. */
import { sleep } from "../peers/daemon.ts";
import type { Product } from "../product.ts";

export interface KillOptions {
  kills: number;
  random: () => number;
  /** The longest that it lives after it serves, in milliseconds. */
  longestLife: number;
  /** Called before each kill. */
  before?: () => void;
}

/** One kill in eight strikes while it starts, the others after it serves. Ends with the product running. */
export async function killOften(product: Product, options: KillOptions): Promise<void> {
  const { kills, random, longestLife, before } = options;
  for (let n = 0; n < kills; n++) {
    before?.();
    await sleep(random() * longestLife);
    await product.kill();
    if (random() < 0.125 && n + 1 < kills) {
      const started = product.start().catch(() => {});
      await sleep(300 + random() * 2_500);
      n += 1;
      await product.kill();
      await started;
    }
    await product.start();
  }
}
