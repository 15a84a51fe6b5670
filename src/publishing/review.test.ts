/** What a link for an outside reviewer promises: one post, one voice, until it ends; and nothing else to be seen. */
import assert from "node:assert/strict";
import { after, afterEach, before, it } from "node:test";
import sharp from "sharp";
import { newId } from "../kernel/ids.ts";
import { type Body, type Brand, onBothEngines } from "./test-brand.ts";

onBothEngines("an outside reviewer", (open) => {
  let brand: Brand;
  before(async () => {
    brand = await open();
  });
  after(() => brand?.close());
  afterEach(() => brand.rest());

  const nobody = (method: "GET" | "POST", path: string, body?: unknown) =>
    brand.as("", method, path, body, { "rapport-workspace": "" });
  // Each of a colour of its own: the same bytes are the same file.
  const picture = async (background: string): Promise<string> => {
    const plain = { create: { width: 4, height: 4, channels: 3, background } } as const;
    const png = await sharp(plain).png().toBuffer();
    const { body } = await brand.as("mia", "POST", "/media", png, { "content-type": "image/png" });
    return body.fileId;
  };
  async function begun(text: string, fileIds: string[] = []): Promise<string> {
    const id = newId();
    const media = fileIds.map((fileId) => ({ fileId, alt: "The terrace" }));
    await brand.as("mia", "POST", "/posts", {
      id,
      zone: "Europe/Madrid",
      channelIds: [brand.channelId],
      base: { parts: [{ text, media }] },
    });
    return id;
  }
  const plan = async (id: string): Promise<Body> =>
    (await brand.as("mia", "POST", `/posts/${id}/plan`, { at: "now" })).body;
  async function link(id: string, days = 7): Promise<{ token: string; row: Body }> {
    const made = await brand.as("mia", "POST", `/posts/${id}/review-links`, {
      name: "Nora at the bank",
      days,
    });
    assert.equal(made.status, 200, JSON.stringify(made.body));
    return { token: made.body.link.split("/").at(-1), row: made.body.row };
  }
  const answer = (token: string, version: number, verdict: string, note = "") =>
    nobody("POST", `/reviews/${token}/answers`, { version, verdict, note, name: "Nora Gil" });
  const policy = (steps: unknown[]) =>
    brand.as("leo", "PUT", "/approval-policies", { channelId: brand.channelId, pillarId: null, steps });
  const out = async (text: string) => {
    for (let n = 0; n < 200 && brand.times(text) === 0; n += 1) await new Promise((r) => setTimeout(r, 25));
    return brand.times(text);
  };

  it("reads that post as its previews need it, and sees no other, no address, nothing of the team", async () => {
    const [shown, other] = [await picture("#a33"), await picture("#33a")];
    await begun("A secret of the house.", [other]);
    const { token } = await link(await begun("For Nora's eyes.", [shown]));
    const { status, body } = await nobody("GET", `/reviews/${token}`);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.channels[0].content.parts[0].text, "For Nora's eyes.");
    assert.deepEqual([body.workspace, body.ask, body.asked], ["Café del Río", "Mia Vega", false]);
    const whole = JSON.stringify(body);
    assert.doesNotMatch(whole, /@brand\.test|secret of the house|Leo|Ana/);
    assert.equal((await nobody("GET", `/reviews/${token}/media/${shown}`)).status, 200);
    assert.equal((await nobody("GET", `/reviews/${token}/media/${other}`)).status, 404);
    assert.equal((await brand.as("", "GET", "/posts")).status, 401);
  });

  it("that a step waits for lets the post out, in the very version that was read", async () => {
    await policy([{ kind: "outside" }, { kind: "lead" }]);
    await brand.work();
    const id = await begun("Nora first.");
    const { token } = await link(id);
    const first = await plan(id);
    assert.equal(first.variants[0].status, "held");
    assert.equal(
      (
        await brand.as("leo", "POST", `/posts/${id}/approvals`, {
          version: first.version,
          verdict: "approve",
        })
      ).status,
      403,
      "it is not yet the lead's turn",
    );
    assert.equal((await answer(token, first.version + 7, "approve")).status, 409);
    assert.deepEqual((await answer(token, first.version, "approve", "Lovely.")).body, { decided: true });
    const said = (await brand.as("mia", "GET", `/posts/${id}/approvals`)).body;
    assert.deepEqual(
      said.rows.map(({ reviewer, version, note, asked }: Body) => [reviewer, version, note, asked]),
      [["Nora Gil", first.version, "Lovely.", true]],
    );
    assert.deepEqual(
      said.waiting.map(({ step, kind }: Body) => [step, kind]),
      [[1, "lead"]],
    );
    await brand.as("leo", "POST", `/posts/${id}/approvals`, { version: first.version, verdict: "approve" });
    assert.equal(await out("Nora first."), 1);
  });

  it("who asks for changes takes it off the plan; a later edit takes agreement away", async () => {
    await policy([{ kind: "outside" }]);
    const id = await begun("Too soon.");
    const { token } = await link(id);
    const { version } = await plan(id);
    assert.equal((await answer(token, version, "changes", "After Friday.")).status, 200);
    const row = (await brand.as("mia", "GET", "/posts")).body.rows.find((each: Body) => each.id === id);
    assert.equal(row.returned, "changes");
    const again = await plan(id);
    assert.equal((await answer(token, again.version, "approve")).status, 200);
    await brand.as("mia", "PATCH", `/posts/${id}`, {
      changes: [
        {
          what: "base",
          field: "parts",
          was: [{ text: "Too soon.", media: [] }],
          now: [{ text: "Later, then.", media: [] }],
        },
      ],
    });
    const { waiting } = (await brand.as("mia", "GET", `/posts/${id}/approvals`)).body;
    assert.equal(waiting.length, 1, "the new words were read by nobody");
    assert.equal((await answer(token, version, "approve")).status, 409);
  });

  it("whom nobody asked gives advice: it is kept and told, and the plan stays as it is", async () => {
    await policy([{ kind: "lead" }]);
    const id = await begun("What do you think?");
    const { token } = await link(id);
    const { version } = await plan(id);
    assert.deepEqual((await answer(token, version, "reject", "Not my taste.")).body, { decided: false });
    assert.equal((await brand.as("mia", "GET", `/posts/${id}`)).body.state, "planned");
    const { rows, waiting } = (await brand.as("mia", "GET", `/posts/${id}/approvals`)).body;
    assert.deepEqual([rows[0].asked, rows[0].note, waiting.length], [false, "Not my taste.", 1]);
    await policy([]);
  });

  it("meets a clear word behind a link that has ended, and nothing behind a wrong one", async () => {
    const id = await begun("Short-lived.");
    const [late, taken, gone] = [await link(id, 1), await link(id), await link(id)];
    assert.equal((await brand.as("gus", "DELETE", `/review-links/${taken.row.id}`)).status, 403);
    assert.equal((await brand.as("tom", "DELETE", `/review-links/${taken.row.id}`)).status, 204);
    const shut = await nobody("GET", `/reviews/${taken.token}`);
    assert.deepEqual([shut.status, shut.body.error.data.why], [404, "revoked"]);
    assert.match(shut.body.error.message, /Ask Mia Vega/);
    brand.pass(2 * 86_400);
    assert.equal((await nobody("GET", `/reviews/${late.token}`)).body.error.data.why, "expired");
    assert.equal((await answer(late.token, 1, "approve")).status, 404);
    await brand.as("mia", "DELETE", `/posts/${id}`);
    assert.equal((await nobody("GET", `/reviews/${gone.token}`)).body.error.data.why, "removed");
    const wrong = `${gone.token.slice(0, -2)}xx`;
    assert.equal((await nobody("GET", `/reviews/${wrong}`)).status, 404);
    assert.equal((await nobody("GET", `/reviews/${wrong}`)).body.error.data, undefined);
  });
});
