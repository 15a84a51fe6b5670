/** A stand-in for the server behind the inbox's screens: small, stateful, and true to its answers' shapes. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { applyChange, type Change } from "../../web/inbox/change.ts";
import { fits, type InboxSearch, questionOf } from "../../web/inbox/question.ts";
import type {
  ConversationRow,
  Delivery,
  HistoryEntry,
  Message,
  Note,
  Present,
  Reason,
  Summary,
  Teammate,
  View,
} from "../../web/inbox/shapes.ts";
import {
  channels,
  conversation,
  delivery,
  desks,
  fullThread,
  ids,
  message,
  note,
  people,
  teammates,
  uid,
  workspace,
} from "./inbox-people.ts";

interface Call {
  method: string;
  path: string;
  body: Record<string, unknown>;
}
type Answer = { status?: number; body?: unknown } | "never" | "cut";

/** A grey square, so that pictures load. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mOsb2j4DwAFhAKAjM1mJgAAAABJRU5ErkJggg==",
  "base64",
);

export class InboxWorld {
  role: Teammate["role"] = "owner";
  me = ids.ana;
  zone = "Europe/Madrid";
  rows: ConversationRow[] = Array.from({ length: 24 }, (_, n) => conversation(n));
  views: View[] = [
    { id: uid(11, 1), name: "Cargo bikes", question: { desk: ids.sales }, shared: true, position: 1 },
  ];
  channels: unknown[] = channels;
  messages = new Map<string, Message[]>();
  notes = new Map<string, Note[]>();
  deliveries = new Map<string, Delivery[]>();
  history = new Map<string, HistoryEntry[]>();
  present = new Map<string, Present[]>();
  drafts = new Map<string, { text: string; updatedAt: string }>();
  digests: Summary["channels"] = [
    {
      id: ids.bluesky,
      status: "active",
      fault: null,
      completeTo: new Date().toISOString(),
      gaps: 0,
      progress: null,
    },
    {
      id: ids.mastodon,
      status: "active",
      fault: null,
      completeTo: new Date().toISOString(),
      gaps: 1,
      progress: null,
    },
    {
      id: ids.mail,
      status: "active",
      fault: null,
      completeTo: null,
      gaps: 0,
      progress: { done: 1240, of: 5000 },
    },
  ];
  calls: Call[] = [];
  /** Answers instead of the world: for faults. Undefined lets the world answer. */
  before: (call: Call) => Answer | undefined = () => undefined;
  verdict: { verdict: Reason["verdict"]; reasons: Reason[] } = { verdict: "allow", reasons: [] };
  pageSize = 50;
  #undo = new Map<string, ConversationRow[]>();
  #sent = new Map<string, Delivery>();
  #streams = new Set<ServerResponse>();
  #count = 0;

  constructor() {
    const first = this.rows[0];
    if (!first) return;
    this.messages.set(first.id, fullThread(first));
    this.notes.set(first.id, [note(1)]);
    this.deliveries.set(first.id, [
      delivery(1, first.id, { externalId: "at://ours/1", text: "The map lives at …", userId: ids.ana }),
    ]);
    this.history.set(first.id, [
      {
        id: uid(12, 1),
        kind: "conversation.assigned",
        at: new Date(Date.now() - 100 * 60_000).toISOString(),
        actor: { kind: "user", id: ids.ana },
        data: { from: null, to: ids.ana },
      },
    ]);
  }

  /** Tells every open page that something changed. */
  tell(topic: string, changed: string[]): void {
    for (const stream of this.#streams)
      stream.write(`id: ${++this.#count}\ndata: ${JSON.stringify({ topic, ids: changed })}\n\n`);
  }
  cutStreams(): void {
    for (const stream of this.#streams) stream.destroy();
    this.#streams.clear();
  }

  api = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const path = url.pathname.slice("/api".length);
    if (path === "/live") {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(": hello\n\n");
      this.#streams.add(response);
      response.on("close", () => this.#streams.delete(response));
      return;
    }
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const text = Buffer.concat(parts).toString();
      const json = request.headers["content-type"]?.includes("json") && text !== "";
      const call = { method: request.method ?? "GET", path, body: json ? JSON.parse(text) : {} };
      this.calls.push(call);
      const answer = this.before(call) ?? this.answer(call, url.searchParams);
      if (answer === "never") return;
      if (answer === "cut") return void request.socket.destroy();
      if (Buffer.isBuffer(answer.body))
        return void response.writeHead(200, { "content-type": "image/png" }).end(answer.body);
      response
        .writeHead(answer.status ?? 200, { "content-type": "application/json" })
        .end(JSON.stringify(answer.body ?? {}));
    });
  };

  answer({ method, path, body }: Call, query: URLSearchParams): Exclude<Answer, string> {
    const [, noun = "", id = "", sub = ""] = path.split("/");
    const at = `${method} /${noun}${id ? "/*" : ""}${sub ? `/${sub}` : ""}`;
    const row = this.rows.find((one) => one.id === id);
    const missing = {
      status: 404,
      body: { error: { tag: "not-found", message: "There is nothing here (any more)." } },
    };
    switch (at) {
      case "GET /session":
        return { body: this.session() };
      case "GET /inbox/*":
        return { body: this.summary() };
      case "GET /notifications":
        return { body: { notifications: [], cursor: null, unread: 0 } };
      case "GET /desks":
        return { body: { desks } };
      case "GET /teammates":
        return { body: { teammates } };
      case "GET /channels":
        return { body: { rows: this.channels, next: null } };
      case "GET /views":
        return { body: { rows: this.views, next: null } };
      case "POST /views": {
        const view = { id: uid(11, this.views.length + 1), ...body } as unknown as View;
        this.views = [...this.views, view];
        return { body: view };
      }
      case "PATCH /views/*":
        this.views = this.views.map((view) => (view.id === id ? { ...view, ...body } : view));
        return { body: this.views.find((view) => view.id === id) };
      case "DELETE /views/*":
        this.views = this.views.filter((view) => view.id !== id);
        return {};
      case "GET /conversations":
        return { body: this.list(query) };
      case "GET /conversations/*":
        return row ? { body: this.thread(row) } : missing;
      case "GET /conversations/*/deliveries":
        return { body: { rows: this.deliveries.get(id) ?? [], next: null } };
      case "POST /conversations/*/reply-check": {
        const text = String(body.text ?? "");
        const signedText = `${text}\n\nAna`;
        return {
          body: { ...this.verdict, signedText, count: { used: signedText.length, most: 300, unit: "" } },
        };
      }
      case "POST /conversations/*/replies":
        return { body: this.reply(id, body) };
      case "POST /conversations/*/notes": {
        const written = note(100 + ++this.#count, {
          authorId: this.me,
          text: String(body.text),
          mentions: body.mentions as string[],
          createdAt: new Date().toISOString(),
        });
        this.notes.set(id, [...(this.notes.get(id) ?? []), written]);
        return { body: written };
      }
      case "PUT /conversations/*/draft": {
        const draft = { ...body, text: String(body.text), updatedAt: new Date().toISOString() };
        this.drafts.set(id, draft);
        return { body: { draft } };
      }
      case "DELETE /conversations/*/draft":
        this.drafts.delete(id);
        return {};
      case "PUT /conversations/*/presence":
      case "DELETE /conversations/*/presence":
        return {};
      case "POST /bulk-changes":
        return { body: this.change(body.ids as string[], body.change as Change) };
      case "POST /changes/*/undoing":
        return { body: this.undo(id) };
      case "POST /media":
        return { body: { fileId: uid(13, 1), name: "bike.png", type: "image/png", bytes: 1 } };
      case "GET /media/*":
      case "GET /messages/*/attachments":
        return { body: png };
      case "GET /people/*":
        return { body: this.person(id) };
      case "GET /people/*/conversations":
        return { body: { rows: this.rows.filter((one) => one.person?.id === id), next: null } };
      case "GET /search":
        return { body: this.search(query.get("q") ?? "") };
    }
    const verb = verbOf(method, sub, body);
    if (row && verb) return { body: this.change([id], verb) };
    return missing;
  }

  session() {
    const user = {
      id: this.me,
      name: teammates.find((one) => one.id === this.me)?.name ?? "",
      email: "ana@juniper.test",
    };
    const here = { ...workspace, role: this.role };
    const me = teammates.find((one) => one.id === this.me);
    return {
      user,
      firstRun: false,
      workspaces: [here],
      workspace: { ...workspace, timeZone: this.zone },
      teammate: { ...me, role: this.role, timeZone: this.zone },
    };
  }
  summary(): Summary {
    const count = (view: string, search: InboxSearch = {}) =>
      this.rows.filter((row) => fits(row, questionOf(view, search, this.views), this.me)).length;
    return {
      counts: {
        open: count("open"),
        mine: count("mine"),
        unassigned: count("unassigned"),
        waiting: count("waiting"),
        snoozed: count("snoozed"),
        closed: count("closed"),
        mentions: 0,
      },
      desks: desks.map(({ id }) => ({
        deskId: id,
        open: count("open", { desk: id }),
        waiting: count("waiting", { desk: id }),
      })),
      views: this.views.map(({ id }) => ({ id, open: count(id) })),
      channels: this.digests,
    };
  }
  list(query: URLSearchParams) {
    const { view, cursor, limit: _limit, ...asked } = Object.fromEntries(query);
    const saved = this.views.find((one) => one.id === view)?.question;
    const question = {
      ...saved,
      ...asked,
      ...(asked.waiting ? { waiting: true } : {}),
      ...(asked.priority ? { priority: Number(asked.priority) } : {}),
    };
    const rows = this.rows
      .filter((row) => fits(row, question, this.me))
      .sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1));
    const from = Number(cursor ?? 0);
    const to = from + this.pageSize;
    return { rows: rows.slice(from, to), next: to < rows.length ? String(to) : null };
  }
  thread(row: ConversationRow) {
    return {
      conversation: row,
      messages: this.messages.get(row.id) ?? [message(1000 + Number(row.id.slice(-4)), row)],
      earlier: null,
      notes: this.notes.get(row.id) ?? [],
      handOvers: [],
      history: this.history.get(row.id) ?? [],
      present: this.present.get(row.id) ?? [],
      draft: null,
      mayHandBack: null,
      otherConversations: 2,
    };
  }
  person(id: string) {
    const who = people[Number(id.slice(-4))] ?? people[0];
    const network = who[1].startsWith("@") ? "mastodon" : who[1].includes("@") ? "email" : "bluesky";
    return {
      id,
      name: who[0],
      avatar: null,
      firstSeenAt: "2025-06-02T10:00:00Z",
      lastSeenAt: this.rows.find((row) => row.person?.id === id)?.lastAt ?? "2026-01-01T00:00:00Z",
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
  search(q: string) {
    const words = q.split(/\s+/).filter((word) => word !== "" && !word.includes(":"));
    const rows = this.rows
      .filter((row) => words.every((word) => row.preview.toLowerCase().includes(word.toLowerCase())))
      .slice(0, 12)
      .map((row) => ({
        messageId: this.messages.get(row.id)?.at(-1)?.id ?? uid(6, 1000 + Number(row.id.slice(-4))),
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
  change(changed: string[], change: Change) {
    const before = this.rows.filter((row) => changed.includes(row.id));
    const changeId = uid(14, ++this.#count);
    this.#undo.set(changeId, before);
    this.rows = this.rows.map((row) =>
      changed.includes(row.id) ? { ...applyChange(row, change), version: row.version + 1 } : row,
    );
    return { changeId, conversations: this.rows.filter((row) => changed.includes(row.id)) };
  }
  undo(changeId: string) {
    const before = this.#undo.get(changeId) ?? [];
    this.rows = this.rows.map((row) => {
      const was = before.find((one) => one.id === row.id);
      return was ? { ...was, version: row.version + 1 } : row;
    });
    return {
      changeId,
      conversations: this.rows.filter((row) => before.some((one) => one.id === row.id)),
      skipped: [],
    };
  }
  /** The same id answers with the same delivery, as the product's does. */
  reply(conversationId: string, body: Record<string, unknown>): Delivery {
    const id = String(body.id);
    const known = this.#sent.get(id);
    if (known) return known;
    const made = delivery(0, conversationId, {
      id,
      text: `${String(body.text)}\n\nAna`,
      status: this.verdict.verdict === "hold" ? "held" : "sent",
      reasons: this.verdict.reasons,
      createdAt: new Date().toISOString(),
      sentAt: new Date().toISOString(),
      may: this.verdict.verdict === "hold" ? ["release", "cancel"] : [],
      url: this.verdict.verdict === "hold" ? null : "https://social.example/ours",
    });
    this.#sent.set(id, made);
    this.deliveries.set(conversationId, [...(this.deliveries.get(conversationId) ?? []), made]);
    return made;
  }
  get sent(): Delivery[] {
    return [...this.#sent.values()];
  }
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
