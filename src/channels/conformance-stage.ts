/** The running peer of a conformance suite, one connected channel, and what the tests share. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { TestContext } from "node:test";
import type { Words } from "../kernel/errors.ts";
import type { Json, Result } from "../kernel/result.ts";
import type { Harness, Peer } from "./conformance.ts";
import type {
  Connecting,
  Fault,
  MessageReading,
  Outcome,
  Page,
  PullRequest,
  Raw,
  Reading,
  Session,
  Target,
  Visitor,
} from "./connector.ts";

/** Where every stream of a channel stands. */
export type Cursors = Map<string, Json>;

export class Stage {
  readonly harness: Harness;
  #peer: Peer | undefined;
  #session: Session | undefined;
  /** Everything that the connector said, but for credentials: searched for secrets at the end. */
  #said: unknown[] = [];

  constructor(harness: Harness) {
    this.harness = harness;
  }

  async start(): Promise<void> {
    this.#peer = await this.harness.start();
  }

  async stop(): Promise<void> {
    await this.#peer?.stop();
  }

  get peer(): Peer {
    assert.ok(this.#peer, "the peer runs");
    return this.#peer;
  }

  visitor(signal: AbortSignal = new AbortController().signal): Visitor {
    return { ...this.peer.ways, signal, now: () => new Date() };
  }

  /** Goes through the whole form, with the redirect where there is one. */
  async connect(input: Record<string, string> = this.peer.input): Promise<Result<Connecting, Fault>> {
    const { connector } = this.harness;
    const visitor = this.visitor();
    const begun = await connector.begin(visitor, input, "http://127.0.0.1:1/channels/callback");
    if (!begun.ok || begun.value.step === "connected") return this.#keepConnecting(begun);
    assert.ok(connector.finish && this.peer.authorise, "a redirect needs finish and a person");
    const query = await this.peer.authorise(begun.value.url);
    return this.#keepConnecting(await connector.finish(visitor, query, json(begun.value.state)));
  }

  /** The connected channel; its credentials go through JSON, as they do in the database. */
  async session(): Promise<Session> {
    if (!this.#session) {
      const connected = must(await this.connect());
      assert.equal(connected.step, "connected");
      assert.ok(connected.step === "connected");
      const { account, settings, credentials } = connected;
      this.#session = {
        ...this.visitor(),
        account: json(account),
        settings: json(settings),
        credentials: { ...credentials, value: json(credentials.value) },
      };
    }
    return { ...this.#session };
  }

  /** Awaits an outcome and remembers it for `assertDiscreet`. A thrown error is the connector's mistake. */
  async hear<T>(outcome: Outcome<T>): Promise<Result<T, Fault>> {
    const result = await outcome;
    this.#said.push(result);
    return result;
  }

  /** One pass of a stream from `cursor`: pages until `done`. `between` runs after every page but the last. */
  async pass(
    session: Session,
    request: PullRequest,
    between: (page: Page, n: number) => Promise<void> = async () => {},
  ): Promise<{ arrivals: Raw[]; cursor: Json; pages: number }> {
    const arrivals: Raw[] = [];
    let cursor = request.cursor;
    for (let pages = 1; pages <= 500; pages += 1) {
      const page = must(await this.hear(this.harness.connector.pull(session, { ...request, cursor })));
      arrivals.push(...page.arrivals);
      cursor = json(page.cursor);
      assert.ok(Number.isFinite(page.asOf.getTime()), "a page says as of when");
      if (page.done) return { arrivals, cursor, pages };
      await between(page, pages);
    }
    return assert.fail("a pass comes to its end");
  }

  /** One pass of every stream; `cursors` moves along. */
  async pullAll(
    session: Session,
    cursors: Cursors,
    reach = new Date(Date.now() - 86_400_000),
  ): Promise<Raw[]> {
    const arrivals: Raw[] = [];
    for (const { name } of this.harness.connector.streams) {
      const request = { stream: name, cursor: cursors.get(name), reach, most: 5000 };
      const passed = await this.pass(session, request);
      arrivals.push(...passed.arrivals);
      cursors.set(name, passed.cursor);
    }
    return arrivals;
  }

  async read(raw: Raw, session: Session): Promise<Reading[]> {
    const readings = await this.harness.connector.read(raw, session.account);
    this.#said.push(raw.payload, readings);
    return readings;
  }

  async messages(raws: Raw[], session: Session): Promise<Array<{ raw: Raw; reading: MessageReading }>> {
    const found: Array<{ raw: Raw; reading: MessageReading }> = [];
    for (const raw of raws)
      for (const reading of await this.read(raw, session))
        if (reading.kind === "message") found.push({ raw, reading });
    return found;
  }

  /**
   * Pulls (and sweeps `rootId`, where the connector can) until a message with these words has come. Networks lose
   * notifications: a connector that sweeps is promised to see it in the end, one that does not, by its streams.
   */
  async await(
    session: Session,
    cursors: Cursors,
    words: string,
    rootId?: string,
  ): Promise<{ raw: Raw; reading: MessageReading }> {
    for (let round = 0; round < 20; round += 1) {
      await this.peer.settle();
      const raws = await this.pullAll(session, cursors);
      const { connector } = this.harness;
      if (rootId && connector.sweep)
        raws.push(...must(await this.hear(connector.sweep(session, { rootId, knownIds: [] }))));
      const hit = (await this.messages(raws, session)).find(({ reading }) => reading.text.includes(words));
      if (hit) return hit;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    return assert.fail(`“${words}” never came`);
  }

  assertDiscreet(): void {
    const said = this.#said.map((value) => JSON.stringify(value)).join("\n");
    for (const secret of this.#secrets()) assert.ok(!said.includes(secret), "a secret was told");
  }

  #keepConnecting(result: Result<Connecting, Fault>): Result<Connecting, Fault> {
    if (result.ok && result.value.step === "connected")
      this.#said.push(result.value.account, result.value.settings);
    else this.#said.push(result);
    return result;
  }

  /** What was typed, and every long text within the credentials that is not part of the public account. */
  #secrets(): string[] {
    const found = [...this.peer.secrets];
    const open = JSON.stringify(this.#session?.account ?? {});
    const walk = (value: Json | undefined): void => {
      if (typeof value === "string" && value.length >= 16 && !open.includes(value) && !/^https?:/.test(value))
        found.push(value);
      else if (value && typeof value === "object") Object.values(value).forEach(walk);
    };
    walk(this.#session?.credentials.value);
    return found;
  }
}

/** The value of a result; a fault fails the test with all that it says. */
export function must<T>(result: Result<T, Fault>): T {
  if (!result.ok) assert.fail(`fault: ${JSON.stringify(result.fault)}`);
  return result.value;
}

/** The fault of a result, which says in both languages what happened, and what to do where a person has to act. */
export function mustFail<T>(result: Result<T, Fault>): Fault {
  if (result.ok) assert.fail(`expected a fault, got ${JSON.stringify(result.value)}`);
  const { fault } = result;
  mustSay(fault.message, "a fault says what happened");
  if (fault.tag === "authorisation") mustSay(fault.advice, "a fault says what to do");
  return fault;
}

/** A sentence of ours stands around every quote, so that two languages are never the same text. */
export function mustSay({ en, es }: Words, what: string): void {
  assert.ok(en.trim() && es.trim(), what);
  assert.notEqual(en, es, `${what} in both languages`);
}

/** Through JSON and back, as the database does it. */
export const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** A word that stands nowhere else. Letters only, so that no network makes a link of it. */
export const word = (): string =>
  `w${randomUUID()
    .replaceAll("-", "")
    .replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)] ?? "z")}`;

export function targetOf({ raw, reading }: { raw: Raw; reading: MessageReading }): Target {
  return {
    externalId: reading.externalId,
    ...(reading.rootId ? { rootId: reading.rootId } : {}),
    author: reading.author,
    form: reading.form,
    ...(reading.subject ? { subject: reading.subject } : {}),
    text: reading.text,
    at: reading.at,
    visibility: reading.visibility,
    payload: raw.payload,
    ancestors: reading.ancestors ?? [],
  };
}

/** Narrows what `broken` answers; says why when the breakage makes no sense here. That is no skip: nothing is missing. */
export function isUnfit(t: TestContext, broken: Session | { unfit: string }): broken is { unfit: string } {
  if (!("unfit" in broken)) return false;
  t.diagnostic(broken.unfit);
  return true;
}
