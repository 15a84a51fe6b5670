/**
 * A small client of the Mastodon API for tests: the other party of a conversation, and the witness of what
 * stands on the network. It speaks HTTP directly, so that it shares no code with the connector that it checks.
 */

export interface StatusView {
  id: string;
  uri: string;
  url: string;
  content: string;
  created_at: string;
  visibility: string;
  spoiler_text: string;
  in_reply_to_id: string | null;
  account: { id: string; acct: string; username: string; url: string };
}
export interface MastodonNotification {
  id: string;
  type: string;
  created_at: string;
  account: { id: string; acct: string };
  status?: StatusView;
}

export interface SnacAgent {
  accessToken: string;
  /** Any call as this user; `fields` go into the query of a GET, else into a form. Throws outside 2xx. */
  call<T>(method: string, path: string, fields?: Record<string, string>): Promise<T>;
  me(): Promise<{ id: string; acct: string; url: string }>;
  /** Visibility: `public` (default), `unlisted`, `private` or `direct`. */
  post(text: string, fields?: Record<string, string>): Promise<StatusView>;
  reply(toId: string, text: string, fields?: Record<string, string>): Promise<StatusView>;
  favourite(id: string): Promise<void>;
  boost(id: string): Promise<void>;
  delete(id: string): Promise<void>;
  /** Follows `@name@host`, found over the network by webfinger. */
  follow(handle: string): Promise<void>;
  notifications(): Promise<MastodonNotification[]>;
  /** This user's own statuses as the server holds them, newest first. */
  listOwnStatuses(): Promise<StatusView[]>;
  context(id: string): Promise<{ ancestors: StatusView[]; descendants: StatusView[] }>;
}

/** A client of the server at `url` with an access token. */
export function snacAgent(url: string, accessToken: string): SnacAgent {
  async function call<T>(method: string, path: string, fields: Record<string, string> = {}): Promise<T> {
    const target = new URL(path, url);
    // snac2 resets connections that it was asked to keep, at times in the middle of the next call.
    const headers = { authorization: `Bearer ${accessToken}`, connection: "close" };
    const init: RequestInit = { method, headers };
    if (method === "GET")
      for (const [key, value] of Object.entries(fields)) target.searchParams.set(key, value);
    else init.body = new URLSearchParams(fields);
    const response = await fetch(target, init);
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return (text.startsWith("{") || text.startsWith("[") ? JSON.parse(text) : undefined) as T;
  }
  const agent: SnacAgent = {
    accessToken,
    call,
    me: () => call("GET", "/api/v1/accounts/verify_credentials"),
    post: (text, fields = {}) =>
      call("POST", "/api/v1/statuses", { status: text, visibility: "public", ...fields }),
    reply: (toId, text, fields = {}) => agent.post(text, { in_reply_to_id: toId, ...fields }),
    favourite: (id) => call("POST", `/api/v1/statuses/${id}/favourite`),
    boost: (id) => call("POST", `/api/v1/statuses/${id}/reblog`),
    delete: (id) => call("DELETE", `/api/v1/statuses/${id}`),
    async follow(handle) {
      const found = await call<{ accounts: { id: string }[] }>("GET", "/api/v2/search", {
        q: handle,
        resolve: "true",
        type: "accounts",
      });
      const [account] = found.accounts;
      if (!account) throw new Error(`nobody found as ${handle}`);
      await call("POST", `/api/v1/accounts/${account.id}/follow`);
    },
    notifications: () => call("GET", "/api/v1/notifications"),
    async listOwnStatuses() {
      const { id } = await agent.me();
      return call("GET", `/api/v1/accounts/${id}/statuses`, { limit: "100" });
    },
    context: (id) => call("GET", `/api/v1/statuses/${id}/context`),
  };
  return agent;
}
