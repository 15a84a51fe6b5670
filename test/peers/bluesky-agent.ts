/**
 * A small Bluesky client for tests: the other party of a conversation, and the witness of what stands on the
 * network. It speaks XRPC directly (https://docs.bsky.app/docs/category/http-reference) so that it shares no
 * code, and no mistake, with the connector that it checks.
 */

/** A record's address and version. */
export interface RecordRef {
  uri: string;
  cid: string;
}
export interface StoredRecord extends RecordRef {
  value: Record<string, unknown>;
}
export interface PostView extends RecordRef {
  author: { did: string; handle: string; displayName?: string };
  record: { text: string; createdAt: string; reply?: ReplyRefs } & Record<string, unknown>;
  replyCount?: number;
  likeCount?: number;
  repostCount?: number;
  embed?: Record<string, unknown>;
}
export interface ThreadView {
  $type: string;
  post: PostView;
  parent?: ThreadView;
  replies?: ThreadView[];
}
export interface NotificationView extends RecordRef {
  reason: string;
  reasonSubject?: string;
  author: { did: string; handle: string };
  record: Record<string, unknown>;
  isRead: boolean;
  indexedAt: string;
}
export interface ReplyRefs {
  root: RecordRef;
  parent: RecordRef;
}

export interface BlueskyAgent {
  did: string;
  /** Of the main account session, for calls that this client does not name. */
  accessJwt: string;
  /** Any XRPC call as this account: `params` makes a GET, `body` a POST (bytes are sent as a blob). */
  call<T>(method: string, input?: Omit<XrpcInput, "token">): Promise<T>;
  post(text: string, extra?: Record<string, unknown>): Promise<RecordRef>;
  /** Answers `parent`; the root is read from the parent's own record. */
  reply(parent: RecordRef, text: string): Promise<RecordRef>;
  quote(subject: RecordRef, text: string): Promise<RecordRef>;
  like(subject: RecordRef): Promise<RecordRef>;
  repost(subject: RecordRef): Promise<RecordRef>;
  follow(did: string): Promise<RecordRef>;
  /** Deletes a record of this account; deleting twice is no error. */
  delete(uri: string): Promise<void>;
  /** Every record of a collection in this account's repository (default posts), oldest first, read from the PDS. */
  listOwnRecords(collection?: string): Promise<StoredRecord[]>;
  /** Needs the AppView, as do the rest. */
  getThread(uri: string): Promise<ThreadView>;
  notifications(): Promise<NotificationView[]>;
  setProfile(profile: { displayName?: string; description?: string }): Promise<void>;
}

export interface XrpcInput {
  params?: Record<string, string | number>;
  body?: object | Uint8Array;
  /** Media type of bytes. */
  type?: string;
  token?: string;
}

/** An XRPC error answer: `status` 400 and `error` "InvalidSwap", for example. */
export class XrpcError extends Error {
  readonly status: number;
  readonly error: string;
  constructor(method: string, status: number, error: string, message: string) {
    super(`${method}: ${status} ${error}: ${message}`);
    this.status = status;
    this.error = error;
  }
}

