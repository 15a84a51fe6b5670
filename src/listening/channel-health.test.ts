import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { now } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { channelHealth } from "./channel-health.ts";
import { noteGap } from "./ledger.ts";
import { openStage, type Stage } from "./test-stage.ts";

const words = { en: "The server answered 503.", es: "El servidor respondió 503." };
const why = { en: "Nothing older is given.", es: "No se da nada más antiguo." };

describe("a channel's health", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
    const stream = (name: string, fault: object) => ({
      workspace_id: stage.workspaceId,
      channel_id: stage.channelId,
      name,
      arrived: 0,
      due_at: now(),
      failures: 1,
      fault: JSON.stringify(fault),
    });
    await stage.inside(async () => {
      await db()
        .insertInto("stream")
        .values([
          stream("a", { tag: "unavailable", message: words }),
          stream("b", { tag: "unavailable", message: words.en }),
        ])
        .execute();
      const gap = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-02T00:00:00Z"), why };
      await noteGap(stage.channelId, "a", gap);
      const { channelId: channel_id, workspaceId: workspace_id } = stage;
      const span = { since: gap.to, until: now(), noticed_at: now() };
      await db()
        .insertInto("gap")
        .values({ workspace_id, id: newId(), channel_id, stream: "b", why: JSON.stringify(why.en), ...span })
        .execute();
    });
  });
  after(() => stage?.close());

  test("is told in the language of who asks; what was noted in one language is shown as it stands", async () => {
    const shown = async (language: "en" | "es") => {
      const health = (await stage.inside(() => channelHealth(language))).get(stage.channelId);
      return [
        ...(health?.streams ?? []).map(({ fault }) => fault?.message),
        ...(health?.gaps ?? []).map((gap) => gap.why),
      ];
    };
    assert.deepEqual(await shown("es"), [words.es, words.en, why.es, why.en]);
    assert.deepEqual(await shown("en"), [words.en, words.en, why.en, why.en]);
  });
});
