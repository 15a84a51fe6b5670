/** How a channel is connected, and what its connector works with. */
import type { Words } from "../kernel/errors.ts";
import type { OutboundFetch, OutboundSocket } from "../kernel/outbound.ts";
import type { JsonObject } from "../kernel/result.ts";

/** One field of the form with which a person connects a channel. */
export interface ConnectField {
  name: string;
  label: Words;
  help?: Words;
  type: "text" | "password" | "url" | "email" | "number" | "switch" | "choice";
  /** Of a choice: what may be chosen. None of them: the connector decides. */
  options?: readonly { value: string; label: Words }[];
  required: boolean;
  initial?: string;
  /** Shown only on demand ("more settings"). */
  advanced?: boolean;
}

export interface Account {
  /** The account's stable id on its network (DID, account URL, address, feed URL). Unique per workspace and network. */
  externalId: string;
  handle: string;
  name: string;
  avatarUrl?: string;
  url?: string;
  /** The server this account lives on, e.g. `https://mastodon.example`. */
  server?: string;
}

/** What is sealed in the database. `value` is the connector's own; `expiresAt` tells when to renew ahead of time. */
export interface Credentials {
  value: JsonObject;
  expiresAt?: Date;
}

export type Connecting =
  | { step: "connected"; account: Account; credentials: Credentials; settings: JsonObject }
  /** Send the person to `url`; `state` comes back, sealed, to `finish`. */
  | { step: "redirect"; url: string; state: JsonObject };

/** Everything a connector may use while it works for one channel. */
export interface Session {
  account: Account;
  settings: JsonObject;
  credentials: Credentials;
  fetch: OutboundFetch;
  socket: OutboundSocket;
  /** Aborted when the product stops or the call takes too long. */
  signal: AbortSignal;
  now(): Date;
}

/** The same, before there is a channel. */
export type Visitor = Pick<Session, "fetch" | "socket" | "signal" | "now">;
