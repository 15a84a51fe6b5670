/** Juniper Cycles, a small workshop, and the people who speak to it: what the inbox's browser tests look at. */
import type { ConversationRow, Delivery, Message, Note, Teammate } from "../../web/inbox/shapes.ts";

/** An id that reads as what it is in a failing test: kind and number. */
export const uid = (kind: number, number: number): string =>
  `0192f0c1-${String(kind).padStart(4, "0")}-7000-8000-${String(number).padStart(12, "0")}`;
export const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

export const ids = {
  ana: uid(1, 1),
  teo: uid(1, 2),
  ifeoma: uid(1, 3),
  guest: uid(1, 4),
  community: uid(2, 1),
  support: uid(2, 2),
  sales: uid(2, 3),
  bluesky: uid(3, 1),
  mastodon: uid(3, 2),
  mail: uid(3, 3),
  press: uid(3, 4),
};

export const workspace = { id: uid(9, 1), name: "Juniper Cycles", slug: "juniper", role: "owner" as string };

const mate = (id: string, name: string, role: Teammate["role"], deskIds: string[]): Teammate => ({
  id,
  name,
  role,
  email: `${name.split(" ")[0]?.toLowerCase()}@juniper.test`,
  pronouns: null,
  languages: ["en"],
  timeZone: "Europe/Madrid",
  hours: {},
  signature: null,
  portrait: null,
  deskIds,
  joinedAt: "2025-01-07T09:00:00Z",
  leftAt: null,
});
export const teammates = [
  mate(ids.ana, "Ana María Ruiz", "owner", [ids.community]),
  mate(ids.teo, "Teo Lindqvist", "lead", [ids.support]),
  mate(ids.ifeoma, "Ifeoma Adeyemi", "member", [ids.sales]),
  mate(ids.guest, "Ben Cartier", "guest", []),
];
export const desks = [
  { id: ids.community, key: "community", name: "Community", color: "#b5573a", position: 1 },
  { id: ids.support, key: "support", name: "Support", color: "#3f7d6b", position: 2 },
  { id: ids.sales, key: "sales", name: "Sales", color: "#6b5aa0", position: 3 },
];

const channel = (id: string, network: string, handle: string, more: object = {}) => ({
  id,
  network,
  label: network,
  handle,
  name: "Juniper Cycles",
  status: "active",
  fault: null,
  canReply: true,
  capabilities: { visibilities: [], contentWarning: false, media: null },
  limits: { unit: "characters" },
  lacks: [],
  ...more,
});
const pictures = { most: 4, bytes: 1_000_000, types: ["image/png", "image/jpeg"], alt: true };
export const channels = [
  channel(ids.bluesky, "bluesky", "juniper.bsky.social", {
    capabilities: { visibilities: ["public"], contentWarning: false, media: pictures },
    limits: { text: 300, unit: "graphemes" },
  }),
  channel(ids.mastodon, "mastodon", "@juniper@velo.example", {
    capabilities: {
      visibilities: ["public", "unlisted", "followers", "direct"],
      contentWarning: true,
      media: pictures,
    },
    limits: { text: 500, unit: "mastodon", linkWeight: 23 },
  }),
  channel(ids.mail, "email", "hello@juniper.example", {
    capabilities: { visibilities: [], contentWarning: false, media: { ...pictures, most: 10, types: [] } },
  }),
  channel(ids.press, "feed", "velo.example/feed", {
    canReply: false,
    lacks: ["A feed is read only: nobody can be answered there."],
  }),
];

export const people = [
  ["Wren Okafor", "wren.bsky.social"],
  ["Mira Sandoval", "@mira@velo.example"],
  ["Jonas Weidner", "jonas@weidner.example"],
  ["Priya Nair", "priya.bsky.social"],
  ["李 小龍", "@xiaolong@rad.example"],
  ["Noor Haddad", "noor.bsky.social"],
  ["Tomás Ferrer", "tomas@ferrer.example"],
  ["Velo Weekly", "velo.example/feed"],
] as const;

const networks = [ids.bluesky, ids.mastodon, ids.mail];
const said = [
  "Is the Saturday workshop open to people who have never held a spanner? Asking for my whole stairwell.",
  "My freewheel clicks only uphill. I filmed it; do you want to see it before I bring it in?",
  "Order 1184: the saddle bag arrived without its strap. No hurry, I ride with a rucksack for now.",
  "You lent me a pump by the canal in March. I still owe you a coffee, and today I am near.",
  "Do you build wheels for cargo bikes? Two children and a cello, every day.",
  "The map of quiet streets helped my mother to ride again. Thank you, all of you.",
];

