import { sleep } from "../peers/daemon.ts";

/**
 * Asks a network's server again while the line to it breaks, which is fetch's TypeError: a witness that loses its line has
 * seen nothing. Every other error is told at once, and so is a line that stays broken for `patience` milliseconds.
 */
export async function patient<T>(what: string, ask: () => Promise<T>, patience = 30_000): Promise<T> {
  const deadline = Date.now() + patience;
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      if (Date.now() > deadline)
        throw new Error(`${what} gave no answer, asked ${tries} times in ${patience / 1000} s`, {
          cause: error,
        });
      await sleep(Math.min(2_000, 50 * tries));
    }
  }
}
