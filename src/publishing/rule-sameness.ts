/** Nearly the same text to many people is held: a community notices a robot before the brand does. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { type Act, allow, type Facts, hold, type Rule } from "../gate/index.ts";
import { after, days, now } from "../kernel/clock.ts";
import type { Json } from "../kernel/result.ts";
import { db, workspaceId } from "../kernel/scope.ts";
import { alike, likeness, shapeOf, tellsLittle } from "./text-shape.ts";

/** What this workspace said lately to others that may be alike; filled by `gather`, judged by `check`. */
interface Said {
  conversationId: string;
  personId: string;
  person: string;
  by: string;
  text: string;
  shape: string;
  at: string;
  [key: string]: Json;
}

const lookBack = days(14);
const mostCandidates = 500;
/** From this many different people on, the same text is held. */
const many = 3;

export const shapeOfAct = (act: Pick<Act, "text">, facts: Pick<Facts, "target" | "teammate">): string =>
  shapeOf(act.text, [facts.target?.name ?? "", facts.target?.handle ?? "", facts.teammate?.name ?? ""]);

export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * Puts the replies of a workspace in a line until the end of the transaction: of those ordered at the same moment, each
 * counts the ones before. One line for all texts, since nearly the same ones must meet in it, too.
 */
export async function waitForSameness(): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sameness ${workspaceId()}`}, 0))`.execute(db());
}

export const sameness: Rule = {
  name: "sameness",
  async gather(act, facts) {
    const shape = shapeOfAct(act, facts);
    if (act.kind !== "reply" || tellsLittle(shape)) return [];
    const said = await recall(shape, act.conversationId);
    // Only what is alike is kept with the decision.
    return said.filter((each) => likeness(shape, each.shape) >= alike).slice(0, 20);
  },
  check(act, facts) {
    const said = (facts.more.sameness ?? []) as Said[];
    const shape = shapeOfAct(act, facts);
    const others = said.filter(
      (each) => each.personId !== facts.target?.personId && likeness(shape, each.shape) >= alike,
    );
    const people = new Set(others.map((each) => each.personId));
    if (people.size === 0) return [];
    const earlier = others.map(({ conversationId, person, by, text, at }) => ({
      conversationId,
      person,
      by,
      text,
      at,
    }));
    if (people.size + 1 < many)
      return [
        allow(
          {
            en: "You said nearly the same to somebody else lately. Make it personal.",
            es: "Hace poco dijiste casi lo mismo a otra persona. Hazlo personal.",
          },
          { earlier },
        ),
      ];
    return [
      hold(
        {
          en: `Nearly the same text went to ${people.size} other people lately. Rewrite it for this person, or ask a lead to release it.`,
          es: `Casi el mismo texto fue hace poco a otras ${people.size} personas. Reescríbelo para esta, o pide a un responsable que lo libere.`,
        },
        { earlier },
      ),
    ];
  },
};

/** The same shape exactly, and the latest of the rest. */
async function recall(shape: string, conversationId: string): Promise<Said[]> {
  const since = after(now(), -lookBack);
  const { rows } = await sql<{
    conversation_id: string;
    person_id: string;
    person: string;
    by: string;
    text: string;
    text_shape: string;
    created_at: Date;
  }>`
    with candidate as (
      (select id from delivery where workspace_id = ${workspaceId()} and shape_digest = ${digestOf(shape)} and created_at > ${since}
        order by created_at desc limit 100)
      union
      (select id from delivery where workspace_id = ${workspaceId()} and created_at > ${since}
        order by created_at desc limit ${mostCandidates}))
    select d.conversation_id, i.person_id, i.name as person, t.name as by, d.text, d.text_shape, d.created_at
    from candidate
    join delivery d on d.workspace_id = ${workspaceId()} and d.id = candidate.id
    join message m on m.workspace_id = ${workspaceId()} and m.id = d.target_message_id
    join identity i on i.workspace_id = ${workspaceId()} and i.id = m.identity_id
    join teammate t on t.workspace_id = ${workspaceId()} and t.user_id = d.user_id
    where d.kind = 'reply' and d.conversation_id <> ${conversationId} and d.status in ('held', 'scheduled', 'sending', 'sent', 'unknown')
    order by d.created_at desc`.execute(db());
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    personId: row.person_id,
    person: row.person,
    by: row.by,
    text: row.text.slice(0, 500),
    shape: row.text_shape,
    at: row.created_at.toISOString(),
  }));
}