/** One XRPC call. Throws `XrpcError` for an answer outside 2xx. */
export async function xrpc<T>(service: string, method: string, input: XrpcInput = {}): Promise<T> {
  const url = new URL(`/xrpc/${method}`, service);
  for (const [key, value] of Object.entries(input.params ?? {})) url.searchParams.set(key, String(value));
  const headers: Record<string, string> = {};
  if (input.token) headers.authorization = `Bearer ${input.token}`;
  const init: RequestInit = { headers };
  if (input.body instanceof Uint8Array) {
    headers["content-type"] = input.type ?? "application/octet-stream";
    init.method = "POST";
    init.body = new Uint8Array(input.body);
  } else if (input.body) {
    headers["content-type"] = "application/json";
    init.method = "POST";
    init.body = JSON.stringify(input.body);
  }
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) {
    const answer = text.startsWith("{") ? (JSON.parse(text) as { error?: string; message?: string }) : {};
    throw new XrpcError(method, response.status, answer.error ?? "", answer.message ?? text.slice(0, 300));
  }
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Logs in at a PDS. `identifier`: handle or DID; `password`: main or app password. */
export async function blueskyAgent(
  service: string,
  identifier: string,
  password: string,
): Promise<BlueskyAgent> {
  const session = await xrpc<{ did: string; accessJwt: string }>(
    service,
    "com.atproto.server.createSession",
    {
      body: { identifier, password },
    },
  );
  const { did, accessJwt } = session;
  const call = <T>(method: string, input: Omit<XrpcInput, "token"> = {}): Promise<T> =>
    xrpc<T>(service, method, { ...input, token: accessJwt });
  const create = async (collection: string, fields: Record<string, unknown>): Promise<RecordRef> => {
    const record = { $type: collection, createdAt: new Date().toISOString(), ...fields };
    const { uri, cid } = await call<RecordRef>("com.atproto.repo.createRecord", {
      body: { repo: did, collection, record },
    });
    return { uri, cid };
  };
  const ref = ({ uri, cid }: RecordRef): RecordRef => ({ uri, cid });
  const read = (uri: string): Promise<StoredRecord> => {
    const { repo, collection, rkey } = splitUri(uri);
    return call<StoredRecord>("com.atproto.repo.getRecord", { params: { repo, collection, rkey } });
  };

  return {
    did,
    accessJwt,
    call,
    post: (text, extra = {}) => create("app.bsky.feed.post", { text, ...extra }),
    async reply(parent, text) {
      const above = (await read(parent.uri)).value.reply as ReplyRefs | undefined;
      const reply: ReplyRefs = { root: above?.root ?? ref(parent), parent: ref(parent) };
      return create("app.bsky.feed.post", { text, reply });
    },
    quote: (subject, text) =>
      create("app.bsky.feed.post", { text, embed: { $type: "app.bsky.embed.record", record: ref(subject) } }),
    like: (subject) => create("app.bsky.feed.like", { subject: ref(subject) }),
    repost: (subject) => create("app.bsky.feed.repost", { subject: ref(subject) }),
    follow: (subject) => create("app.bsky.graph.follow", { subject }),
    async delete(uri) {
      await call("com.atproto.repo.deleteRecord", { body: splitUri(uri) });
    },
    async listOwnRecords(collection = "app.bsky.feed.post") {
      const records: StoredRecord[] = [];
      let cursor: string | undefined;
      do {
        const page = await call<{ records: StoredRecord[]; cursor?: string }>(
          "com.atproto.repo.listRecords",
          {
            params: { repo: did, collection, limit: 100, reverse: "true", ...(cursor ? { cursor } : {}) },
          },
        );
        records.push(...page.records);
        cursor = page.records.length > 0 ? page.cursor : undefined;
      } while (cursor);
      return records;
    },
    async getThread(uri) {
      const { thread } = await call<{ thread: ThreadView }>("app.bsky.feed.getPostThread", {
        params: { uri, depth: 100, parentHeight: 100 },
      });
      return thread;
    },
    async notifications() {
      const params = { limit: 100 };
      const answer = await call<{ notifications: NotificationView[] }>(
        "app.bsky.notification.listNotifications",
        { params },
      );
      return answer.notifications;
    },
    async setProfile(profile) {
      const record = { $type: "app.bsky.actor.profile", ...profile };
      await call("com.atproto.repo.putRecord", {
        body: { repo: did, collection: "app.bsky.actor.profile", rkey: "self", record },
      });
    },
  };
}

function splitUri(uri: string): { repo: string; collection: string; rkey: string } {
  const [, , repo, collection, rkey] = uri.split("/");
  if (!repo || !collection || !rkey) throw new Error(`not a record's address: ${uri}`);
  return { repo, collection, rkey };
}
