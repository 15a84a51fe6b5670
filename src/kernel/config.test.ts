import assert from "node:assert/strict";
import { test } from "node:test";
import { type ConfigFault, readConfig, settings, unknownSettings } from "./config.ts";

const long = "0123456789abcdef0123456789abcdef";

function faultsOf(env: Record<string, string>): ConfigFault[] {
  const read = readConfig(env);
  assert.equal(read.ok, false);
  return read.ok ? [] : read.fault;
}

test("nothing needs to be set", () => {
  const read = readConfig({ RAPPORT_URL: "", PORT: " " });
  assert.ok(read.ok);
  const { data, ...rest } = read.value;
  assert.match(data, /\/data$/);
  assert.deepEqual(rest, {
    bucket: undefined,
    mediaBytes: 500_000_000,
    databaseUrl: undefined,
    port: 4321,
    host: "127.0.0.1",
    origin: "http://localhost:4321",
    secret: undefined,
    secretPrevious: undefined,
    smtpUrl: undefined,
    mailFrom: undefined,
    allow: [],
    log: "info",
    backfillDays: 90,
    backfillMessages: 5000,
    trustProxy: false,
  });
});

test("everything can be set", () => {
  const read = readConfig({
    RAPPORT_DATA: "/srv/rapport",
    DATABASE_URL: "postgres://a:b@db/rapport",
    PORT: "80",
    HOST: "::",
    RAPPORT_URL: "https://talk.example.com/",
    RAPPORT_SECRET: long,
    RAPPORT_SECRET_PREVIOUS: `${long}x`,
    SMTP_URL: "smtps://u:p@mail.example.com",
    MAIL_FROM: "Rapport <r@example.com>",
    RAPPORT_ALLOW: "peer.internal:3000, 10.0.0.0/8",
    RAPPORT_LOG: "debug",
    RAPPORT_BACKFILL_DAYS: "0",
    RAPPORT_BACKFILL_MESSAGES: "100",
    RAPPORT_TRUST_PROXY: "127.0.0.1,10.0.0.0/8",
  });
  assert.ok(read.ok);
  assert.equal(read.value.origin, "https://talk.example.com");
  assert.deepEqual(read.value.allow, ["peer.internal:3000", "10.0.0.0/8"]);
  assert.deepEqual(read.value.trustProxy, ["127.0.0.1", "10.0.0.0/8"]);
  assert.equal(read.value.backfillDays, 0);
});

test("every fault is named at once: the variable, what is wrong, what to write", () => {
  const bad = {
    DATABASE_URL: "mysql://db/rapport",
    PORT: "99999",
    HOST: "not a host",
    RAPPORT_URL: "https://example.com/rapport",
    RAPPORT_SECRET: "short-secret-value",
    SMTP_URL: "mail.example.com",
    MAIL_FROM: "nobody",
    RAPPORT_ALLOW: "*,10.0.0.0/99",
    RAPPORT_LOG: "loud",
    RAPPORT_BACKFILL_DAYS: "-1",
    RAPPORT_BACKFILL_MESSAGES: "many",
    RAPPORT_TRUST_PROXY: "yes please",
  };
  const faults = faultsOf(bad);
  assert.deepEqual([...new Set(faults.map((each) => each.name))].toSorted(), Object.keys(bad).toSorted());
  assert.equal(faults.filter((each) => each.name === "RAPPORT_ALLOW").length, 2);
  for (const { name, problem, remedy } of faults) {
    assert.ok(problem.startsWith(`${name} `) && problem.endsWith("."), problem);
    assert.match(remedy, /^Write for example ./);
    assert.ok(!problem.includes("Invalid"), problem);
  }
  assert.ok(!JSON.stringify(faults).includes("short-secret-value"), "a secret is never shown");
});

test("settings that need each other are missed together", () => {
  const names = (env: Record<string, string>) => faultsOf(env).map((each) => each.name);
  assert.deepEqual(names({ SMTP_URL: "smtp://localhost" }), ["MAIL_FROM"]);
  assert.deepEqual(names({ RAPPORT_SECRET_PREVIOUS: long }), ["RAPPORT_SECRET"]);
  assert.deepEqual(names({ RAPPORT_SECRET: long, RAPPORT_SECRET_PREVIOUS: long }), [
    "RAPPORT_SECRET_PREVIOUS",
  ]);
});

test("every setting is explained, its default and its example are good values", () => {
  assert.equal(settings.length, 19);
  for (const { name, default: standard, meaning, example } of settings) {
    assert.ok(meaning.endsWith(".") || meaning.includes("."), name);
    if (standard && !standard.includes("PORT")) assert.ok(readConfig({ [name]: standard }).ok, name);
    const company = {
      SMTP_URL: { MAIL_FROM: "a@b.example" },
      RAPPORT_BUCKET_URL: { RAPPORT_BUCKET_KEY: "k", RAPPORT_BUCKET_SECRET: "s" },
      RAPPORT_SECRET_PREVIOUS: { RAPPORT_SECRET: long },
    };
    const beside = company[name as keyof typeof company] ?? {};
    assert.ok(readConfig({ ...beside, [name]: example }).ok, `${name}=${example}`);
  }
});

test("a misspelt setting is noticed", () => {
  assert.deepEqual(unknownSettings({ RAPPORT_SECRT: "x", RAPPORT_URL: "y", PATH: "z" }), ["RAPPORT_SECRT"]);
});
