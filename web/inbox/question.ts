/** Which list is on the screen: the address says it, the server is asked it, a saved view keeps it. Pure. */
import type { ConversationRow, Order, Question, View } from "./shapes.ts";

/** The lists that everybody has. Any other name in the address is the id of a saved view. */
export const standingViews = ["open", "mine", "unassigned", "waiting", "snoozed", "closed"] as const;
export type StandingView = (typeof standingViews)[number];

/** What stands behind the question mark of every address of the inbox. */
export interface InboxSearch {
  desk?: string;
  assignee?: string;
  channel?: string;
  priority?: number;
  person?: string;
  waiting?: boolean;
  order?: Order;
  /** The list beside an open conversation. */
  view?: string;
  /** The message to scroll to. */
  message?: string;
  /** On narrow screens: what covers the thread. */
  panel?: "person";
}

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value.length > 0 && value.length < 80 ? value : undefined;
const orders: readonly unknown[] = ["newest", "oldest-waiting", "promise"];

/** Reads an address; what it does not understand is left out, so that an old link still opens something. */
export function readSearch(raw: Record<string, unknown>): InboxSearch {
  const priority = Number(raw.priority);
  const found: { [K in keyof InboxSearch]: InboxSearch[K] | undefined } = {
    desk: text(raw.desk),
    assignee: text(raw.assignee),
    channel: text(raw.channel),
    priority: raw.priority !== undefined && [0, 1, 2, 3].includes(priority) ? priority : undefined,
    person: text(raw.person),
    waiting: raw.waiting === true || raw.waiting === "true" ? true : undefined,
    order: orders.includes(raw.order) ? (raw.order as Order) : undefined,
    view: text(raw.view),
    message: text(raw.message),
    panel: raw.panel === "person" ? "person" : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as InboxSearch;
}

const base: Record<StandingView, Question> = {
  open: {},
  mine: { assignee: "me" },
  unassigned: { assignee: "none" },
  waiting: { waiting: true, order: "oldest-waiting" },
  snoozed: { status: "snoozed" },
  closed: { status: "closed" },
};
export const isStanding = (name: string): name is StandingView => name in base;

/** The filters of an address, without what says where one is. */
export function filtersOf(search: InboxSearch): Question {
  const { view: _view, message: _message, panel: _panel, ...filters } = search;
  return filters;
}

/** The full question of a list; the address wins over the view it starts from. */
export const questionOf = (name: string, search: InboxSearch, views: readonly View[] = []): Question => ({
  ...(isStanding(name) ? base[name] : views.find((view) => view.id === name)?.question),
  ...filtersOf(search),
});

/** The query of the list call. A saved view is named, so that the server resolves it as it stands there. */
export const listQuery = (name: string, search: InboxSearch): Record<string, unknown> =>
  isStanding(name) ? { ...base[name], ...filtersOf(search) } : { view: name, ...filtersOf(search) };

/** Whether a conversation belongs in the list that answers `question`, as far as its row tells. */
export function fits(row: ConversationRow, question: Question, me: string): boolean {
  const { status = "open", desk, assignee, channel, waiting, priority, person, order } = question;
  const who = assignee === "me" ? me : assignee;
  return (
    (status === "any" || row.status === status) &&
    (desk === undefined || (desk === "none" ? row.deskId === null : row.deskId === desk)) &&
    (who === undefined || (who === "none" ? row.assigneeId === null : row.assigneeId === who)) &&
    (channel === undefined || row.channelId === channel) &&
    (!(waiting || order === "oldest-waiting") || row.waitingSince !== null) &&
    (order !== "promise" || row.promisedAt !== null) &&
    (priority === undefined || row.priority === priority) &&
    (person === undefined || row.person?.id === person)
  );
}
