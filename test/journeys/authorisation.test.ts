/**
 * Who may call what, over every route that the product mounts: each caller, with ids of the own workspace, of another
 * one in every place where an id can stand, and of nothing. Everything in the other workspace carries a marker, and no
 * answer to anybody of this one may show it.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { type ApiScope, atLeast, type Role, roles, scopes } from "../../src/kernel/caller.ts";
import type { Mounted } from "../../src/kernel/http.ts";
import { keyMay } from "../../src/kernel/route.ts";
import type { Client } from "../client.ts";
import { startEmailStage } from "../networks/email.ts";
import type { Stage } from "../networks/stage.ts";
import { peerMissing } from "../peers/available.ts";
import { callRoute, type Reply } from "../routes/call.ts";
import { type Furnished, furnish } from "../routes/furnish.ts";
import { type Inside, startInside } from "../routes/inside.ts";
import { placed, type Sample, samplesOf } from "../routes/sample.ts";
import { foundTeam, team } from "../world.ts";

const missing = peerMissing("mail");
if (missing && process.env.CI === "true") throw new Error(missing);

/** Somebody who calls: what they are allowed, as the routes declare it. */
interface Caller {
  name: string;
  client: Client;
  role: Role | undefined;
  /** Of an API key. */
  scopes?: readonly ApiScope[];
}

const marker = "ZQXJ7";
/** Ends the caller's session: called in one of its own. */
const signOut = "/api/auth/sign-out";
const whoIs = { owner: "ines", lead: "marcus", member: "lucia", guest: "tom" } as const;

