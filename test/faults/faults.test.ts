/** A few kills on every change; `npm run faults` does the same for longer, and on every network. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type PeerName, peerMissing } from "../peers/available.ts";
import { type Trial, tryFaults } from "./try.ts";

const promise: Record<Trial["what"], string> = {
  publish: "every part of every post stands on the server exactly once, in its place",
  ingest: "everything on the server is in Rapport exactly once",
  reply: "every reply ordered stands on the server exactly once, under what it answers",
};
const trials: Array<Pick<Trial, "what" | "network"> & { needs: PeerName; proxy: boolean }> = [
  { what: "ingest", network: "bluesky", needs: "bluesky", proxy: false },
  { what: "reply", network: "bluesky", needs: "bluesky", proxy: true },
  { what: "publish", network: "bluesky", needs: "bluesky", proxy: true },
  { what: "ingest", network: "email", needs: "mail", proxy: false },
  { what: "reply", network: "email", needs: "mail", proxy: true },
];

// They wait for leases of the dead far more than they work: all at once they take little longer than one.
describe("killed at random moments", { concurrency: true }, () => {
  for (const { needs, ...trial } of trials) {
    const missing = peerMissing(needs);
    if (missing && process.env.CI === "true") throw new Error(missing);
    const how = trial.proxy ? "killed three times and cut off" : "killed three times";
    test(`${trial.network}, ${how}: ${promise[trial.what]}`, { skip: missing ?? false }, async () => {
      const seed = Date.now() % 1_000_000;
      const { line, faults } = await tryFaults({ ...trial, kills: 3, seed, appView: false, life: 1 });
      assert.deepEqual(faults, [], `${line}, seed ${seed}`);
    });
  }
});
