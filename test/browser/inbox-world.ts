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
import { type Answer, answerTo, type Call } from "./inbox-answers.ts";
import {
  channels,
  conversation,
  delivery,
  desks,
  fullThread,
  ids,
  message,
  note,
  teammates,
  uid,
  workspace,
} from "./inbox-people.ts";

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
  next = (): number => ++this.#count;

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
      const answer = this.before(call) ?? answerTo(this, call, url.searchParams);
      if (answer === "never") return;
      if (answer === "cut") {
        // Begun and broken off: after a bare reset the browser itself would ask again.
        response.writeHead(200, { "content-type": "application/json", "content-length": "999" });
        response.write("{");
        setTimeout(() => request.socket.destroy(), 50);
        return;
      }
      if (Buffer.isBuffer(answer.body))
        return void response.writeHead(200, { "content-type": "image/png" }).end(answer.body);
      response
        .writeHead(answer.status ?? 200, { "content-type": "application/json" })
        .end(JSON.stringify(answer.body ?? {}));
    });
  };

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
      draft: this.drafts.get(row.id) ?? null,
      mayHandBack: null,
      otherConversations: 2,
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
