import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { open, serveRaw } from "../../test/servers.ts";
import { OutboundError } from "./outbound-error.ts";
import { plainCause } from "./outbound-words.ts";

/** The words a person reads when `ask` fails; no system's own word may be among them. */
async function words(ask: Promise<unknown>): Promise<{ en: string; es: string }> {
  const error = await ask.then(() => undefined).catch((one: unknown) => one);
  assert.ok(error instanceof OutboundError, String(error));
  for (const text of [error.words.en, error.words.es])
    assert.doesNotMatch(text, /getaddrinfo|connect E|\bE[A-Z]{5,}/);
  return error.words;
}
const failing = (code: string, message = code): Error => Object.assign(new Error(message), { code });

test("a name that does not exist is said plainly, with what to look at", async (t) => {
  const fetch = open(t, {
    resolve: async () => {
      throw failing("ENOTFOUND", "getaddrinfo ENOTFOUND jniper.example");
    },
  });
  const said = await words(fetch("https://jniper.example/feed"));
  assert.equal(said.en, "There is no server called jniper.example. Check the spelling of the address.");
  assert.equal(
    said.es,
    "No hay ningún servidor llamado jniper.example. Comprueba cómo está escrita la dirección.",
  );
});

test("a port where nothing listens is said plainly", async (t) => {
  const closed = createServer();
  await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
  const { port } = closed.address() as AddressInfo;
  await new Promise((done) => closed.close(done));
  const said = await words(open(t)(`http://127.0.0.1:${port}/`));
  assert.ok(
    said.en.startsWith(`Nothing answers at 127.0.0.1:${port}. Check the address and the port`),
    said.en,
  );
  const refused = plainCause(new AggregateError([failing("ECONNREFUSED")], "several"), "a.example:8080");
  assert.match(refused?.en ?? "", /^Nothing answers at a\.example:8080\. Check the address and the port/);
});

test("a server that speaks no TLS, and one that breaks off, are said plainly", async (t) => {
  const plain = await serveRaw(t, (socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  const noTls = await words(open(t)(plain.replace("http:", "https:")));
  assert.match(noTls.en, /^No secure connection to 127\.0\.0\.1:\d+ could be made\. Check the port/);
  const broken = await serveRaw(t, (socket) => socket.resetAndDestroy());
  assert.match((await words(open(t)(broken))).en, /broke the connection off\. Try again/);
});

test("a certificate's three faults ask three different people", () => {
  const said = (code: string) => plainCause(failing(code), "mail.example")?.en;
  assert.match(said("CERT_HAS_EXPIRED") ?? "", /renew it/);
  assert.match(said("DEPTH_ZERO_SELF_SIGNED_CERT") ?? "", /cannot be trusted/);
  assert.match(said("ERR_TLS_CERT_ALTNAME_INVALID") ?? "", /another name\. Check the spelling/);
});

test("a cause is found under a library's own code, and one that nobody knows stays as it was said", () => {
  const covered = failing("ESOCKET", "connect ECONNREFUSED 192.0.2.1:465");
  assert.match(plainCause(covered, "smtp.example")?.es ?? "", /^Nadie responde en smtp\.example/);
  assert.equal(plainCause(new Error("550 no such mailbox"), "smtp.example"), undefined);
});
