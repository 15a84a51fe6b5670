/**
 * The statements of a seed. Chance comes from `md5` of a row's number, so that every run makes the same community;
 * only the words come from `random()`.
 */
import type { Shape } from "./seed.ts";

interface Facts extends Shape {
  workspaceId: string;
  /** SQL arrays. */
  channels: string;
  desks: string;
  assignees: string;
  networks: string;
  /** ISO 8601. */
  now: string;
}

/** A number from 0 to 1 that belongs to a row. */
const luck = (key: string) => `(('x' || substr(md5(${key}), 1, 7))::bit(28)::int / 268435456.0)`;
/** A UUIDv7 (RFC 9562) of a moment, the same for the same key. */
const idAt = (time: string, key: string) =>
  `(lpad(to_hex((extract(epoch from ${time}) * 1000)::bigint), 12, '0') || '7' || substr(md5(${key}), 1, 3) || '8' || substr(md5(${key}), 4, 15))::uuid`;
const idOf = (kind: string, number: string) => idAt("timestamptz '2024-01-01'", `'${kind}' || ${number}`);

/** As many different words as a community of that size uses; how often each comes follows Zipf's law. */
const words = (count: string) => `array(
  select case rank when 1 then 'coffee'
    else translate(substr(md5(rank::text), 1, 3 + rank % 6), '0123456789', 'aeiouaeiou') || case when rank < 400 then '' else rank::text end end
  from generate_series(1, ${count}) g cross join lateral (select floor(20000 ^ random())::int + 0 * g as rank) r)`;

/** Who says what where and when: every conversation begins at some moment of three years and lives for hours or days. */
export const planSql = ({ messages, conversations, persons, now }: Facts): string[] => [
  "select setseed(0.42)",
  `create unlogged table seed_plan as
     with said as (
       select n, case when n <= ${conversations} then n else 1 + floor(${conversations} * ${luck("'c' || n")})::int end as conversation
       from generate_series(1, ${messages}) n),
     begun as (
       select n, conversation,
         timestamptz '${now}' - make_interval(secs => 60 + 94608000 * ${luck("'b' || conversation")} ^ 2) as began,
         1 + floor(${persons} * ${luck("'p' || conversation")} ^ 2)::int as person
       from said)
     select n, conversation, person, began, n > ${conversations} and ${luck("'o' || n")} < 0.35 as own,
       least(began + make_interval(secs => case when n <= ${conversations} then 0 else 172800 * ${luck("'t' || n")} ^ 3 end), timestamptz '${now}') as at
     from begun`,
  "analyze seed_plan",
];

export const peopleSql = ({ workspaceId, persons, networks, now }: Facts): string[] => [
  `insert into person (workspace_id, id, name, avatar_url, first_seen_at, last_seen_at, message_count, reaction_count)
     select '${workspaceId}', ${idOf("person", "n")}, 'Person ' || n, 'https://bench.example/' || n || '.webp',
       timestamptz '${now}' - interval '3 years', timestamptz '${now}', 25, 0 from generate_series(1, ${persons}) n`,
  // Number 0 of each network is the brand itself.
  `insert into identity (workspace_id, id, person_id, network, external_id, handle, name, avatar_url, url, bio, bot, own,
       first_seen_at, last_seen_at, message_count, reaction_count)
     select '${workspaceId}', ${idOf("identity", "n")}, ${idOf("person", "n")}, (${networks})[1 + n % 5], 'https://bench.example/users/' || n,
       'person-' || n || '@bench.example', 'Person ' || n, 'https://bench.example/' || n || '.webp', 'https://bench.example/@' || n,
       'Writes now and then.', n % 50 = 0, false, timestamptz '${now}' - interval '3 years', timestamptz '${now}', 25, 0
     from generate_series(1, ${persons}) n`,
];

/** Of the newest tenth, a third is open and half of that waits; some are snoozed; everything else is closed. */
export const conversationsSql = ({ workspaceId, channels, desks, assignees, now }: Facts): string[] => [
  `insert into conversation (workspace_id, id, channel_id, root_key, subject, form, status, desk_id, assignee_id, priority,
       snoozed_until, closed_at, outcome, promised_at, waiting_since, person_id, preview, language, message_count, first_at,
       last_at, last_inbound_at, last_outbound_at, version)
     with heard as (
       select conversation as n, min(person) as person, count(*)::int as messages, min(at) as first_at, max(at) as last_at,
         max(at) filter (where not own) as inbound_at, max(at) filter (where own) as own_at, ${luck("'s' || conversation")} as luck
       from seed_plan group by conversation),
     standing as (
       select *, case when last_at > timestamptz '${now}' - interval '60 days' and luck < 0.33 then 'open'
           when last_at > timestamptz '${now}' - interval '60 days' and luck < 0.36 then 'snoozed' else 'closed' end as status
       from heard)
     select '${workspaceId}', ${idAt("first_at", "'conversation' || n")}, (${channels})[1 + n % 5], 'https://bench.example/root/' || n,
       case when n % 5 = 2 then 'About order ' || n end, case when n % 5 = 2 then 'email' else 'mention' end, status,
       (${desks})[1 + floor(array_length(${desks}, 1) * ${luck("'d' || n")})::int],
       case when status = 'open' and luck < 0.2 then (${assignees})[1 + n % 8] end, case when n % 20 = 0 then 1 else 0 end,
       case when status = 'snoozed' then timestamptz '${now}' + interval '2 days' end,
       case when status = 'closed' then last_at + interval '1 hour' end, case when status = 'closed' then 'answered' end,
       case when status = 'open' and luck < 0.15 then inbound_at + interval '8 hours' end,
       case when status = 'open' and luck < 0.15 then inbound_at end,
       ${idOf("person", "person")}, 'Where is my order ' || n || '? It was to come last week, and nobody has written since. Please tell me.',
       (array['en','es','de','fr'])[1 + n % 4], messages, first_at, last_at, inbound_at, own_at, messages from standing`,
];

export const messagesSql = ({ workspaceId, channels }: Facts): string[] => [
  `insert into message (workspace_id, id, channel_id, conversation_id, external_id, parent_external_id, identity_id, own,
       addressed, form, at, text, html, language, visibility, url, attachments, links, arrival_id)
     with begun as (select conversation, min(at) as first_at from seed_plan group by conversation)
     select '${workspaceId}', ${idAt("p.at", "'message' || p.n")}, (${channels})[1 + p.conversation % 5],
       ${idAt("b.first_at", "'conversation' || p.conversation")}, 'https://bench.example/notes/' || p.n,
       case when p.at > b.first_at then 'https://bench.example/notes/' || p.conversation end,
       ${idOf("identity", "p.person")}, p.own, not p.own, 'mention', p.at, said.text,
       case when p.n % 4 = 0 then '<p>' || said.text || '</p>' end, (array['en','es','de','fr'])[1 + p.conversation % 4], 'public',
       'https://bench.example/notes/' || p.n, '[]', '[]', ${idAt("p.at", "'arrival' || p.n")}
     from seed_plan p join begun b on b.conversation = p.conversation
     cross join lateral (
       select array_to_string(
         ${words("8 + p.n % 24")}, ' ')
         || case when p.n % 1000 = 0 then ' kintsugi' else '' end || case when p.n % 500 = 0 then ' rainy river cafe' else '' end as text) said
     order by p.at`,
  `insert into thread_key (workspace_id, channel_id, external_id, conversation_id)
     select workspace_id, channel_id, external_id, conversation_id from message`,
];
