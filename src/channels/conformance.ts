/**
 * What every connector must be able to do, proved against its real server: the other half of `connector.ts`.
 *
 *   conformance("Bluesky", { connector: bluesky, missing: peerMissing("bluesky-appview"), start: async () => peer });
 *
 * registers the tests. A connector's author writes the `Peer`: the other party on the network, the witness of what
 * stands there, and the breakages. HTTP connectors take those from `conformance-http.ts`.
 *
 * What does not apply to a connector (no likes, no sweep) passes with a diagnostic that says so. Skipped is only what a
 * missing peer keeps from being tested.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { posting } from "./conformance-posting.ts";
import { receiving } from "./conformance-receiving.ts";
import { sending } from "./conformance-sending.ts";
import { Stage } from "./conformance-stage.ts";
import type { Connector, Session, Visitor } from "./connector.ts";

/** How the way to the network breaks. */
export type Breakage =
  /** Too many requests (429), with the moment at which to try again. */
  | "rate"
  /** The server is overloaded (503) and does nothing. */
  | "busy"
  /** The server cannot be reached: no connection is made. */
  | "unreachable"
  /** The connection is cut before the server has seen the request. */
  | "reset-before"
  /** The server does what was asked, and the connection is cut before its answer. */
  | "reset-after"
  /** The server does what was asked, and half of its answer comes. */
  | "half-body"
  /** The server does what was asked and answers 200 with something that is not its protocol. */
  | "garbage"
  /** A proxy answers 502 with a page of HTML; the server has seen nothing. */
  | "html"
  /** The server no longer accepts the credentials. */
  | "revoked"
  /** The server takes the request and never answers (used with an abort signal). */
  | "stalled";

/**
 * Where it breaks: at every request, or only at the one request (command, transaction) that says a message, so that a
 * send first reads what it needs. What breaks everywhere may break before anything was done.
 */
export type Place = "everywhere" | "saying";

export interface Harness {
  connector: Connector;
  /** Why the peer cannot run on this machine: every test is skipped with it, or fails with `CI=true`. */
  missing?: string | undefined;
  /** Starts the real server, once for the suite. */
  start(): Promise<Peer>;
}

export interface Peer {
  stop(): Promise<void>;
  /** The guarded ways out that reach this peer. */
  ways: Pick<Visitor, "fetch" | "socket">;
  /** What a person types to connect the channel. */
  input: Record<string, string>;
  /** What must be refused while connecting, and the field that should be named when the fault is `input`. */
  wrong: ReadonlyArray<{ what: string; input: Record<string, string>; field?: string }>;
  /** For a network that redirects: does what the person does at `url`, and answers with the query that comes back. */
  authorise?(url: string): Promise<Record<string, string>>;
  /** Passwords and the like. None may ever stand in a fault, a payload, a reading or a receipt. */
  secrets: readonly string[];
  /**
   * The other party says `text` to our account (a feed: publishes it), in a way that the network announces for sure:
   * pulling alone must bring it. Answers with the id that `read` must give.
   */
  speak(text: string): Promise<string>;
  /** The other party answers a message (theirs or ours) by its id. Leave out on a read-only network. */
  answer?(externalId: string, text: string): Promise<string>;
  /** The other party removes what it said. Leave out where `capabilities.deletions` is false. */
  erase?(externalId: string): Promise<void>;
  /** False when this server lets nobody take back by its API what was said, although the network has it. */
  removes?: boolean;
  /** How many messages with these words the other party sees on the network. Leave out on a read-only network. */
  standing?(text: string): Promise<number>;
  /** How many times our account's like stands on a message. Where `like` is an act. */
  likes?(externalId: string): Promise<number>;
  /** Waits until the server shows to everybody what it was told. */
  settle(): Promise<void>;
  /** The same session with the way to the network broken, or why this breakage makes no sense here. */
  broken(kind: Breakage, session: Session, place: Place): Promise<Session | { unfit: string }>;
  /** How many messages it takes for a pass to have several pages (default 5: perhaps one page). */
  crowd?: number;
}

/** Registers the tests. Call it once, at the top level of a test file. */
export function conformance(name: string, harness: Harness): void {
  describe(`${name} keeps the connector's contract`, { concurrency: false }, () => {
    if (harness.missing && process.env.CI !== "true") {
      test(name, { skip: harness.missing }, () => {});
      return;
    }
    const stage = new Stage(harness);
    before(async () => {
      assert.equal(harness.missing, undefined, "with CI=true nothing may be skipped");
      await stage.start();
    });
    after(() => stage.stop());
    declares(harness.connector);
    receiving(stage, harness.connector);
    sending(stage, harness.connector);
    posting(stage, harness.connector);
    test("no secret was ever seen outside the credentials", () => stage.assertDiscreet());
  });
}

/** What can be told without a server. */
function declares(connector: Connector): void {
  const { capabilities, outbound } = connector;
  test("it declares outbound methods exactly when it can act", () => {
    assert.equal(capabilities.acts.length > 0, outbound !== undefined);
    if (!outbound) return;
    const keys = Array.from({ length: 200 }, () => outbound.key(new Date()));
    assert.equal(new Set(keys).size, keys.length, "two deliveries never share a key");
  });
  test("its texts stand in both languages", () => {
    const texts = [
      connector.guidance,
      ...capabilities.lacks,
      ...connector.fields.flatMap((field) => [field.label, ...(field.help ? [field.help] : [])]),
    ];
    for (const text of texts) assert.ok(text.en.trim() && text.es.trim(), JSON.stringify(text));
  });
  test("its streams have names of their own and a pace", () => {
    assert.ok(connector.streams.length > 0);
    assert.equal(new Set(connector.streams.map((stream) => stream.name)).size, connector.streams.length);
    for (const stream of connector.streams) assert.ok(stream.every >= 1, stream.name);
  });
  test("its form asks for passwords in password fields", () => {
    for (const field of connector.fields)
      if (/password|secret|token/i.test(field.name)) assert.equal(field.type, "password", field.name);
  });
}
