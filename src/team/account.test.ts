import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, it } from "node:test";
import { now, useClock } from "../kernel/clock.ts";
import { passwordLink } from "./password-link.ts";
import {
  joinAs,
  onBothDatabases,
  ownerDraft,
  setUp,
  type TestApp,
  type TestBrowser,
  testOrigin,
} from "./test-app.ts";

onBothDatabases("a user's own account", (open) => {
  let app: TestApp;
  let owner: TestBrowser;
  const { email, password } = ownerDraft;
  before(async () => {
    app = await open();
    owner = await setUp(app);
  });
  after(() => app.close());

  const signIn = async (secret = password) => {
    const browser = app.browser();
    return { browser, answer: await browser.post("/auth/sign-in/email", { email, password: secret }) };
  };

  it("changes the profile field by field, and says which field is wrong", async () => {
    const hours = {
      mon: [
        ["09:00", "13:00"],
        ["15:00", "18:00"],
      ],
      sat: [["22:00", "02:00"]],
    };
    const changed = await owner.patch("/me", {
      name: "Ada P.",
      pronouns: "she/her",
      languages: ["es", "en-GB"],
      timeZone: "Atlantic/Canary",
      hours,
      signature: "— Ada",
      language: "en",
    });
    assert.equal(changed.status, 200);
    const { body } = await owner.get("/session");
    assert.equal(body.user.name, "Ada P.");
    assert.equal(body.user.language, "en");
    assert.deepEqual(body.teammate.hours, hours);
    assert.equal(body.teammate.timeZone, "Atlantic/Canary");
    await owner.patch("/me", { signature: "" });
    assert.equal((await owner.get("/me")).body.signature, null);
    assert.equal((await owner.get("/me")).body.pronouns, "she/her");
    for (const [bad, path] of [
      [{ hours: { mon: [["09:00", "25:00"]] } }, "body.hours.mon.0.1"],
      [{ hours: { mon: [["09:00", "09:00"]] } }, "body.hours.mon.0"],
      [{ hours: { lun: [] } }, "body.hours"],
      [{ name: "two\nlines" }, "body.name"],
      [{ languages: ["Spanish!"] }, "body.languages.0"],
      [{ timeZone: "nowhere" }, "body.timeZone"],
    ] as const) {
      const refused = await owner.patch("/me", bad);
      assert.equal(refused.status, 400, JSON.stringify(bad));
      assert.equal(refused.body.error.fields[0].path, path);
    }
  });

  it("lists sessions and ends one at once", async () => {
    const { browser } = await signIn();
    const { sessions } = (await owner.get("/me/sessions")).body;
    assert.equal(sessions.length, 2);
    const other = sessions.find((each: { current: boolean }) => !each.current);
    assert.equal(other.address, browser.address);
    assert.equal((await browser.get("/teammates")).status, 200);
    assert.equal((await owner.delete(`/me/sessions/${other.id}`)).status, 204);
    assert.equal((await owner.delete(`/me/sessions/${other.id}`)).status, 404);
    assert.equal((await browser.get("/teammates")).status, 401);
    const stranger = await joinAs(app, owner, "member", "Mar");
    const mine = (await owner.get("/me/sessions")).body.sessions[0];
    assert.equal((await stranger.browser.delete(`/me/sessions/${mine.id}`)).status, 404);
  });

  it("changes the password against the present one and ends the other sessions", async () => {
    const { browser } = await signIn();
    const wrong = await owner.post("/me/password", {
      password: "not mine",
      newPassword: "a new long password",
    });
    assert.equal(wrong.status, 400);
    assert.equal(wrong.body.error.fields[0].path, "body.password");
    const short = await owner.post("/me/password", { password, newPassword: "short" });
    assert.equal(short.body.error.fields[0].path, "body.newPassword");
    const changed = await owner.post("/me/password", { password, newPassword: "a new long password" });
    assert.equal(changed.status, 204);
    assert.equal((await owner.get("/teammates")).status, 200, "this session goes on");
    assert.equal((await browser.get("/teammates")).status, 401);
    assert.equal((await signIn()).answer.status, 401);
    assert.equal((await signIn("a new long password")).answer.status, 200);
  });

  it("gives a new password by e-mail, and says the same when nobody has the address", async () => {
    const browser = app.browser();
    const unknown = await browser.post("/auth/request-password-reset", { email: "who@brand.test" });
    const known = await browser.post("/auth/request-password-reset", { email });
    assert.deepEqual([known.status, known.body], [unknown.status, unknown.body]);
    assert.equal(app.mails.length, 1);
    const [mail] = app.mails;
    assert.equal(mail?.to, email);
    const token = /token=(\S+)/.exec(mail?.text ?? "")?.[1];
    const reset = { token, newPassword: password };
    assert.equal((await browser.post("/auth/reset-password", reset)).status, 200);
    const again = await browser.post("/auth/reset-password", reset);
    assert.equal(again.status, 400);
    assert.equal(again.body.error.fields[0].path, "body.token");
    assert.equal((await owner.get("/teammates")).status, 401, "a reset ends every session");
    const back = await signIn();
    assert.equal(back.answer.status, 200);
    for (const [name, value] of back.browser.cookies) owner.cookies.set(name, value);
  });

  it("asks for the second factor at sign-in, takes its codes and each backup code once", async () => {
    const begun = await owner.post("/auth/two-factor/enable", { password });
    assert.equal(begun.status, 200);
    const secret = decodeBase32(new URL(begun.body.totpURI).searchParams.get("secret") ?? "");
    const code = () => totp(secret, Date.now());
    const { answer: before } = await signIn();
    assert.deepEqual(before.body, {}, "not in force before a code was right");
    assert.equal((await owner.post("/auth/two-factor/verify-totp", { code: code() })).status, 200);
    assert.equal((await owner.get("/session")).body.user.secondFactor, true);

    const { browser, answer } = await signIn();
    assert.deepEqual(answer.body, { twoFactorRedirect: true });
    assert.equal((await browser.get("/teammates")).status, 401, "the password alone opens nothing");
    const wrong = await browser.post("/auth/two-factor/verify-totp", { code: "000000" });
    assert.equal(wrong.status, 400);
    assert.equal(wrong.body.error.fields[0].path, "body.code");
    assert.equal((await browser.post("/auth/two-factor/verify-totp", { code: code() })).status, 200);
    assert.equal((await browser.get("/teammates")).status, 200);

    const backup = begun.body.backupCodes[0];
    const second = (await signIn()).browser;
    assert.equal((await second.post("/auth/two-factor/verify-backup-code", { code: backup })).status, 200);
    assert.equal((await second.get("/teammates")).status, 200);
    const third = (await signIn()).browser;
    const spent = await third.post("/auth/two-factor/verify-backup-code", { code: backup });
    assert.equal(spent.status, 400);
    assert.equal((await third.get("/teammates")).status, 401);

    assert.equal((await owner.post("/auth/two-factor/disable", { password: "not mine" })).status, 400);
    assert.equal((await owner.post("/auth/two-factor/disable", { password })).status, 200);
    assert.deepEqual((await signIn()).answer.body, {});
  });

  it("gives a way back in to who has lost password and second factor", async () => {
    const begun = await owner.post("/auth/two-factor/enable", { password });
    const secret = decodeBase32(new URL(begun.body.totpURI).searchParams.get("secret") ?? "");
    await owner.post("/auth/two-factor/verify-totp", { code: totp(secret, Date.now()) });
    const kernel = { database: app.database, origin: testOrigin, keys: app.keys };
    const dropSecondFactor = true;
    assert.equal(await passwordLink(kernel, "who@brand.test", { dropSecondFactor }), undefined);
    const link = await passwordLink(kernel, email.toUpperCase(), { dropSecondFactor });
    const token = new URL(link ?? "").searchParams.get("token");
    const reset = await app.browser().post("/auth/reset-password", { token, newPassword: password });
    assert.equal(reset.status, 200);
    const back = await signIn();
    assert.deepEqual(back.answer.body, {});
    for (const [name, value] of back.browser.cookies) owner.cookies.set(name, value);
  });

  it("takes away at night what has run out, and nothing else", async () => {
    const job = app.team.jobs.find(({ name }) => name === "team-upkeep");
    const held = async () => (await owner.get("/me/sessions")).body.sessions.length;
    const before = await held();
    await job?.handle({});
    assert.equal(await held(), before);
    const start = now();
    const restore = useClock(() => new Date(start.getTime() + 40 * 86_400_000));
    try {
      await job?.handle({});
    } finally {
      restore();
    }
    assert.deepEqual(await app.database.root.selectFrom("session").select("id").execute(), []);
    assert.deepEqual(await app.database.root.selectFrom("sign_in_window").select("client").execute(), []);
    const back = await signIn();
    for (const [name, value] of back.browser.cookies) owner.cookies.set(name, value);
  });

  it("changes the e-mail address against the password", async () => {
    assert.equal((await owner.post("/me/email", { email: "ada@new.test", password: "no" })).status, 400);
    const taken = await owner.post("/me/email", { email: "mar@brand.test", password });
    assert.equal(taken.body.error.fields[0].path, "body.email");
    assert.equal((await owner.post("/me/email", { email: "Ada@New.test", password })).status, 204);
    assert.equal((await owner.get("/me")).body.email, "ada@new.test");
    const browser = app.browser();
    const answer = await browser.post("/auth/sign-in/email", { email: "ada@new.test", password });
    assert.equal(answer.status, 200);
  });

  it("refuses what another site sends along with the cookie", async () => {
    const forged = await owner.ask("PATCH", "/me", { name: "Evil" }, { origin: "https://evil.test" });
    assert.equal(forged.status, 403);
    const signOut = await owner.ask("POST", "/auth/sign-out", {}, { origin: "https://evil.test" });
    assert.equal(signOut.status, 403);
    assert.equal((await owner.get("/me")).body.name, "Ada P.");
  });

  it("remembers a session no longer than a minute", async () => {
    assert.equal((await owner.get("/me")).status, 200);
    await app.database.root.deleteFrom("session").execute();
    const start = now();
    const restore = useClock(() => new Date(start.getTime() + 61_000));
    try {
      assert.equal((await owner.get("/me")).status, 401);
    } finally {
      restore();
    }
  });
});

/** RFC 6238 with HMAC-SHA-1, six digits, thirty seconds. */
function totp(secret: Buffer, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** RFC 4648, section 6. */
function decodeBase32(text: string): Buffer {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text.replace(/=+$/, "")]
    .map((each) => alphabet.indexOf(each).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
