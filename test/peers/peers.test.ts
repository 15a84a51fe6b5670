/** Promises that each real server starts, does one real round trip, and leaves nothing behind. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { AtpAgent } from "@atproto/api";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { isRoot, needsPeer, peerMissing } from "./available.ts";
import { startBluesky } from "./bluesky.ts";
import { sleep } from "./daemon.ts";
import { leftBehind, processesUnder } from "./left-behind.ts";
import { startMail } from "./mail.ts";
import { startSnac, startSnacPair } from "./mastodon.ts";
import { startPostgres } from "./postgres.ts";
import { startProxy } from "./proxy.ts";
import { startRedis } from "./redis.ts";
import { startTcpProxy } from "./tcp-proxy.ts";

// Every peer of this file puts its folder here, so that what one leaves behind is seen.
const root = mkdtempSync(join(tmpdir(), "peers-"));
chmodSync(root, 0o755);
process.env.TMPDIR = root;
after(async () => {
  const left = await leftBehind(root);
  rmSync(root, { recursive: true, force: true });
  assert.deepEqual(left, [], "after the last stop() no process and no folder is left");
});

test("PostgreSQL gives each database an owner who is no superuser", async (t) => {
  if (!needsPeer(t, "postgres")) return;
  const postgres = await startPostgres();
  t.after(postgres.stop);
  const url = new URL(await postgres.createDatabase("tea_house"));
  assert.equal(url.pathname, "/tea_house");
  const role = `select rolsuper, rolcreaterole, rolcanlogin from pg_roles where rolname = '${url.username}'`;
  assert.equal(await postgres.sql(role, "tea_house"), "f|t|t");
  await assert.rejects(postgres.createDatabase("x; drop"), /not a plain database name/);
});

test("Redis answers", async (t) => {
  if (!needsPeer(t, "redis")) return;
  const redis = await startRedis();
  t.after(redis.stop);
  assert.ok(redis.port > 0);
});

test("Bluesky without AppView: a client with an app password posts, and the witness finds the record", async (t) => {
  if (!needsPeer(t, "bluesky")) return;
  const network = await startBluesky();
  t.after(network.stop);
  const account = await network.createAccount("teahouse");
  const client = new AtpAgent({ service: network.pdsUrl });
  await client.login({ identifier: account.handle, password: account.appPassword });
  const posted = await client.post({ text: "We open at nine." });
  const witness = await network.agent(account);
  const records = await witness.listOwnRecords();
  assert.deepEqual(
    records.map((record) => [record.uri, record.value.text]),
    [[posted.uri, "We open at nine."]],
  );
  await witness.delete(posted.uri);
  assert.deepEqual(await witness.listOwnRecords(), []);
  await assert.rejects(network.createAccount("teahouse"), /HandleNotAvailable|already taken/i);
});

test("Bluesky behind a proxy: a post whose answer is cut stands on the network; the firehose passes", async (t) => {
  if (!needsPeer(t, "bluesky")) return;
  const network = await startBluesky();
  t.after(network.stop);
  const proxy = await startProxy(network.pdsUrl, { rewriteOrigin: true });
  t.after(proxy.stop);
  const account = await network.createAccount("teahouse");
  const client = new AtpAgent({ service: proxy.url });
  await client.login({ identifier: account.handle, password: account.appPassword });
  const rule = proxy.fault({ method: "POST", path: "createRecord", fault: { kind: "cut-answer" } });
  await assert.rejects(client.post({ text: "Once." }));
  assert.equal(rule.struck(), 1, "the client still speaks through the proxy after its login");
  const [record] = await (await network.agent(account)).listOwnRecords();
  assert.equal(record?.value.text, "Once.");

  const address = `${proxy.url.replace("http:", "ws:")}/xrpc/com.atproto.sync.subscribeRepos?cursor=0`;
  const firehose = new WebSocket(address);
  const frame = await new Promise<MessageEvent>((resolve, reject) => {
    firehose.onmessage = resolve;
    firehose.onerror = reject;
  });
  assert.ok(frame.data);
  const closed = new Promise((resolve) => {
    firehose.onclose = resolve;
  });
  proxy.cutAll();
  await closed;
});

test("Bluesky with AppView: a reply is seen in the thread and in the notifications", async (t) => {
  if (!needsPeer(t, "bluesky-appview")) return;
  const network = await startBluesky({ appView: true });
  t.after(network.stop);
  const brand = await network.agent(await network.createAccount("teahouse"));
  const guest = await network.agent(await network.createAccount("marisol"));
  const post = await brand.post("Which tea should we roast next?");
  await network.processAll();
  const answer = await guest.reply(post, "Oolong, please!");
  await guest.like(post);
  await guest.follow(brand.did);
  await network.processAll();
  const further = await brand.reply(answer, "Oolong it is.");
  await network.processAll();
  const thread = await guest.getThread(post.uri);
  const first = thread.replies?.[0];
  assert.equal(first?.post.record.text, "Oolong, please!");
  assert.equal(first?.replies?.[0]?.post.uri, further.uri);
  assert.deepEqual(first?.replies?.[0]?.post.record.reply, {
    root: { uri: post.uri, cid: post.cid },
    parent: { uri: answer.uri, cid: answer.cid },
  });
  const reasons = (await brand.notifications()).map((notification) => notification.reason);
  assert.deepEqual(reasons.sort(), ["follow", "like", "reply"]);
});

test("snac2: a client's own OAuth app is approved by a person, and a reply is notified", async (t) => {
  if (!needsPeer(t, "snac")) return;
  const server = await startSnac();
  t.after(server.stop);
  const [brand, guest] = await Promise.all([server.addUser("teahouse"), server.addUser("marisol")]);
  const app = await fetch(`${server.url}/api/v1/apps`, {
    method: "POST",
    body: new URLSearchParams({
      client_name: "Rapport",
      redirect_uris: "http://127.0.0.1:9/back",
      scopes: "read",
    }),
  });
  const { client_id } = (await app.json()) as { client_id: string };
  const query = new URLSearchParams({ client_id, response_type: "code", scope: "read", state: "s 1&2" });
  const authorizeUrl = `${server.url}/oauth/authorize?${query}&redirect_uri=http://127.0.0.1:9/back`;
  const approved = await server.approve(authorizeUrl, brand);
  assert.match(approved.redirect, /^http:\/\/127\.0\.0\.1:9\/back\?/);
  assert.match(approved.code, /^\w+$/);
  await assert.rejects(server.approve(authorizeUrl, { ...brand, password: "wrong" }), /refused/);

  const [ours, theirs] = await Promise.all([server.agent(brand), server.agent(guest)]);
  const post = await ours.post("We open at nine.");
  await theirs.reply(post.id, "See you there!");
  const notified = await until(async () =>
    (await ours.notifications()).find((one) => one.type === "mention"),
  );
  assert.match(notified.status?.content ?? "", /See you there!/);
  assert.equal((await ours.context(post.id)).descendants.length, 1);
});

test("snac2: two servers federate; a mention crosses, and the answer comes back", async (t) => {
  if (!needsPeer(t, "snac")) return;
  const pair = await startSnacPair();
  t.after(pair.stop);
  const [brand, guest] = await Promise.all([pair.first.addUser("teahouse"), pair.second.addUser("marisol")]);
  const [ours, theirs] = await Promise.all([pair.first.agent(brand), pair.second.agent(guest)]);
  if (isRoot()) {
    await theirs.post(`${brand.handle} do you roast oolong?`);
    const mention = await until(async () =>
      (await ours.notifications()).find((one) => one.type === "mention"),
    );
    await ours.reply(mention.status?.id ?? "", "On Fridays.");
    await until(async () => (await theirs.notifications()).find((one) => one.type === "mention"));
  } else {
    await theirs.follow(brand.handle);
    await until(async () => (await ours.notifications()).find((one) => one.type === "follow"));
  }
});

test("mail: a message sent by SMTP is announced to an idling IMAP client; nothing goes outside", async (t) => {
  if (!needsPeer(t, "mail")) return;
  const mail = await startMail();
  t.after(mail.stop);
  const [brand, guest] = [mail.addUser("teahouse"), mail.addUser("marisol")];
  const auth = { user: brand.address, pass: brand.password };
  const box = new ImapFlow({ ...mail.imap, secure: false, auth, logger: false });
  await box.connect();
  t.after(() => box.close());
  await box.mailboxOpen("INBOX");
  const announced = new Promise<void>((resolve) => box.once("exists", () => resolve()));
  const idling = box.idle();
  const smtp = createTransport({ ...mail.smtp, auth: { user: guest.address, pass: guest.password } });
  await smtp.sendMail({
    from: guest.address,
    to: brand.address,
    subject: "Oolong?",
    text: "Do you have some?",
  });
  await announced;
  const message = await box.fetchOne("*", { envelope: true });
  assert.ok(message);
  assert.equal(message.envelope?.subject, "Oolong?");
  await idling;

  const out = { from: guest.address, to: "someone@example.org", subject: "Out", text: "Out" };
  await assert.rejects(smtp.sendMail(out), /no outside mail in tests/);
  const stranger = createTransport({ ...mail.smtp });
  await assert.rejects(stranger.sendMail({ ...out, to: brand.address }), /Access denied|rejected/);
});

test("mail behind a proxy: a message whose last answer is cut arrives all the same", async (t) => {
  if (!needsPeer(t, "mail")) return;
  const mail = await startMail();
  t.after(mail.stop);
  const proxy = await startTcpProxy(mail.smtp);
  t.after(proxy.stop);
  const brand = mail.addUser("teahouse");
  const auth = { user: brand.address, pass: brand.password };
  const smtp = createTransport({ host: proxy.host, port: proxy.port, auth });
  const rule = proxy.cutAfter({ from: "client", pattern: /\r\n\.\r\n$/, cut: "answer" });
  const message = { from: brand.address, to: brand.address, subject: "Once", text: "Once." };
  await assert.rejects(smtp.sendMail(message), /closed|reset/i);
  assert.equal(rule.struck(), 1);
  const box = new ImapFlow({ ...mail.imap, secure: false, auth, logger: false });
  await box.connect();
  t.after(() => box.close());
  await box.mailboxOpen("INBOX");
  const arrived = await until(async () => {
    await box.noop();
    return (await box.fetchOne("*", { envelope: true })) || undefined;
  });
  assert.equal(arrived.envelope?.subject, "Once");
});

test("when the test process is killed, every peer ends and its folder is removed", async (t) => {
  const names = (["redis", "postgres", "snac", "mail", "bluesky"] as const).filter(
    (name) => !peerMissing(name),
  );
  if (!needsPeer(t, ...names)) return;
  const script = join(root, "start-and-wait.ts");
  const at = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
  const starts = {
    redis: `(await import(${at("redis.ts")})).startRedis()`,
    postgres: `(await import(${at("postgres.ts")})).startPostgres()`,
    snac: `(await import(${at("mastodon.ts")})).startSnac()`,
    mail: `(await import(${at("mail.ts")})).startMail()`,
    bluesky: `(await import(${at("bluesky.ts")})).startBluesky()`,
  };
  const started = names.map((name) => starts[name]).join(", ");
  writeFileSync(
    script,
    `await Promise.all([${started}]);\nprocess.send("up");\nsetInterval(() => {}, 1e6);\n`,
  );
  const child = fork(script, { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", reject);
  });
  assert.ok(processesUnder(root).length > names.length, "the peers are seen while they run");
  child.kill("SIGKILL");
  rmSync(script);
  assert.deepEqual(await leftBehind(root), []);
});

/** Asks again until there is an answer; snac works its queues off every 3 s, and a hop takes up to three turns. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error("it did not come within 30 s");
    await sleep(100);
  }
}
