/** Reads a channel's streams as the product does, for this folder's tests. */
import assert from "node:assert/strict";
import type { Json, JsonObject } from "../../kernel/result.ts";
import { must, targetOf } from "../conformance-stage.ts";
import type { Act, MessageReading, Raw, Reading, Receipt, SweepRequest, Target } from "../connector.ts";
import { bluesky } from "./index.ts";
import type { World } from "./test-world.ts";
import { makeTid } from "./tid.ts";

export class Onlooker {
  readonly #world: World;
  readonly #cursors = new Map<string, Json>();

  constructor(world: World) {
    this.#world = world;
  }

  /** One pass of every stream. */
  async pullAll(): Promise<Raw[]> {
    const arrivals: Raw[] = [];
    for (const { name: stream } of bluesky.streams)
      for (let done = false; !done; ) {
        const request = { stream, cursor: this.#cursors.get(stream), reach: new Date(0), most: 5000 };
        const page = must(await bluesky.pull(this.#world.session, request));
        arrivals.push(...page.arrivals);
        this.#cursors.set(stream, page.cursor);
        done = page.done;
      }
    return arrivals;
  }

  async readAll(raws: Raw[]): Promise<Reading[]> {
    return (await Promise.all(raws.map((raw) => bluesky.read(raw, this.#world.session.account)))).flat();
  }

  /** What one pass brings when the AppView has seen everything. */
  async news(): Promise<Reading[]> {
    await this.#world.network.processAll();
    return this.readAll(await this.pullAll());
  }

  async sweep(request: SweepRequest): Promise<Raw[]> {
    return must(await (bluesky.sweep?.(this.#world.session, request) ?? assert.fail()));
  }

  async targetAt(uri: string): Promise<Target> {
    for (const raw of await this.sweep({ rootId: uri, knownIds: [] }))
      for (const reading of await this.readAll([raw]))
        if (reading.kind === "message" && reading.externalId === uri) return targetOf({ raw, reading });
    return assert.fail(`${uri} stands`);
  }

  async say(act: Act, key = makeTid(new Date())): Promise<Receipt> {
    return must(await (bluesky.outbound ?? assert.fail()).send(this.#world.session, act, key));
  }

  /** The record as anybody sees it. */
  stored(uri: string): Promise<{ value: JsonObject }> {
    const [, , repo, collection, rkey] = uri.split("/") as [string, string, string, string, string];
    return this.#world.carol.call("com.atproto.repo.getRecord", { params: { repo, collection, rkey } });
  }
}

export function messageOf(readings: Reading[], uri: string): MessageReading {
  const found = readings.find((reading) => reading.externalId === uri);
  assert.ok(found?.kind === "message", `${uri} came`);
  return found;
}

export const actOf = (text: string, target: Target | undefined, more: Partial<Act> = {}): Act => ({
  kind: target ? "reply" : "post",
  text,
  media: [],
  speaker: { name: "Ana" },
  ...(target ? { target } : {}),
  ...more,
});
