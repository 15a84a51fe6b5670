import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { now, useClock } from "../kernel/clock.ts";
import { onBothDatabases, ownerDraft, type TestApp } from "./test-app.ts";

onBothDatabases("the first run and sign-in", (open) => {
  let app: TestApp;
  before(async () => {
    app = await open();
  });
  after(() => app.close());

  it("says that nobody has set it up, and refuses a draft with a reason for each field", async () => {
    const browser = app.browser();
    const { body } = await browser.get("/session");
    assert.deepEqual(body, { user: null, firstRun: true, workspaces: [], workspace: null, teammate: null });
    browser.language = "es";
    const bad = await browser.post("/first-run", {
      ...ownerDraft,
      password: "short",
      timeZone: "Mars/Olympus",
    });
    assert.equal(bad.status, 400);
    assert.deepEqual(
      bad.body.error.fields.map((field: { path: string }) => field.path),
      ["body.password", "body.timeZone"],
    );
    assert.match(bad.body.error.fields[1].message, /no es una zona horaria/);
  });

  it("lets one of two who set it up at the same moment be the owner, and signs that one in", async () => {
    const browsers = [app.browser(), app.browser()] as const;
    const answers = await Promise.all(
      browsers.map((browser, index) =>
        browser.post("/first-run", { ...ownerDraft, email: `owner${index}@brand.test` }),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    const winner = answers[0]?.status === 200 ? 0 : 1;
    const { body } = await browsers[winner].get("/session");
    assert.equal(body.user.email, `owner${winner}@brand.test`);
    assert.equal(body.firstRun, false);
    assert.equal(body.teammate.role, "owner");
    assert.equal(body.workspace.slug, "cafe-del-rio");
    assert.equal(body.teammate.deskIds.length, 6);
    const desks = await browsers[winner].get("/desks");
    assert.deepEqual(
      desks.body.desks.map((desk: { name: string }) => desk.name),
      ["Comunidad", "Marketing", "Prensa", "Ventas", "Soporte", "Personas"],
    );
    const loser = await browsers[winner === 0 ? 1 : 0].get("/session");
    assert.equal(loser.body.user, null);
  });

  it("signs in and out, and tells nobody which addresses exist", async () => {
    const browser = app.browser();
    const { email } = (await signedInOwner(app)).body.user;
    const wrong = await browser.post("/auth/sign-in/email", { email, password: "not the password" });
    const unknown = await browser.post("/auth/sign-in/email", {
      email: "who@brand.test",
      password: "not the password",
    });
    assert.equal(wrong.status, 401);
    assert.deepEqual(wrong.body, unknown.body);
    const right = await browser.post("/auth/sign-in/email", {
      email: email.toUpperCase(),
      password: ownerDraft.password,
    });
    assert.equal(right.status, 200);
    assert.deepEqual(right.body, {});
    assert.match(String(right.headers["set-cookie"]), /rapport\.session_token=.*HttpOnly; SameSite=Lax/);
    assert.equal((await browser.get("/teammates")).status, 200);
    await browser.post("/auth/sign-out");
    assert.equal((await browser.get("/teammates")).status, 401);
  });

  it("ends a session at once when its cookie is kept after signing out", async () => {
    const browser = app.browser();
    await signIn(browser);
    const kept = new Map(browser.cookies);
    await browser.post("/auth/sign-out");
    for (const [name, value] of kept) browser.cookies.set(name, value);
    assert.equal((await browser.get("/teammates")).status, 401);
  });

  it("slows down who tries many passwords", async () => {
    const browser = app.browser();
    const statuses = [];
    for (let tries = 0; tries < 12; tries++)
      statuses.push(
        (await browser.post("/auth/sign-in/email", { email: "x@brand.test", password: "guess" })).status,
      );
    assert.deepEqual(statuses.slice(0, 10), Array(10).fill(401));
    assert.deepEqual(statuses.slice(10), [429, 429]);
  });

  it("counts the tries of all processes together, past a restart, until the minute is over", async (t) => {
    // Another process on the same database, and a third that starts when the limit is reached.
    const doors = [app, await app.beside(), await app.beside()] as const;
    t.after(() => Promise.all(doors.slice(1).map((door) => door.close())));
    const { address } = app.browser();
    const guess = async (door: Pick<TestApp, "browser">) => {
      const browser = door.browser();
      browser.address = address;
      const answer = await browser.post("/auth/sign-in/email", { email: "x@brand.test", password: "guess" });
      return answer.status;
    };
    const at = now();
    const statuses = await Promise.all(
      Array.from({ length: 14 }, (_, n) => guess(doors[n % 2 === 0 ? 0 : 1])),
    );
    assert.deepEqual(statuses.toSorted(), [...Array(10).fill(401), ...Array(4).fill(429)]);
    assert.equal(await guess(doors[2]), 429);
    const restore = useClock(() => new Date(at.getTime() + 120_000));
    try {
      assert.equal(await guess(doors[0]), 401);
    } finally {
      restore();
    }
  });

  async function signIn(browser: ReturnType<TestApp["browser"]>) {
    for (const email of ["owner0@brand.test", "owner1@brand.test"])
      await browser.post("/auth/sign-in/email", { email, password: ownerDraft.password });
    return browser.get("/session");
  }
  const signedInOwner = (app: TestApp) => signIn(app.browser());
});
