/** Which call means what in the inbox's stand-in world. */
import type { Change } from "../../web/inbox/change.ts";
import type { View } from "../../web/inbox/shapes.ts";
import { desks, note, people, teammates, uid } from "./inbox-people.ts";
import type { InboxWorld } from "./inbox-world.ts";

export interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
}
export interface Reply {
  status?: number;
  body?: unknown;
}
/** "never" leaves the caller waiting, "cut" closes the line without an answer. */
export type Answer = Reply | "never" | "cut";

/** A grey square, so that pictures load. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOsb2j4DwAFhAKAjM1mJgAAAABJRU5ErkJggg==",
  "base64",
);

export function answerTo(world: InboxWorld, { method, path, body }: Call, query: URLSearchParams): Reply {
  const [, noun = "", id = "", sub = ""] = path.split("/");
  const at = `${method} /${noun}${id ? "/*" : ""}${sub ? `/${sub}` : ""}`;
  const row = world.rows.find((one) => one.id === id);
  const missing = {
    status: 404,
    body: { error: { tag: "not-found", message: "There is nothing here (any more)." } },
  };
  switch (at) {
    case "GET /session":
      return { body: world.session() };
    case "GET /inbox/*":
      return { body: world.summary() };
    case "GET /approvals":
      return { body: { rows: [] } };
    case "GET /pauses":
      return { body: { rows: [], keptBack: 0 } };
    case "GET /notifications":
      return { body: { notifications: [], cursor: null, unread: 0 } };
    case "GET /desks":
      return { body: { desks } };
    case "GET /teammates":
      return { body: { teammates } };
    case "GET /channels":
      return { body: { rows: world.channels, next: null } };
    case "GET /views":
      return { body: { rows: world.views, next: null } };
    case "POST /views": {
      const view = { id: uid(11, world.views.length + 1), ...body } as unknown as View;
      world.views = [...world.views, view];
      return { body: view };
    }
    case "PATCH /views/*":
      world.views = world.views.map((view) => (view.id === id ? { ...view, ...body } : view));
      return { body: world.views.find((view) => view.id === id) };
    case "DELETE /views/*":
      world.views = world.views.filter((view) => view.id !== id);
      return {};
    case "GET /conversations":
      return { body: world.list(query) };
    case "GET /conversations/*":
      return row ? { body: world.thread(row) } : missing;
    case "GET /conversations/*/deliveries":
      return { body: { rows: world.deliveries.get(id) ?? [], next: null } };
    case "POST /conversations/*/reply-check": {
      const text = String(body.text ?? "");
      const signedText = `${text}\n\nAna`;
      return {
        body: { ...world.verdict, signedText, count: { used: signedText.length, most: 300, unit: "" } },
      };
    }
    case "POST /conversations/*/replies":
      return { body: world.reply(id, body) };
    case "POST /conversations/*/notes": {
      const written = note(100 + world.next(), {
        authorId: world.me,
        text: String(body.text),
        mentions: body.mentions as string[],
        createdAt: new Date().toISOString(),
      });
      world.notes.set(id, [...(world.notes.get(id) ?? []), written]);
      return { body: written };
    }
    case "PUT /conversations/*/draft": {
      const draft = { ...body, text: String(body.text), updatedAt: new Date().toISOString() };
      world.drafts.set(id, draft);
      return { body: { draft } };
    }
    case "GET /conversations/*/draft":
      return { body: { draft: world.drafts.get(id) ?? null } };
    case "DELETE /conversations/*/draft":
      world.drafts.delete(id);
      return {};
    case "GET /conversations/*/post":
      return { body: { post: null } };
    case "PUT /conversations/*/presence":
    case "DELETE /conversations/*/presence":
      return {};
    case "POST /bulk-changes":
      return { body: world.change(body.ids as string[], body.change as Change) };
    case "POST /changes/*/undoing":
      return { body: world.undo(id) };
    case "POST /media":
      return { body: { fileId: uid(13, 1), name: "bike.png", type: "image/png", bytes: 1, alt: "" } };
    case "GET /media":
      return { body: { rows: [], next: null } };
    case "GET /media/*":
    case "GET /media/*/preview":
    case "GET /messages/*/attachments":
      return { body: png };
    case "GET /people/*":
      return { body: person(world, id) };
    case "GET /people/*/conversations":
      return { body: { rows: world.rows.filter((one) => one.person?.id === id), next: null } };
    case "GET /search":
      return { body: search(world, query.get("q") ?? "") };
  }
  const verb = verbOf(method, sub, body);
  if (row && verb) return { body: world.change([id], verb) };
  return missing;
}

function verbOf(method: string, sub: string, body: Record<string, unknown>): Change | undefined {
  const verbs: Record<string, Change["verb"]> = {
    "POST closure": "close",
    "DELETE closure": "reopen",
    "POST snooze": "snooze",
    "DELETE snooze": "wake",
    "PUT assignment": "assign",
    "PUT priority": "prioritise",
    "POST hand-over": "hand-over",
  };
  const verb = verbs[`${method} ${sub}`];
  return verb && ({ verb, ...body } as Change);
}

function person(world: InboxWorld, id: string) {
  const who = people[Number(id.slice(-4))] ?? people[0];
  const network = who[1].startsWith("@") ? "mastodon" : who[1].includes("@") ? "email" : "bluesky";
  return {
    id,
    name: who[0],
    avatar: null,
    firstSeenAt: "2025-06-02T10:00:00Z",
    lastSeenAt: world.rows.find((row) => row.person?.id === id)?.lastAt ?? "2026-01-01T00:00:00Z",
    messageCount: 31,
    identities: [
      {
        id: uid(7, 1),
        network,
        handle: who[1],
        name: who[0],
        url: "https://social.example/someone",
        bio: "Rides slowly, on purpose. Two children, one cello, no car.",
        bot: false,
      },
    ],
  };
}

function search(world: InboxWorld, q: string) {
  const words = q.split(/\s+/).filter((word) => word !== "" && !word.includes(":"));
  const rows = world.rows
    .filter((row) => words.every((word) => row.preview.toLowerCase().includes(word.toLowerCase())))
    .slice(0, 12)
    .map((row) => ({
      messageId: world.messages.get(row.id)?.at(-1)?.id ?? uid(6, 1000 + Number(row.id.slice(-4))),
      conversationId: row.id,
      channelId: row.channelId,
      own: false,
      subject: row.subject,
      at: row.lastAt,
      snippet: row.preview,
      marks: words.map((word) => {
        const start = row.preview.toLowerCase().indexOf(word.toLowerCase());
        return [start, start + word.length];
      }),
      author: {
        identityId: row.person?.id,
        personId: row.person?.id,
        name: row.person?.name ?? "",
        handle: row.person?.handle,
        avatar: null,
        url: null,
        bot: false,
      },
    }));
  return {
    rows,
    next: null,
    understood: {
      words: words.join(" "),
      from: [],
      channel: [],
      before: null,
      after: q.includes("after:") ? "2026-01-31T00:00:00.000Z" : null,
      is: q.includes("is:unanswered") ? ["unanswered"] : [],
    },
    problems: q.includes("before:soon")
      ? [{ part: "before:soon", message: "“before:soon” needs a day such as before:2026-11-23." }]
      : [],
  };
}
