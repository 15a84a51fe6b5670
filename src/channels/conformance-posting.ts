/** The posting part of the conformance suite: what a post carries beside its words, as the connector declares it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { type Cursors, must, type Stage, word } from "./conformance-stage.ts";
import type { Act, Connector, MessageReading, Receipt, Session } from "./connector.ts";
import { capabilitiesOf } from "./registry.ts";

export function posting(stage: Stage, connector: Connector): void {
  const { outbound } = connector;
  if (!outbound || !connector.capabilities.acts.includes("post") || outbound.toEach) return;
  const cursors: Cursors = new Map();

  /** Says it, and answers how it comes back. */
  const say = async (
    session: Session,
    words: string,
    more: Partial<Act>,
  ): Promise<{ receipt: Receipt; reading: MessageReading }> => {
    const act: Act = {
      kind: "post",
      text: words,
      language: "en",
      media: [],
      speaker: { name: "Ana" },
      ...more,
    };
    const receipt = must(await stage.hear(outbound.send(session, act, outbound.key(new Date()))));
    const { reading } = await stage.await(session, cursors, words, receipt.externalId);
    assert.equal(reading.externalId, receipt.externalId);
    return { receipt, reading };
  };
  const carries = (session: Session) => capabilitiesOf(connector, session.settings).carries;

  test("a link card stands under the words, with its picture", async (t) => {
    const session = await stage.session();
    if (carries(session)?.card !== "given") return t.diagnostic("cards are not ours to give here");
    const bytes = await sharp({ create: { width: 40, height: 20, channels: 3, background: "navy" } })
      .png()
      .toBuffer();
    const url = "https://rapport.test/bread";
    const image = { bytes, type: "image/png", name: "card.png", alt: "" };
    const card = { url, title: "Bread of the day", description: "Rye, and why.", image };
    const { reading } = await say(session, `Read this ${word()}`, { card });
    const shown = reading.attachments.find((one) => one.kind === "link");
    assert.equal(shown?.url, url);
    assert.equal(shown?.name, "Bread of the day");
    assert.ok(shown?.previewUrl, "with its picture");
  });

  test("a quote is shown, or its address stands under the words", async (t) => {
    const session = await stage.session();
    const how = carries(session)?.quote ?? "none";
    if (how === "none") return t.diagnostic("nothing can be quoted here");
    const first = await say(session, `Said before ${word()}`, {});
    const address = first.receipt.url ?? first.receipt.externalId;
    assert.ok(connector.quotable?.(address), "the address of a message here can be quoted here");
    const { reading } = await say(session, `As we said ${word()}`, { quote: address });
    if (how === "linked") return assert.ok(reading.text.includes(address));
    const last = (url: string | undefined) => url?.split("/").at(-1);
    assert.ok(reading.attachments.some((one) => one.kind === "link" && last(one.url) === last(address)));
  });

  test("a poll is put to people, with its options", async (t) => {
    const session = await stage.session();
    if (!carries(session)?.poll) return t.diagnostic("this network, or this server, has no polls");
    const poll = { options: ["Rye", "Wheat"], minutes: 60, multiple: false };
    const { reading } = await say(session, `Which one ${word()}?`, { poll });
    for (const option of poll.options) assert.ok(reading.text.includes(option), option);
  });

  test("what stands can be said otherwise, where that is declared, and twice is as good as once", async (t) => {
    const session = await stage.session();
    if (!capabilitiesOf(connector, session.settings).acts.includes("edit"))
      return t.diagnostic("what stands here stays as it is");
    assert.ok(outbound.edit);
    const [before, words] = [word(), word()];
    const { receipt } = await say(session, `Opne ${before}`, {});
    const act: Act = { kind: "edit", text: `Open ${words}`, media: [], speaker: { name: "Ana" } };
    for (let n = 0; n < 2; n += 1) {
      const changed: Receipt = must(await stage.hear(outbound.edit(session, receipt, act)));
      assert.equal(changed.externalId, receipt.externalId);
    }
    await stage.peer.settle();
    assert.equal(await stage.peer.standing?.(words), 1);
    assert.equal(await stage.peer.standing?.(before), 0);
  });

  test("the network counts what became of a post, and says when it is gone", async (t) => {
    const { figures } = connector;
    if (!figures) return t.diagnostic("nothing is counted here");
    const session = await stage.session();
    const { receipt } = await say(session, `Counted ${word()}`, {});
    const ask = async () =>
      must(await stage.hear(figures(session, [receipt]))).find(
        ({ externalId }) => externalId === receipt.externalId,
      );
    await say(session, `And more ${word()}`, { thread: { root: receipt, parent: receipt } });
    for (let n = 0; n < 40 && ((await ask())?.counts.replies ?? 0) === 0; n += 1) {
      await stage.peer.settle();
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    const told = await ask();
    assert.equal(told?.gone, false);
    assert.equal(told?.counts.replies, 1);
    if (!capabilitiesOf(connector, session.settings).acts.includes("remove") || !outbound.remove)
      return t.diagnostic("what stands here cannot be taken back");
    must(await stage.hear(outbound.remove(session, receipt.externalId)));
    await stage.peer.settle();
    assert.equal((await ask())?.gone, true);
  });
}