describe("every route, for every caller", { skip: missing ?? false }, () => {
  let inside: Inside;
  let stage: Stage;
  let here: Furnished;
  let there: Furnished;
  let routes: Mounted[];
  const callers: Caller[] = [];
  const counts = { calls: 0, elsewhere: 0, leaks: 0 };
  const wrong: string[] = [];
  /** Ids of the other workspace that our own callers wrote into texts of their own: seen again there, they are no leak. */
  const planted = new Set<string>();
  let signIns = 0;

  before(async () => {
    stage = await startEmailStage();
    inside = await startInside();
    const people = await foundTeam(inside, "marcus", "lucia", "tom");
    const other = inside.client("other owner");
    const { email, password } = team.ines;
    await other.post("/auth/sign-in/email", { email, password });
    other.workspace = (
      await other.post("/workspaces", { name: `Workspace ${marker}`, timeZone: "Europe/Madrid" })
    ).workspace.id;
    // Inés founds the other workspace and hands it to somebody who is in no other: nobody here belongs there.
    const invited = await other.post("/invitations", { role: "owner" });
    const stranger = inside.client("stranger");
    const joined = await stranger.post(`/invitations/by-token/${invited.link.split("/").at(-1)}/acceptance`, {
      name: `Owner ${marker}`,
      email: `owner.${marker.toLowerCase()}@elsewhere.test`,
      password: "somewhere else entirely",
    });
    stranger.workspace = joined.workspace.id;
    await other.post(`/teammates/${people.ids.ines}/departure`);
    here = await furnish(inside, stage, people.ines, "HERE");
    there = await furnish(inside, stage, stranger, marker);
    const seen = JSON.stringify(await snapshot(there));
    assert.ok(
      seen.includes(marker) && seen.includes(there.ids.note),
      "what must not leak can be seen from within",
    );
    routes = inside.running.app.mounted;
    callers.push({ name: "nobody", client: inside.client("nobody"), role: undefined });
    for (const role of roles) {
      callers.push({ name: role, client: people[whoIs[role]], role });
    }
    for (const scope of scopes)
      for (const [name, given] of [
        [`key with only ${scope}`, [scope]],
        [`key with all but ${scope}`, scopes.filter((each) => each !== scope)],
      ] as const) {
        const { secret } = await people.ines.post("/api-keys", { name, scopes: given });
        const client = inside.client(name);
        client.apiKey = secret;
        client.workspace = people.ines.workspace;
        callers.push({ name, client, role: "owner", scopes: given });
      }
  });
  after(async () => {
    await inside?.stop();
    await stage?.stop();
  });

  /** Whether the route's own words let this caller in, and what they are told otherwise. */
  function expected({ access }: Mounted, { role, scopes: held }: Caller): "in" | 401 | 403 {
    if (access === "public") return "in";
    if (role === undefined) return 401;
    if (access === "signed-in") return held ? 403 : "in";
    if (!atLeast(role, access.role)) return 403;
    return held && !keyMay(access.scope, held) ? 403 : "in";
  }

  /** Keys are tried where they differ: with the scope alone, and with all others. */
  const triesKeys = ({ access }: Mounted, { scopes: held }: Caller): boolean => {
    if (!held) return true;
    const told = typeof access === "object" && access.scope !== "none" ? [access.scope].flat() : [];
    // Where one of several is enough, each key with a single scope is tried.
    if (told.length > 1) return held.length === 1;
    const wanted = told[0] ?? scopes[0];
    return held.length === 1 ? held[0] === wanted : !held.includes(wanted);
  };

  async function call(route: Mounted, caller: Caller, sample: Sample, what: string): Promise<Reply> {
    const { role, client } = caller;
    const own = route.url === signOut && role && !caller.scopes ? await signedInAgain(role) : client;
    const reply = await callRoute(inside, route, own, sample);
    counts.calls += 1;
    if (what.includes("other workspace") || what.includes("another workspace")) counts.elsewhere += 1;
    const told = `${route.method} ${route.url} as ${caller.name}, ${what}: ${reply.status} ${reply.text.slice(0, 160)}`;
    if (reply.status >= 500 && reply.status !== 503) wrong.push(`broke: ${told}`);
    const sent = JSON.stringify(sample);
    const secrets = [marker, marker.toLowerCase(), there.workspace, ...Object.values(there.ids)];
    for (const each of secrets) if (JSON.stringify(sample.body ?? "").includes(each)) planted.add(each);
    const shown = secrets.filter(
      (each) => reply.text.includes(each) && !sent.includes(each) && !planted.has(each),
    );
    if (shown.length > 0) {
      counts.leaks += 1;
      wrong.push(`leaked ${shown[0]}: ${told}`);
    }
    return reply;
  }

  async function signedInAgain(role: Role): Promise<Client> {
    const client = inside.client(`${role}, again`);
    const { email, password } = team[whoIs[role]];
    client.address = `192.0.2.${signIns++ % 250}`;
    await client.post("/auth/sign-in/email", { email, password });
    return client;
  }

  /** Says the first few of what is wrong, and how many they are. */
  function nothingWrong(): void {
    const found = wrong.splice(0);
    assert.equal(found.length, 0, `${found.length} answers are wrong:\n${found.slice(0, 25).join("\n")}`);
  }

  const withIds = (sample: Sample, ids: Record<string, string> | undefined): Sample =>
    sample.places.reduce((made, place) => {
      const id = place.kind === "fresh" ? undefined : ids?.[place.kind];
      return placed(made, place, id ?? randomUUID());
    }, sample);

  test("who may not is told so, before anything else is looked at; who may is let in", async () => {
    for (const route of routes)
      for (const caller of callers.filter((each) => triesKeys(route, each)))
        for (const sample of samplesOf(route)) {
          const wanted = expected(route, caller);
          const reply = await call(route, caller, withIds(sample, undefined), "unknown ids");
          const told = `${route.method} ${route.url} as ${caller.name}: ${reply.status} ${reply.text.slice(0, 120)}`;
          if (wanted !== "in" && reply.status !== wanted) wrong.push(`expected ${wanted}: ${told}`);
          if (wanted === "in" && route.access !== "public" && reply.status === 401)
            wrong.push(`turned away: ${told}`);
          const named = sample.places.some(({ part }) => part === "params");
          if (wanted === "in" && named && ![404, 400, 403].includes(reply.status))
            wrong.push(`an unknown id is not found: ${told}`);
        }
    nothingWrong();
  });

  test("another workspace's ids are not found, wherever they stand", async () => {
    const before = await snapshot(there);
    for (const route of routes)
      for (const caller of callers.filter((each) => triesKeys(route, each) && expected(route, each) === "in"))
        for (const sample of samplesOf(route))
          for (const place of sample.places) {
            const own = withIds(sample, here.ids);
            const reply = await call(
              route,
              caller,
              placed(own, place, there.ids[place.kind]),
              `another workspace's ${place.kind} in ${place.part}.${place.path.join(".")}`,
            );
            const told = `${route.method} ${route.url} as ${caller.name}, ${place.part}.${place.path.join(".")}: ${reply.status} ${reply.text.slice(0, 120)}`;
            // Somebody's own doors (a session of theirs, a role too low for what is asked) answer 403 at most.
            if (place.part === "params" && ![404, 403, 400].includes(reply.status))
              wrong.push(`found: ${told}`);
          }
    nothingWrong();
    assert.deepEqual(await snapshot(there), before, "nothing there has changed");
  });

  test("naming another workspace leads nowhere", async () => {
    for (const route of routes)
      for (const caller of callers.filter((each) => each.role && triesKeys(route, each))) {
        const [sample] = samplesOf(route);
        if (!sample) continue;
        const { workspace } = caller.client;
        caller.client.workspace = there.workspace;
        const reply = await call(route, caller, withIds(sample, there.ids), "in the other workspace");
        caller.client.workspace = workspace;
        const told = `${route.method} ${route.url} as ${caller.name}: ${reply.status} ${reply.text.slice(0, 120)}`;
        const refused = [401, 403, 404, 400];
        if (typeof route.access === "object" && !refused.includes(reply.status))
          wrong.push(`let in: ${told}`);
      }
    nothingWrong();
  });

  test("with their own ids, nothing breaks and nothing of others is shown", async (t) => {
    for (const route of routes)
      for (const caller of callers.filter((each) => triesKeys(route, each) && expected(route, each) === "in"))
        for (const sample of samplesOf(route))
          await call(route, caller, withIds(sample, here.ids), "own ids");
    nothingWrong();
    t.diagnostic(
      `AUTHORISATION routes ${routes.length} × callers ${callers.length} (${roles.length} roles, nobody, ${scopes.length * 2} keys): calls ${counts.calls}, of them into another workspace ${counts.elsewhere}, leaks ${counts.leaks}`,
    );
    assert.equal(counts.leaks, 0);
  });
});

/** What can be seen of a workspace from within, without what moves by itself. */
async function snapshot({ owner, ids }: Furnished): Promise<unknown> {
  const paths = [
    "/workspace",
    "/teammates?left=true",
    "/desks?archived=true",
    "/invitations",
    "/views",
    "/conversations?status=any",
    `/conversations/${ids.conversation}`,
    `/conversations/${ids.conversation}/draft`,
  ];
  const seen: unknown[] = [];
  for (const path of paths) seen.push(await owner.get(path));
  const channel = await owner.get(`/channels/${ids.channel}`);
  seen.push({ status: channel.status, deskId: channel.deskId, signature: channel.signature });
  const { keys } = await owner.get("/api-keys");
  seen.push(keys.map((key: { id: string; revokedAt: string | null }) => [key.id, key.revokedAt]));
  return seen;
}
