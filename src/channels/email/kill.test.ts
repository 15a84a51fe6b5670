/** The process dies at any moment of a sending; afterwards the mail has gone out once. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { peerMissing } from "../../../test/peers/available.ts";
import type { Act, Session } from "../connector.ts";
import { email } from "./index.ts";
import { type MailStage, startMailStage } from "./test-mail-stage.ts";

const missing = peerMissing("mail");
const skip = missing !== undefined && process.env.CI !== "true" ? missing : false;
const KILLS = 24;

describe("a sending that is killed", { skip }, () => {
  let stage: MailStage;
  before(async () => {
    stage = await startMailStage();
  });
  after(() => stage.stop());

  test(`with kill -9, ${KILLS} times, ends in one mail each, and the finding says so`, async (t) => {
    const outbound = email.outbound ?? assert.fail("a mailbox can answer");
    const session = await stage.connect();
    await stage.write({ text: "a question" });
    await stage.settle();
    const page = await email.pull(session, {
      stream: "inbox",
      cursor: undefined,
      reach: new Date(0),
      most: 9,
    });
    assert.ok(page.ok);
    const [raw] = page.value.arrivals;
    const [reading] = raw ? await email.read(raw, session.account) : [];
    assert.ok(raw && reading?.kind === "message");
    const { externalId, author, form, text, at, visibility } = reading;
    const target = { externalId, author, form, text, at, visibility, payload: raw.payload, ancestors: [] };
    const tally = { before: 0, during: 0, whole: 0 };
    for (let n = 0; n < KILLS; n += 1) {
      const words = `killed answer number ${n}.`;
      const act: Act = { kind: "reply", text: words, media: [], speaker: { name: "Ana" }, target };
      const key = outbound.key(new Date());
      const since = new Date();
      // Spread over the whole of a sending, from the first connection to the mail's place in Sent.
      const done = await sendAndKill(session, act, key, n * 4);
      await stage.settle();
      const stood = (await standing(words)) === 1;
      const found = await outbound.find(session, act, key, since, []);
      assert.ok(found.ok, JSON.stringify(found));
      assert.equal(found.value !== undefined, stood, "what is found is what stands");
      if (!found.value) assert.ok((await outbound.send(session, act, key)).ok);
      await stage.settle();
      assert.equal(await standing(words), 1, words);
      tally[done ? "whole" : stood ? "during" : "before"] += 1;
    }
    t.diagnostic(
      `killed before it was taken ${tally.before}, after ${tally.during}, too late ${tally.whole}`,
    );
  });

  const standing = async (words: string): Promise<number> =>
    (await stage.texts(stage.theirs)).filter((said) => said.includes(words)).length;
});

/** True when it had already ended by itself. */
function sendAndKill(session: Session, act: Act, key: string, after: number): Promise<boolean> {
  const { account, settings, credentials } = session;
  const order = JSON.stringify({ session: { account, settings, credentials }, act, key });
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = fork(fileURLToPath(new URL("test-kill-child.ts", import.meta.url)), [order], { env });
  let done = false;
  child.on("message", (said) => {
    if (said === "begun") setTimeout(() => child.kill("SIGKILL"), after);
    if (said === "done") done = true;
  });
  return new Promise((resolve) => child.once("exit", () => resolve(done)));
}
