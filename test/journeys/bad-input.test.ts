/**
 * Nothing that can be sent breaks a route: each one, with input that its own schema accepts and then with every value
 * of it spoiled, is answered with a reason in the caller's language, and never with 500.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import type { Mounted } from "../../src/kernel/http.ts";
import type { Client } from "../client.ts";
import { startEmailStage } from "../networks/email.ts";
import type { Stage } from "../networks/stage.ts";
import { peerMissing } from "../peers/available.ts";
import { callRoute, type Reply } from "../routes/call.ts";
import { type Furnished, furnish } from "../routes/furnish.ts";
import { type Inside, startInside } from "../routes/inside.ts";
import { placed, type Sample, samplesOf } from "../routes/sample.ts";
import { rawBodies, spoil } from "../routes/spoil.ts";
import { foundTeam } from "../world.ts";

const missing = peerMissing("mail");
if (missing && process.env.CI === "true") throw new Error(missing);

/** They end what the test stands on, or wait for a network by design; the same schemas are spoiled elsewhere. */
const spared = new Set(["/api/auth/sign-out", "/api/live", "/api/channels/:id/disconnection"]);

describe("bad input", { skip: missing ?? false }, () => {
  let inside: Inside;
  let stage: Stage;
  let own: Furnished;
  let owner: Client;
  let routes: Mounted[];
  const wrong: string[] = [];
  let calls = 0;

  before(async () => {
    stage = await startEmailStage();
    inside = await startInside();
    const people = await foundTeam(inside);
    owner = people.ines;
    own = await furnish(inside, stage, owner, "HERE");
    routes = inside.running.app.mounted.filter(({ url }) => !spared.has(url));
  });
  after(async () => {
    await inside?.stop();
    await stage?.stop();
  });

  /** `body` and `query` go to things that are there, so that what gets through the door meets the database. */
  const real = (sample: Sample): Sample =>
    sample.places.reduce((made, place) => {
      const id = place.kind === "fresh" ? undefined : own.ids[place.kind];
      return placed(made, place, id ?? randomUUID());
    }, sample);

  const isEnglish = (text: string) => /\b(the|please|this|is|are|must|invalid)\b/i.test(text);
  const known = [200, 204, 303, 400, 401, 403, 404, 409, 429, 503];
  function judge(told: string, reply: Reply, language: "en" | "es"): void {
    calls += 1;
    if (!known.includes(reply.status)) wrong.push(`${reply.status}: ${told}: ${reply.text.slice(0, 160)}`);
    if (reply.status < 400 || reply.status === 500) return;
    const { error } = reply.body ?? {};
    if (!error?.message) wrong.push(`no reason: ${told}: ${reply.status} ${reply.text.slice(0, 160)}`);
    else if (language === "es" && isEnglish(error.message))
      wrong.push(`not in Spanish: ${told}: ${error.message}`);
    for (const field of error?.fields ?? [])
      if (!field.path || !field.message || (language === "es" && /^Invalid|^Too /.test(field.message)))
        wrong.push(`no reason for a field in ${language}: ${told}: ${JSON.stringify(field)}`);
  }

  test("every value of every route's input, spoiled in every way", async (t) => {
    for (const route of routes)
      for (const sample of samplesOf(route)) {
        let n = 0;
        for (const { what, sample: spoiled } of spoil(real(sample))) {
          n += 1;
          // A new session of the spoiled kind would end this one: what is meant for oneself stays out.
          const language = n % 2 ? "en" : "es";
          const told = `${route.method} ${route.url} ${what}`;
          const reply = await callRoute(inside, route, owner, spoiled, { language }).catch((error: Error) => {
            wrong.push(`the line broke: ${told}: ${error.message} ${String(error.cause)}`);
            return undefined;
          });
          if (reply) judge(told, reply, language);
        }
      }
    t.diagnostic(
      `BADINPUT routes ${routes.length} × every value spoiled: cases ${calls} wrong ${wrong.length}`,
    );
    assert.equal(
      wrong.length,
      0,
      `${wrong.length} answers are wrong:\n${wrong.splice(0).slice(0, 40).join("\n")}`,
    );
  });

  test("bodies that are no JSON of ours", async (t) => {
    calls = 0;
    for (const route of routes.filter(({ method }) => method !== "GET"))
      for (const [n, raw] of rawBodies.entries()) {
        const [sample] = samplesOf(route);
        if (!sample) continue;
        const language = n % 2 ? "en" : "es";
        const told = `${route.method} ${route.url} with ${raw.what}`;
        const reply = await callRoute(inside, route, owner, real(sample), { language, raw }).catch(
          (error: Error) => {
            wrong.push(`the line broke: ${told}: ${error.message} ${String(error.cause)}`);
            return undefined;
          },
        );
        if (reply) judge(told, reply, language);
      }
    t.diagnostic(
      `BADINPUT raw bodies ${rawBodies.length} × routes that take one: cases ${calls} wrong ${wrong.length}`,
    );
    assert.equal(
      wrong.length,
      0,
      `${wrong.length} answers are wrong:\n${wrong.splice(0).slice(0, 40).join("\n")}`,
    );
  });

  test("and all of it is still there", async () => {
    const thread = await owner.get(`/conversations/${own.ids.conversation}`);
    assert.equal(thread.conversation.id, own.ids.conversation);
  });
});
