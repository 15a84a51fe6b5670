/**
 * Errands of the command line to the running product: only one process may open the embedded database, so `rapport VERB`
 * leaves a request in the data folder, and who holds the database does it and answers beside it. Whoever can write
 * there can do anything with the data anyway.
 */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { seconds } from "./clock.ts";
import { log } from "./log.ts";
import { fail, type JsonObject, type Result } from "./result.ts";

/** What came of it, or why not, in words for the person at the terminal. */
export type ErrandAnswer = Result<string, string>;
export type Errands = Readonly<Record<string, (input: JsonObject) => Promise<ErrandAnswer>>>;

const folderOf = (data: string): string => join(data, "errands");

/** Does what is asked in the data folder. Returns what ends the watch. */
export function answerErrands(data: string, errands: Errands): () => void {
  let busy = false;
  const look = async () => {
    if (busy || !existsSync(folderOf(data))) return;
    busy = true;
    try {
      for (const name of await readdir(folderOf(data))) {
        const id = /^request-([0-9a-f-]{36})\.json$/.exec(name)?.[1];
        if (!id) continue;
        const { verb, input } = JSON.parse(await readFile(join(folderOf(data), name), "utf8"));
        // Taken away before it is done: what is cut short is not done again by itself.
        await rm(join(folderOf(data), name));
        const done = await perform(errands, String(verb), input as JsonObject);
        await writeWhole(join(folderOf(data), `answer-${id}.json`), JSON.stringify(done));
      }
    } catch (error) {
      log.error({ error }, "an errand of the command line could not be read");
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(look, seconds(0.5)).unref();
  return () => clearInterval(timer);
}

async function perform(errands: Errands, verb: string, input: JsonObject): Promise<ErrandAnswer> {
  const errand = errands[verb];
  if (!errand) return fail(`The running Rapport does not know ${verb}: it is of another version.`);
  try {
    return await errand(input);
  } catch (error) {
    log.error({ error, verb }, "an errand of the command line failed");
    return fail(String(error));
  }
}

/** Asks the running product. Says so when nothing is answered within `patience` milliseconds. */
export async function requestErrand(
  data: string,
  verb: string,
  input: JsonObject,
  patience: number,
): Promise<ErrandAnswer> {
  const id = randomUUID();
  await mkdir(folderOf(data), { recursive: true, mode: 0o700 });
  const asked = join(folderOf(data), `request-${id}.json`);
  const answered = join(folderOf(data), `answer-${id}.json`);
  await writeWhole(asked, JSON.stringify({ verb, input }));
  for (let waited = 0; waited < patience; waited += 100) {
    if (existsSync(answered)) {
      const answer = JSON.parse(await readFile(answered, "utf8")) as ErrandAnswer;
      await rm(answered);
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await rm(asked, { force: true });
  return fail("The running Rapport did not answer. Pause on its screen, or stop it and ask again.");
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
