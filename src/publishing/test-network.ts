/** A network for tests: it keeps the connector's contract, remembers what was said, and can be told to misbehave. */
import type {
  Act,
  Addressee,
  Capabilities,
  Connector,
  Counts,
  Fault,
  Figures,
  MessageReading,
  Proof,
  Raw,
  Receipt,
  Session,
  Standing,
  TurnedAway,
} from "../channels/index.ts";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { fail, type JsonObject, ok, type Result } from "../kernel/result.ts";

/** What happens to the next call: said or not, and what is answered. */
export type Behaviour =
  /** Of a bulletin's mail: the server does not take it for this subscriber. */
  | { away: TurnedAway }
  | { fault: Fault; said?: boolean }
  /** Never answers until it is cut off. */
  | { hang: true; said?: boolean }
  | { delay: number }
  /** All goes well, and the answer comes over the wire from this address, with its headers. */
  | { over: string };

export interface Said {
  key: string;
  act: Act;
  externalId: string;
}

export class TestNetwork {
  readonly name = `net${newId().replaceAll("-", "")}`;
  readonly said: Said[] = [];
  /** Behaviours of the next sends and searches, in turn; none left: all goes well. */
  readonly sends: Behaviour[] = [];
  readonly finds: Behaviour[] = [];
  sendCalls = 0;
  findCalls = 0;
  proof: Proof = "findable";
  /** The network shows names beside the account's, as e-mail does. */
  likeMail = false;
  /** Posts go to each subscriber by itself. */
  bulletins = false;
  /** Whom a bulletin's mail was tried for, each time. */
  readonly tried: Addressee[] = [];
  /** Whom an answer reaches, by handle; undefined: who wrote. */
  recipients: string[] | undefined;
  /** What the network counts, by external id. */
  readonly counted = new Map<string, Counts>();
  figureCalls = 0;
  /** What the channel's own server makes of the network's capabilities. */
  server: Partial<Capabilities> = {};

  receiptOf({ externalId }: Said): Receipt {
    return { externalId, url: `https://net.test/${externalId}`, at: now(), answer: { id: externalId } };
  }

