/** `rapport pause` and `rapport resume`: the same doing as on the screens, for who runs the installation. */
import { type ChannelRecord, listChannels } from "../channels/index.ts";
import type { Database } from "../kernel/database.ts";
import type { ErrandAnswer, Errands } from "../kernel/errand.ts";
import { fail, type JsonObject, ok } from "../kernel/result.ts";
import { db } from "../kernel/scope.ts";
import { asSystem, inWorkspace } from "../kernel/transaction.ts";
import { listTeammates } from "../team/index.ts";
import { beginPause, endPause, standingPauses } from "./pause.ts";

const verbs = ["pause", "resume"] as const;
export type PauseVerb = (typeof verbs)[number];

/** For the running product that answers the command line. */
export const pauseErrands = (database: Database, origin: string): Errands =>
  Object.fromEntries(verbs.map((verb) => [verb, (input) => pauseByCommand(database, origin, verb, input)]));

/**
 * Begins or ends the pause of a workspace, or of one channel, in the name of its first owner. `workspace`: its name or
 * slug, where there are several; `channel`: a handle, a name or an id.
 */
export async function pauseByCommand(
  database: Database,
  origin: string,
  verb: PauseVerb,
  { workspace, channel, reason }: JsonObject,
): Promise<ErrandAnswer> {
  const all = await asSystem(database, () =>
    db().selectFrom("workspace").select(["id", "name", "slug"]).orderBy("name").execute(),
  );
  const wanted = all.filter(
    ({ name, slug }) => typeof workspace !== "string" || same(name, workspace) || same(slug, workspace),
  );
  const [place] = wanted;
  if (!place || wanted.length > 1)
    return fail(
      all.length === 0
        ? "There is no workspace yet."
        : `Say which workspace: --workspace "${all.map(({ name }) => name).join('" or "')}"`,
    );
  return inWorkspace(database, place.id, { kind: "system" }, async () => {
    const team = await listTeammates();
    const owner = team
      .filter(({ role, leftAt }) => role === "owner" && leftAt === null)
      .toSorted((one, other) => (one.joinedAt < other.joinedAt ? -1 : 1))[0];
    if (!owner) return fail(`${place.name} has no owner.`);
    const found = typeof channel === "string" ? await channelOf(channel) : ok(undefined);
    if (!found.ok) return found;
    const where = found.value ? `${found.value.handle} of ${place.name}` : place.name;
    if (verb === "pause") {
      const why = typeof reason === "string" && reason.trim() ? reason.trim() : "From the command line";
      const begun = await beginPause(found.value?.id ?? null, why.slice(0, 300), owner.id);
      if (!begun.ok) return fail("This channel is not there (any more).");
      return ok(`Paused: nothing goes out of ${where} any more. Let it out with \`rapport resume\`.`);
    }
    const standing = await standingPauses();
    const pause = standing.find(({ channel_id }) => channel_id === (found.value?.id ?? null));
    if (!pause) return fail(`${where} is not paused.${await others(standing)}`);
    const ended = await endPause(pause.id, owner.id);
    if (!ended.ok) return fail(`${where} is not paused any more.`);
    const held = ended.value.held.length;
    return ok(
      held === 0
        ? `Resumed: ${where} speaks again.`
        : `Resumed: ${where} speaks again. ${held} that came due meanwhile ${held === 1 ? "waits" : "wait"} for a lead's word: ${origin}/publishing`,
    );
  });
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.trim().toLowerCase();

async function channelOf(text: string) {
  const all = await listChannels();
  const bare = text.replace(/^@/, "");
  const fits = (each: ChannelRecord) =>
    each.id === text || same(each.handle.replace(/^@/, ""), bare) || same(each.name, text);
  const found = all.filter(fits);
  const [first] = found;
  if (first && found.length === 1) return ok(first);
  const names = (found.length > 0 ? found : all).map(
    ({ handle, network, id }) => `${handle} (${network}, ${id})`,
  );
  return fail(`Say which channel: ${names.join("; ") || "none is connected"}.`);
}

async function others(standing: Awaited<ReturnType<typeof standingPauses>>): Promise<string> {
  const all = new Map((await listChannels()).map((each) => [each.id, each.handle]));
  const names = standing.map(({ channel_id }) => (channel_id ? all.get(channel_id) : "the whole workspace"));
  return names.length > 0 ? ` What is: ${names.join(", ")}.` : "";
}
