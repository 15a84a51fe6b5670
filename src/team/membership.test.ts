import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { joinAs, onBothDatabases, setUp, type TestApp, type TestBrowser } from "./test-app.ts";

onBothDatabases("teammates, roles and invitations", (open) => {
  let app: TestApp;
  let owner: TestBrowser;
  before(async () => {
    app = await open();
    owner = await setUp(app);
  });
  after(() => app.close());
  const tokenOf = (link: string) => link.split("/").at(-1) ?? "";

  it("takes in a new user by a link, once", async () => {
    const desks = (await owner.get("/desks")).body.desks;
    const invited = await owner.post("/invitations", { role: "member", deskIds: [desks[0].id] });
    assert.equal(invited.status, 200);
    assert.equal(invited.body.emailed, false);
    const token = tokenOf(invited.body.link);
    const browser = app.browser();
    const seen = await browser.get(`/invitations/by-token/${token}`);
    assert.equal(seen.body.workspace, "Café del Río");
    assert.equal(seen.body.invitedBy, "Ada Prieto");
    assert.equal(seen.body.state, "pending");
    const draft = { name: "Bruno", email: "bruno@brand.test", password: "bruno has a password" };
    const path = `/invitations/by-token/${token}/acceptance`;
    const missing = await browser.post(path, { name: "Bruno", password: draft.password });
    assert.equal(missing.status, 400);
    assert.equal(missing.body.error.fields[0].path, "body.email");
    const answers = await Promise.all([
      browser.post(path, draft),
      app.browser().post(path, { ...draft, email: "b2@brand.test" }),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    const joined = (await owner.get("/teammates")).body.teammates;
    assert.equal(joined.length, 2);
    assert.deepEqual(joined.find((each: { role: string }) => each.role === "member").deskIds, [desks[0].id]);
    assert.equal((await browser.get(`/invitations/by-token/${token}`)).body.state, "accepted");
  });

  it("ends an invitation by revocation and by time, and knows no made-up token", async () => {
    const first = await owner.post("/invitations", { role: "guest" });
    assert.equal((await owner.post(`/invitations/${first.body.invitation.id}/revocation`)).status, 200);
    assert.equal((await owner.post(`/invitations/${first.body.invitation.id}/revocation`)).status, 404);
    const token = tokenOf(first.body.link);
    assert.equal((await app.browser().get(`/invitations/by-token/${token}`)).body.state, "revoked");
    const draft = { name: "Carla", email: "carla@brand.test", password: "carla has a password" };
    assert.equal((await app.browser().post(`/invitations/by-token/${token}/acceptance`, draft)).status, 409);
    const forged = `${token.slice(0, -2)}AA`;
    assert.equal((await app.browser().get(`/invitations/by-token/${forged}`)).status, 404);
    assert.equal((await app.browser().post(`/invitations/by-token/${forged}/acceptance`, draft)).status, 404);
    assert.equal((await app.browser().get("/invitations/by-token/nonsense")).status, 404);
  });

  it("asks a known address to sign in instead of making it a second user", async () => {
    const { link } = (await owner.post("/invitations", { role: "member" })).body;
    const path = `/invitations/by-token/${tokenOf(link)}/acceptance`;
    const taken = { name: "Ada", email: "ada@brand.test", password: "another password" };
    const refused = await app.browser().post(path, taken);
    assert.equal(refused.status, 409);
    assert.match(refused.body.error.message, /Sign in first/);
    assert.equal((await owner.post(path)).status, 409, "the owner is on the team already");
    const pending = await owner.get(`/invitations/by-token/${tokenOf(link)}`);
    assert.equal(pending.body.state, "pending", "a refusal spends nothing");
  });

  it("lets each role do what it may, and no more", async () => {
    const lead = await joinAs(app, owner, "lead", "Lena");
    const member = await joinAs(app, owner, "member", "Mar");
    const guest = await joinAs(app, owner, "guest", "Gil");
    const tries: Array<[string, (by: TestBrowser) => Promise<{ status: number }>, number[]]> = [
      ["read the team", (by) => by.get("/teammates"), [200, 200, 200, 200]],
      ["read the activity", (by) => by.get("/activity"), [200, 200, 200, 403]],
      ["see invitations", (by) => by.get("/invitations"), [200, 200, 403, 403]],
      ["invite a member", (by) => by.post("/invitations", { role: "member" }), [200, 200, 403, 403]],
      ["invite an owner", (by) => by.post("/invitations", { role: "owner" }), [200, 403, 403, 403]],
      ["make a desk", (by) => by.post("/desks", { name: "Events", color: "#123456" }), [200, 200, 403, 403]],
      [
        "make a member a lead",
        (by) => by.patch(`/teammates/${member.id}`, { role: "member" }),
        [200, 200, 403, 403],
      ],
      ["make an owner", (by) => by.patch(`/teammates/${member.id}`, { role: "owner" }), [200, 403, 403, 403]],
      ["rename the workspace", (by) => by.patch("/workspace", { name: "Río" }), [200, 403, 403, 403]],
      [
        "make a key",
        (by) => by.post("/api-keys", { name: "k", scopes: ["team:read"] }),
        [200, 200, 200, 403],
      ],
      [
        "make a workspace",
        (by) => by.post("/workspaces", { name: "New", timeZone: "UTC" }),
        [200, 403, 403, 403],
      ],
      ["send somebody away", (by) => by.post(`/teammates/${lead.id}/departure`), [204, 204, 403, 403]],
    ];
    for (const [what, act, expected] of tries) {
      const actors = [owner, lead.browser, member.browser, guest.browser];
      // From the least to the most, so that what the owner changes does not change who the others are.
      for (let index = 3; index >= 0; index--) {
        const by = actors[index];
        if (!by || (what === "send somebody away" && index === 0)) continue;
        assert.equal((await act(by)).status, expected[index], `${what}, as ${index}`);
      }
      await owner.patch(`/teammates/${member.id}`, { role: "member" });
    }
  });

  it("never loses the last owner, not even when two step down at once", async () => {
    const me = (await owner.get("/session")).body.user.id;
    const alone = await owner.patch(`/teammates/${me}`, { role: "lead" });
    assert.equal(alone.status, 409);
    assert.equal((await owner.post(`/teammates/${me}/departure`)).status, 409);
    const second = await joinAs(app, owner, "owner", "Olga");
    for (let round = 0; round < 15; round++) {
      const both = await Promise.all([
        owner.patch(`/teammates/${second.id}`, { role: "lead" }),
        second.browser.patch(`/teammates/${me}`, { role: "lead" }),
      ]);
      assert.equal(both.filter(({ status }) => status === 200).length, 1, `round ${round}`);
      const keeper = both[0]?.status === 200 ? owner : second.browser;
      await keeper.patch(`/teammates/${me}`, { role: "owner" });
      await keeper.patch(`/teammates/${second.id}`, { role: "owner" });
    }
  });

  it("shuts out at once who leaves, ends their keys, and takes them back by invitation", async () => {
    const nora = await joinAs(app, owner, "member", "Nora");
    const made = await nora.browser.post("/api-keys", { name: "script", scopes: ["team:read"] });
    const bearer = { authorization: `Bearer ${made.body.secret}` };
    const script = app.browser();
    assert.equal((await script.ask("GET", "/teammates", undefined, bearer)).status, 200);
    assert.equal((await owner.post(`/teammates/${nora.id}/departure`)).status, 204);
    assert.equal((await nora.browser.get("/teammates")).status, 404);
    assert.equal((await script.ask("GET", "/teammates", undefined, bearer)).status, 401);
    assert.equal((await owner.post(`/teammates/${nora.id}/departure`)).status, 404);
    const gone = (await owner.get("/teammates?left=true")).body.teammates;
    assert.ok(gone.find((each: { id: string }) => each.id === nora.id).leftAt);
    const { link } = (await owner.post("/invitations", { role: "guest" })).body;
    nora.browser.workspace = undefined;
    assert.equal((await nora.browser.post(`/invitations/by-token/${tokenOf(link)}/acceptance`)).status, 200);
    assert.equal((await nora.browser.get("/me")).body.role, "guest");
    assert.equal(
      (await script.ask("GET", "/teammates", undefined, bearer)).status,
      401,
      "the old key stays dead",
    );
  });

  it("shows another workspace's things to nobody", async () => {
    const other = await owner.post("/workspaces", { name: "Other", timeZone: "UTC", language: "en" });
    const there = app.browser();
    for (const [name, value] of owner.cookies) there.cookies.set(name, value);
    there.workspace = other.body.workspace.id;
    const desk = (await there.get("/desks")).body.desks[0];
    assert.equal(desk.name, "Community");
    const { invitation } = (await there.post("/invitations", { role: "guest" })).body;
    const { key } = (await there.post("/api-keys", { name: "x", scopes: ["team:read"] })).body;
    assert.equal((await owner.patch(`/desks/${desk.id}`, { name: "Mine" })).status, 404);
    assert.equal((await owner.post(`/desks/${desk.id}/archival`)).status, 404);
    assert.equal((await owner.post(`/invitations/${invitation.id}/revocation`)).status, 404);
    assert.equal((await owner.post(`/api-keys/${key.id}/revocation`)).status, 404);
    const foreign = await owner.post("/invitations", { role: "member", deskIds: [desk.id] });
    assert.equal(foreign.status, 400);
    assert.equal(foreign.body.error.fields[0].path, "body.deskIds");
    const stranger = await joinAs(app, there, "owner", "Sam");
    stranger.browser.workspace = owner.workspace;
    assert.equal((await stranger.browser.get("/teammates")).status, 404);
    assert.equal((await stranger.browser.get("/session")).status, 404);
  });

  it("keeps to the scopes of an API key, and to its workspace", async () => {
    const { secret } = (await owner.post("/api-keys", { name: "reader", scopes: ["team:read"] })).body;
    const script = app.browser();
    const ask = (method: "GET" | "POST", path: string, headers = {}) =>
      script.ask(method, path, method === "POST" ? { name: "x", color: "#000000" } : undefined, {
        authorization: `Bearer ${secret}`,
        ...headers,
      });
    assert.equal((await ask("GET", "/desks")).status, 200);
    assert.equal((await ask("POST", "/desks")).status, 403);
    assert.equal((await ask("GET", "/api-keys")).status, 403, "a key makes and sees no keys");
    assert.equal((await ask("GET", "/me/sessions")).status, 403);
    const elsewhere = { "rapport-workspace": "0198a1a0-0000-7000-8000-000000000000" };
    assert.equal((await ask("GET", "/desks", elsewhere)).status, 404);
    const used = (await owner.get("/api-keys")).body.keys.find(
      (each: { name: string }) => each.name === "reader",
    );
    assert.ok(used.lastUsedAt);
    assert.equal((await script.ask("GET", "/desks", undefined, { authorization: `${secret}` })).status, 401);
  });

  it("records who did what, page by page", async () => {
    const first = (await owner.get("/activity?limit=5")).body;
    assert.equal(first.events.length, 5);
    assert.ok(first.cursor);
    const second = (await owner.get(`/activity?limit=200&cursor=${first.cursor}`)).body;
    const seen = [...first.events, ...second.events];
    assert.equal(new Set(seen.map((event) => event.id)).size, seen.length);
    const kinds = new Set(seen.map((event) => event.kind));
    for (const kind of [
      "workspace.created",
      "teammate.invited",
      "teammate.joined",
      "role.changed",
      "teammate.left",
      "api-key.created",
      "invitation.revoked",
    ])
      assert.ok(kinds.has(kind), kind);
    assert.equal(seen.find((event) => event.kind === "workspace.created").actor.name, "Ada Prieto");
    const roles = (await owner.get("/activity?kind=role.")).body.events;
    assert.ok(roles.length > 0);
    assert.ok(roles.every((event: { kind: string }) => event.kind === "role.changed"));
  });
});
