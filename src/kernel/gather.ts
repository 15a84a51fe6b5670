/**
 * Answers many askings with one piece of work: what is asked while the work goes on waits for the next one and shares
 * it. Nobody waits for company: the first asking of an idle gatherer begins at once.
 */
import { outsideScope } from "./scope.ts";

/** `work` answers in the order of what was asked, `most` at a time; when it throws, each of its askings fails so. */
export function gather<Ask, Answer>(
  most: number,
  work: (asks: Ask[]) => Promise<readonly Answer[]>,
): (ask: Ask) => Promise<Answer> {
  const waiting: Array<{ ask: Ask; resolve(answer: Answer): void; reject(error: unknown): void }> = [];
  let working = false;
  async function begin(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most);
      try {
        const answers = await work(batch.map(({ ask }) => ask));
        for (const [at, each] of batch.entries()) each.resolve(answers[at] as Answer);
      } catch (error) {
        for (const each of batch) each.reject(error);
      }
    }
    working = false;
  }
  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject });
      if (working) return;
      working = true;
      // After this turn of the loop: what is asked within it goes together. In nobody's scope: it is everybody's work.
      outsideScope(() => setImmediate(() => void begin()));
    });
}

/** A gatherer for each workspace. */
export function gatherByWorkspace<Ask, Answer>(
  most: number,
  work: (workspaceId: string, asks: Ask[]) => Promise<readonly Answer[]>,
): (workspaceId: string, ask: Ask) => Promise<Answer> {
  const gatherers = new Map<string, (ask: Ask) => Promise<Answer>>();
  return (workspaceId, ask) => {
    const standing =
      gatherers.get(workspaceId) ?? gather<Ask, Answer>(most, (asks) => work(workspaceId, asks));
    gatherers.set(workspaceId, standing);
    return standing(ask);
  };
}