  async #send({ signal, fetch }: Session, act: Act, key: string): Promise<Result<Receipt, Fault>> {
    this.sendCalls += 1;
    const behaviour = this.sends.shift();
    const standing = this.proof === "idempotent" ? this.said.find((each) => each.key === key) : undefined;
    const said: Said = standing ?? { key, act, externalId: `said-${newId()}` };
    const quiet = behaviour && ("fault" in behaviour || "hang" in behaviour) && !behaviour.said;
    if (!quiet && !standing) this.said.push(said);
    if (behaviour) {
      if ("over" in behaviour) await (await fetch(behaviour.over)).text();
      const answered = await misbehave(behaviour, signal);
      if (answered) return fail(answered);
    }
    return ok(this.receiptOf(said));
  }

  async #mail(
    session: Session,
    act: Act,
    to: Addressee,
    key: string,
  ): Promise<Result<Receipt, Fault | TurnedAway>> {
    this.tried.push(to);
    const [behaviour] = this.sends;
    if (!behaviour || !("away" in behaviour)) return this.#send(session, act, key);
    this.sends.shift();
    return fail(behaviour.away);
  }

  async #find(signal: AbortSignal, key: string): Promise<Result<Receipt | undefined, Fault>> {
    this.findCalls += 1;
    const behaviour = this.finds.shift();
    const fault = behaviour && (await misbehave(behaviour, signal));
    if (fault) return fail(fault);
    const standing = this.said.find((each) => each.key === key);
    return ok(standing ? this.receiptOf(standing) : undefined);
  }

  async #edit({ externalId }: Standing, act: Act): Promise<Result<Receipt, Fault>> {
    const said = this.said.find((each) => each.externalId === externalId);
    const behaviour = this.sends.shift();
    if (behaviour && "fault" in behaviour) return fail(behaviour.fault);
    if (!said) return fail(missing);
    said.act = { ...said.act, text: act.text };
    return ok(this.receiptOf(said));
  }

  async #remove(externalId: string): Promise<Result<void, Fault>> {
    const at = this.said.findIndex((each) => each.externalId === externalId);
    if (at < 0) return fail(missing);
    this.said.splice(at, 1);
    return ok(undefined);
  }

  async #figures(asked: readonly Standing[]): Promise<Result<Figures[], Fault>> {
    this.figureCalls += 1;
    return ok(
      asked.map(({ externalId }) => ({
        externalId,
        gone: !this.said.some((each) => each.externalId === externalId),
        counts: this.counted.get(externalId) ?? {},
      })),
    );
  }

  connector(): Connector {
    const network = this;
    return {
      network: this.name,
      label: "Testnet",
      capabilities: {
        receives: this.likeMail ? ["email"] : ["post", "reply", "mention"],
        acts: ["reply", "post", "like", "edit", "remove"],
        visibilities: ["public", "unlisted", "followers", "direct"],
        contentWarning: true,
        media: { most: 2, bytes: 1_000_000, types: ["image/png", "image/jpeg"], alt: true },
        carries: {
          card: "own",
          quote: "shown",
          poll: { options: 4, length: 50, shortest: 5, longest: 40_000 },
          subject: this.bulletins,
          mentions: true,
        },
        edits: true,
        deletions: true,
        lacks: [],
      },
      quotable: (address) => address.startsWith("https://net.test/"),
      recipients: (target) => network.recipients ?? [target.author.handle],
      onServer: () => network.server,
      letter: (act, { name, externalId: address }, { name: reader, address: to }) => ({
        from: { name, address },
        to: { name: reader, address: to },
        subject: act.subject ?? "",
        text: act.text,
        html: `<p>${act.text}</p>`,
      }),
      limits: () => ({ text: 500, unit: "mastodon", linkWeight: 23 }),
      streams: [],
      fields: [],
      guidance: { en: "For tests.", es: "Para pruebas." },
      begin: async () =>
        fail({
          tag: "input",
          field: "x",
          message: { en: "Not connected by hand.", es: "No se conecta a mano." },
        }),
      check: async (session) => ok({ account: session.account, settings: {} }),
      pull: async (session) => ok({ arrivals: [], cursor: null, done: true, asOf: session.now() }),
      figures: (_session, said) => network.#figures(said),
      read: async (raw: Raw) => [reading(raw)],
      outbound: {
        get proof() {
          return network.proof;
        },
        key: () => newId(),
        send: (session, act, key) => network.#send(session, act, key),
        find: (session, _act, key) => network.#find(session.signal, key),
        edit: (_session, said, act) => network.#edit(said, act),
        remove: (_session, externalId) => network.#remove(externalId),
        ...(network.bulletins
          ? {
              toEach: (session: Session, act: Act) => ({
                send: (to: Addressee, key: string) => network.#mail(session, act, to, key),
                close() {},
              }),
            }
          : {}),
      },
    };
  }
}

const missing: Fault = { tag: "missing", message: { en: "It is not there.", es: "No está." } };

async function misbehave(behaviour: Behaviour, signal: AbortSignal): Promise<Fault | undefined> {
  if ("delay" in behaviour) {
    await new Promise((resolve) => setTimeout(resolve, behaviour.delay));
    return undefined;
  }
  if ("over" in behaviour || "away" in behaviour) return undefined;
  if ("fault" in behaviour) return behaviour.fault;
  if (!signal.aborted)
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  return { tag: "no-answer", message: { en: "The call was cut off.", es: "La llamada se cortó." } };
}

/** The payload is the reading itself: what a person says on this network needs no translation. */
function reading(raw: Raw): MessageReading {
  const { at, ...rest } = (raw.payload as unknown as { reading: JsonObject }).reading;
  return { ...(rest as unknown as MessageReading), at: new Date(String(at)) };
}