export function conversation(n: number, more: Partial<ConversationRow> = {}): ConversationRow {
  const who = people[n % 7] ?? people[0];
  const channelId = n % 7 === 2 || n % 7 === 6 ? ids.mail : (networks[n % 2] ?? ids.bluesky);
  const at = ago(4 + n * 23);
  return {
    id: uid(5, n),
    channelId,
    form: channelId === ids.mail ? "email" : "mention",
    subject: channelId === ids.mail ? "Order 1184 and a missing strap" : null,
    preview: said[n % said.length] ?? "",
    status: "open",
    priority: n % 9 === 2 ? 2 : n % 9 === 5 ? 1 : 0,
    deskId: n % 3 === 0 ? ids.community : n % 3 === 1 ? ids.support : ids.sales,
    assigneeId: n % 4 === 0 ? ids.ana : n % 4 === 1 ? ids.teo : null,
    snoozedUntil: null,
    promisedAt: n % 5 === 1 ? ago(-25) : n % 5 === 3 ? ago(35) : n % 5 === 0 ? ago(-300) : null,
    waitingSince: n % 3 === 2 ? null : at,
    firstAt: ago(60 * 26 + n),
    lastAt: at,
    messageCount: 4,
    outcome: null,
    language: "en",
    version: 1,
    person: {
      id: uid(4, n % 7),
      name: who[0],
      handle: who[1],
      avatar: null,
      bot: false,
    },
    ...more,
  };
}

export function message(n: number, row: ConversationRow, more: Partial<Message> = {}): Message {
  const theirs = {
    identityId: uid(7, n),
    personId: row.person?.id ?? uid(4, 0),
    name: row.person?.name ?? "",
    handle: row.person?.handle ?? "",
    avatar: null,
    url: "https://social.example/someone",
    bot: false,
  };
  const ours = {
    ...theirs,
    identityId: uid(7, 0),
    personId: uid(4, 99),
    name: "Juniper Cycles",
    handle: "juniper.bsky.social",
  };
  return {
    id: uid(6, n),
    deliveryId: null,
    conversationId: row.id,
    channelId: row.channelId,
    externalId: `at://message/${n}`,
    parentId: null,
    parentExternalId: null,
    own: false,
    addressed: true,
    form: row.form,
    at: row.lastAt,
    editedAt: null,
    deletedAt: null,
    subject: null,
    text: row.preview,
    html: null,
    folded: null,
    language: "en",
    visibility: "public",
    contentWarning: null,
    url: "https://social.example/post",
    attachments: [],
    links: [],
    automatic: null,
    author: more.own ? ours : theirs,
    reactions: { like: 0, repost: 0 },
    ...more,
  };
}

/** A thread with all that a thread can hold. */
export function fullThread(row: ConversationRow): Message[] {
  const text =
    "The map lives at https://juniper.example/quiet-streets and the workshop opens at ten. Bring the stairwell.";
  const start = text.indexOf("https");
  return [
    message(1, row, { at: ago(60 * 27), reactions: { like: 12, repost: 3 } }),
    message(2, row, {
      own: true,
      addressed: false,
      at: ago(60 * 26),
      text,
      links: [
        {
          start,
          end: start + "https://juniper.example/quiet-streets".length,
          url: "https://juniper.example/quiet-streets",
        },
      ],
      externalId: "at://ours/1",
      attachments: [
        {
          index: 0,
          kind: "link",
          name: "Quiet streets of the old town",
          type: null,
          bytes: null,
          alt: null,
          width: null,
          height: null,
          src: null,
          preview: null,
          href: "https://juniper.example/quiet-streets",
        },
      ],
    }),
    message(3, row, {
      at: ago(60 * 3),
      text: "Two of them said yes at once. Here is the bicycle we would bring, and the one my neighbour denies owning.",
      editedAt: ago(60 * 2),
      attachments: [0, 1].map((index) => ({
        index,
        kind: "image",
        name: "bike.png",
        type: "image/png",
        bytes: 48_000,
        alt: index === 0 ? "A green touring bicycle against a brick wall, its chain hanging loose" : null,
        width: 320,
        height: 240,
        src: `/api/messages/x/attachments/${index}`,
        preview: null,
        href: null,
      })),
    }),
    message(4, row, {
      at: ago(60 * 2),
      contentWarning: "A crash, told calmly",
      text: "The reason she stopped riding: a car door, two years ago. She is well.",
    }),
    message(5, row, { at: ago(50), deletedAt: ago(40), text: "" }),
    message(6, row, { at: row.lastAt }),
  ];
}

export const note = (n: number, more: Partial<Note> = {}): Note => ({
  id: uid(8, n),
  authorId: ids.teo,
  text: "@Ana María Ruiz she asked the same in June; we gave the whole house a slot then. Could do it again on the 12th?",
  mentions: [ids.ana],
  createdAt: ago(95),
  editedAt: null,
  ...more,
});

export const delivery = (n: number, conversationId: string, more: Partial<Delivery> = {}): Delivery => ({
  id: uid(10, n),
  kind: "reply",
  override: null,
  channelId: ids.bluesky,
  conversationId,
  targetMessageId: null,
  userId: ids.ana,
  text: "Come at ten, all of you. We keep the long table free.\n\nAna",
  status: "sent",
  reasons: [],
  fault: null,
  waits: null,
  url: "https://social.example/ours",
  externalId: null,
  createdAt: ago(3),
  sentAt: ago(2),
  dueAt: ago(3),
  attempts: [],
  may: [],
  ...more,
});
