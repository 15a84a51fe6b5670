/** Mastodon's API by snac2: the brand on one server, the community on another, as in the wild. */
import assert from "node:assert/strict";
import type { Client, Loose } from "../client.ts";
import { eventually } from "../client.ts";
import { startSnacPair } from "../peers/mastodon.ts";
import type { StatusView } from "../peers/mastodon-agent.ts";
import type { Said, Stage } from "./stage.ts";

type Pair = Awaited<ReturnType<typeof startSnacPair>>;

export interface MastodonStage extends Stage {
  pair: Pair;
}

/** snac2 closes kept connections at the wrong moment now and then: read again. */
const patient = <T>(read: () => Promise<T>): Promise<T> =>
  read().catch((error: Error) => {
    if (error instanceof TypeError) return read();
    throw error;
  });

export async function startMastodonStage(): Promise<MastodonStage> {
  const pair = await startSnacPair();
  const words = (html: string): string =>
    html
      .replace(/<br ?\/?>/g, " ")
      .replace(/<[^>]+>/g, "")
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&");
  return {
    network: "mastodon",
    pair,
    stop: () => pair.stop(),
    async brand(name) {
      const user = await pair.first.addUser(name);
      const friend = await pair.second.addUser(`${name}_friend`);
      const other = await pair.second.agent(friend);
      const own = await pair.first.agent(user);
      // Who follows is told of what is said, changed and removed.
      await own.follow(friend.handle);
      await other.follow(user.handle);
      const ids = new Map<string, string>();
      const keep = (status: StatusView, text: string): Said => {
        ids.set(status.uri, status.id);
        return { externalId: status.uri, text };
      };
      /** What of the brand's words came to the other party. */
      const received = async (text: string): Promise<StatusView[]> => {
        const told = await patient(() => other.notifications());
        const found = told.flatMap(({ status }) =>
          status && words(status.content).includes(text) ? [status] : [],
        );
        return [...new Map(found.map((status) => [status.uri, status])).values()];
      };
      return {
        handle: `${name}@${new URL(pair.first.url).host}`,
        connect: (client, more) =>
          signIn(client, pair, user, { path: "/channels", body: { network: "mastodon", ...more } }),
        reconnect: (client, id) =>
          signIn(client, pair, user, { path: `/channels/${id}/reconnection`, body: {} }),
        async says(text) {
          return keep(await patient(() => other.post(`${user.handle} ${text}`)), text);
        },
        async standing(text) {
          const own_ = (await patient(() => own.listOwnStatuses())).filter(({ content }) =>
            words(content).includes(text),
          );
          return own_.map(({ uri, url }) => ({ externalId: uri, url }));
        },
        async answers(brandText, text) {
          const [status] = await eventually(async () => {
            const found = await received(brandText);
            return found.length > 0 && found;
          }, `the other party is told of "${brandText}"`);
          assert.ok(status);
          return keep(await patient(() => other.reply(status.id, `${user.handle} ${text}`)), text);
        },
        // snac2 removes on its own pages only, not by the API.
        async erases({ externalId }) {
          const { url } = await other.me();
          const basic = Buffer.from(`${friend.name}:${friend.password}`).toString("base64");
          await fetch(`${pair.second.url}/${friend.name}/admin/action`, {
            method: "POST",
            redirect: "manual",
            headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
            body: new URLSearchParams({ id: externalId, actor: url, action: "Delete" }),
          });
        },
      };
    },
  };
}

/** Tries in a row before somebody gives up: under load snac2 resets a connection now and then. */
const mostTries = 4;

/**
 * The whole sign-in: Rapport's redirect, the server's own form, and the way back. Where the server broke off, Rapport says
 * so, and it is done again, as a person would.
 */
async function signIn(...asked: Parameters<typeof signInOnce>): Promise<Loose> {
  const problems: string[] = [];
  for (let tries = 0; tries < mostTries; tries += 1) {
    const done = await signInOnce(...asked);
    if ("channel" in done) return done.channel;
    problems.push(done.problem);
  }
  return assert.fail(`not connected: ${problems.join(" | ")}`);
}

async function signInOnce(
  client: Client,
  pair: Pair,
  user: Awaited<ReturnType<Pair["first"]["addUser"]>>,
  door: { path: string; body: Record<string, unknown> },
): Promise<{ channel: Loose } | { problem: string }> {
  const began = await client.post(door.path, { ...door.body, input: { server: pair.first.url } });
  assert.equal(began.step, "redirect");
  const { redirect } = await pair.first.approve(began.url, user);
  const back = new URL(redirect);
  assert.equal(back.origin, client.origin);
  const answer = await client.ask("GET", `${back.pathname.replace(/^\/api/, "")}${back.search}`);
  const to = new URL(answer.headers.get("location") ?? "", client.origin);
  assert.equal(answer.status, 303);
  const id = to.searchParams.get("connected");
  if (id) return { channel: await client.get(`/channels/${id}`) };
  const problem = to.searchParams.get("problem");
  assert.ok(problem, `the way back ended at ${to.href}`);
  return { problem };
}
