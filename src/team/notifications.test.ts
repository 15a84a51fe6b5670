import assert from "node:assert/strict";
import { createECDH } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, it } from "node:test";
import { useClock as setClock } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { db } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import type { NotificationKind } from "./notification.ts";
import { notify } from "./notify.ts";
import { addSubscription, listSubscriptions } from "./push-store.ts";
import { joinAs, onBothDatabases, setUp, type TestApp, type TestBrowser } from "./test-app.ts";

/** A Monday; Madrid is one hour ahead of UTC. Ada works from nine to five. */
const ten = new Date("2026-11-23T09:00:00Z");
const night = new Date("2026-11-23T22:00:00Z");
const tomorrow = new Date("2026-11-24T08:00:00Z");

onBothDatabases("notifications", (open) => {
  let app: TestApp;
  let ada: TestBrowser;
  let adaId: string;
  let bruno: { browser: TestBrowser; id: string };
  let workspace: string;
  let restore = () => {};
  before(async () => {
    app = await open();
    ada = await setUp(app);
    await ada.patch("/me", { language: "en" });
    workspace = ada.workspace ?? "";
    adaId = (await ada.get("/me")).body.id;
    bruno = await joinAs(app, ada, "member", "Bruno");
    await settled();
  });
  afterEach(async () => {
    restore();
    app.post.fault = undefined;
    app.mails.length = 0;
    await ada.post("/notifications/reading", { all: true });
    await orders();
  });
  after(() => app.close());

  const at = (moment: Date) => {
    restore();
    restore = setClock(() => moment);
  };
  const tell = (userId: string, kind: NotificationKind, what: string, actorId = bruno.id) =>
    inWorkspace(app.database, workspace, { kind: "teammate", id: actorId }, () =>
      notify([
        {
          userId,
          kind,
          subject: { kind: "conversation", id: newId() },
          data: { by: "Bruno", what, path: "/inbox/c" },
        },
      ]),
    );
  const run = (name: string, userId = adaId) =>
    app.team.jobs.find((job) => job.name === name)?.handle({ workspaceId: workspace, userId });
  /** What has been ordered since the last time. */
  const orders = () =>
    asSystem(app.database, async () => {
      const rows = await db().deleteFrom("outbox").returning("payload").execute();
      return rows.map(
        (row) =>
          row.payload as unknown as {
            live: { topic: string; ids: string[] }[];
            jobs: { name: string; after: string }[];
          },
      );
    });
  const settled = async () => {
    await ada.post("/notifications/reading", { all: true });
    await orders();
  };

  it("stand in the product at once, and are told to the open browser", async () => {
    at(ten);
    await tell(adaId, "mentioned", "the espresso machine");
    const [told] = await orders();
    assert.deepEqual(told?.live, [{ topic: "notifications", ids: [adaId] }]);
    const { body } = await ada.get("/notifications");
    assert.equal(body.unread, 1);
    assert.equal(body.notifications[0].kind, "mentioned");
    assert.equal(body.notifications[0].data.what, "the espresso machine");
    assert.equal((await bruno.browser.get("/notifications")).body.unread, 0);
    const theirs = await bruno.browser.post("/notifications/reading", { ids: [body.notifications[0].id] });
    assert.equal(theirs.status, 200);
    assert.equal((await ada.get("/notifications")).body.unread, 1, "nobody reads for another");
    const read = await ada.post("/notifications/reading", { ids: [body.notifications[0].id] });
    assert.equal(read.body.unread, 0);
  });

  it("leave two minutes for reading before the e-mail, and none before the push", async () => {
    at(ten);
    await tell(adaId, "mentioned", "x");
    const [told] = await orders();
    assert.deepEqual(
      told?.jobs.map(({ name, after }) => [name, after]),
      [
        ["notify-email", "2026-11-23T09:02:00.000Z"],
        ["notify-push", "2026-11-23T09:00:00.000Z"],
      ],
    );
  });

  it("wait outside a person's hours for their next opening, and come as one e-mail", async () => {
    at(night);
    await tell(adaId, "mentioned", "the first");
    await tell(adaId, "channel-broken", "Mastodon");
    for (const { jobs } of await orders())
      for (const { after } of jobs) assert.equal(after, tomorrow.toISOString());
    assert.equal((await ada.get("/notifications")).body.unread, 2, "in the product at once");
    await run("notify-email");
    assert.equal(app.mails.length, 0, "even if the job comes too early");
    const [again] = await orders();
    assert.equal(again?.jobs[0]?.after, tomorrow.toISOString());
    at(tomorrow);
    await run("notify-email");
    await run("notify-email");
    assert.equal(app.mails.length, 1);
    const [mail] = app.mails;
    assert.equal(mail?.to, "ada@brand.test");
    assert.equal(mail?.subject, "2 things wait for you in Café del Río");
    assert.match(mail?.text ?? "", /Bruno mentioned you: the first\nhttp:\/\/rapport\.test\/inbox\/c/);
    assert.match(mail?.text ?? "", /A channel needs somebody: Mastodon/);
  });

  it("send no e-mail for what has been read", async () => {
    at(ten);
    await tell(adaId, "mentioned", "read in time");
    await ada.post("/notifications/reading", { all: true });
    await run("notify-email");
    assert.equal(app.mails.length, 0);
  });

  it("speak the person's language", async () => {
    await ada.patch("/me", { language: "es" });
    at(ten);
    await tell(adaId, "reply-failed", "Gracias");
    await run("notify-email");
    assert.equal(app.mails[0]?.subject, "Tu respuesta no ha salido: Gracias");
    await ada.patch("/me", { language: "en" });
  });

  it("come again after a mail server that was away, and not after one that may have taken it", async () => {
    at(ten);
    await tell(adaId, "mentioned", "x");
    app.post.fault = { tag: "unreachable", message: "away" };
    await assert.rejects(async () => run("notify-email"), /mail server/);
    app.post.fault = { tag: "no-answer", message: "cut off" };
    await run("notify-email");
    app.post.fault = undefined;
    await run("notify-email");
    assert.equal(app.mails.length, 0);
  });

  it("follow each person's choice, and nobody is told of their own doing", async () => {
    const chosen = await ada.put("/me/notification-choices", {
      choices: [{ kind: "assigned", inApp: false, email: false, push: false }],
    });
    const find = (body: { choices: { kind: string }[] }, kind: string) =>
      body.choices.find((each) => each.kind === kind);
    assert.deepEqual(find(chosen.body, "assigned"), {
      kind: "assigned",
      inApp: false,
      email: false,
      push: false,
    });
    assert.deepEqual(find(chosen.body, "mentioned"), {
      kind: "mentioned",
      inApp: true,
      email: true,
      push: true,
    });
    await tell(adaId, "assigned", "unwanted");
    await tell(adaId, "mentioned", "by herself", adaId);
    assert.equal((await ada.get("/notifications")).body.unread, 0);
    const wrong = await ada.put("/me/notification-choices", {
      choices: [{ kind: "everything", inApp: true, email: true, push: true }],
    });
    assert.equal(wrong.status, 400);
  });

  it("tell who invited that somebody has joined", async () => {
    await joinAs(app, ada, "guest", "Gil");
    const { notifications } = (await ada.get("/notifications?unread=true")).body;
    assert.deepEqual(
      notifications.map(({ kind, data }: { kind: string; data: unknown }) => [kind, data]),
      [["joined", { by: "Gil" }]],
    );
  });

  it("take only real push subscriptions, under one key that stays", async () => {
    const { key } = (await ada.get("/push-key")).body;
    assert.match(key, /^[\w-]{87}$/);
    assert.equal((await bruno.browser.get("/push-key")).body.key, key);
    const good = { endpoint: "https://push.example/abc", keys: browserKeys() };
    assert.equal((await ada.post("/me/push-subscriptions", good)).status, 204);
    assert.equal((await ada.post("/me/push-subscriptions", good)).status, 204);
    const held = () =>
      inWorkspace(app.database, workspace, { kind: "system" }, () => listSubscriptions(adaId));
    assert.equal((await held()).length, 1);
    for (const bad of [
      { ...good, endpoint: "http://push.example/abc" },
      { ...good, endpoint: "nonsense" },
      { ...good, keys: { p256dh: "x", auth: "y" } },
    ])
      assert.equal((await ada.post("/me/push-subscriptions", bad)).status, 400);
    assert.equal(
      (await ada.ask("DELETE", "/me/push-subscriptions", { endpoint: good.endpoint })).status,
      204,
    );
    assert.equal((await held()).length, 0);
  });

  it("reach a browser encrypted, and forget one that is gone", async () => {
    const seen: Array<{ headers: IncomingHttpHeaders; bytes: Buffer }> = [];
    let status = 201;
    const service = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      seen.push({ headers: request.headers, bytes: Buffer.concat(parts) });
      response.writeHead(status).end();
    });
    await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = service.address() as AddressInfo;
      const inside = <T>(work: () => Promise<T>) =>
        inWorkspace(app.database, workspace, { kind: "system" }, work);
      const endpoint = `http://127.0.0.1:${port}/push`;
      await inside(() => addSubscription(adaId, { endpoint, keys: browserKeys(), userAgent: null }));
      at(ten);
      await tell(adaId, "mentioned", "a secret plan");
      await run("notify-push");
      await run("notify-push");
      assert.equal(seen.length, 1);
      const [first] = seen;
      assert.equal(first?.headers["content-encoding"], "aes128gcm");
      assert.match(String(first?.headers.authorization), /^vapid t=/);
      assert.ok(!first?.bytes.includes("secret plan"));

      status = 503;
      await tell(adaId, "mentioned", "later");
      await assert.rejects(async () => run("notify-push"), /push service/);
      status = 410;
      await run("notify-push");
      assert.equal(seen.length, 3, "tried again after the service was away");
      assert.deepEqual(await inside(() => listSubscriptions(adaId)), []);
    } finally {
      service.close();
    }
  });
});

function browserKeys() {
  const ecdh = createECDH("prime256v1");
  ecdh.generateKeys();
  return { p256dh: ecdh.getPublicKey("base64url"), auth: Buffer.alloc(16, 7).toString("base64url") };
}
