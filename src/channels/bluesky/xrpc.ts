/**
 * One XRPC call (https://atproto.com/specs/xrpc) as a value: the answer's JSON as it came, or a fault.
 *
 * `@atproto/api` has a client too. It turns answers into objects of its own (blobs, CIDs), which no longer are the
 * JSON that we keep, refuses a whole page for one odd field, and costs 0.5 s and 65 MB at start.
 */
import { OutboundError, type OutboundInit } from "../../kernel/outbound.ts";
import { fail, type Json, type JsonObject, ok } from "../../kernel/result.ts";
import type { Outcome, Session, Visitor } from "../connector.ts";
import { appPassword } from "./credentials.ts";
import { objectAt } from "./json-path.ts";
import { abandoned, answeredFault, unreadable } from "./xrpc-faults.ts";

export interface Call {
  method: string;
  /** Of a query; a list repeats its name. */
  params?: Record<string, string | number | readonly string[]>;
  /** Makes it a procedure; `empty` is one that takes no input, and servers refuse any that they do not expect. */
  body?: JsonObject | { bytes: Uint8Array; type: string } | "empty";
  token?: string;
  /** What is done counts outside (a post, a deletion): then a missing answer is `no-answer`. Default false. */
  acts?: boolean;
  /** Milliseconds. */
  timeout?: number;
}

/** A call of the channel's account to its own server, which passes on what is the AppView's. */
export function ask(session: Session, call: Omit<Call, "token">): Outcome<JsonObject> {
  const { pds, accessJwt } = appPassword(session.credentials);
  return askService(session, pds, { ...call, token: accessJwt });
}

/** A call to any service. An empty answer is an empty object. Never throws for what a network does. */
export async function askService(ways: Visitor, service: string, call: Call): Outcome<JsonObject> {
  let response: Response;
  let body: string;
  try {
    response = await ways.fetch(callUrl(service, call), callInit(ways, call));
    body = await response.text();
  } catch (error) {
    if (error instanceof OutboundError || ways.signal.aborted)
      return fail(abandoned(error, call.acts === true));
    // A broken body that the guard did not name is still the network's doing; a TypeError of ours is not.
    if (error instanceof Error && error.name === "AbortError")
      return fail(abandoned(error, call.acts === true));
    throw error;
  }
  const said = parse(body);
  if (!response.ok) return fail(answeredFault(ways, response, said, call));
  if (!said) return fail(unreadable(call.method, call.acts === true));
  return ok(said);
}

function callUrl(service: string, { method, params = {} }: Call): URL {
  const url = new URL(`/xrpc/${method}`, service);
  for (const [name, value] of Object.entries(params))
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  return url;
}

function callInit(ways: Visitor, { body, token, timeout }: Call): OutboundInit {
  const headers: Record<string, string> = { accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  const init: OutboundInit = { headers, signal: ways.signal, ...(timeout ? { timeout } : {}) };
  if (!body) return init;
  init.method = "POST";
  if (body === "empty") return init;
  if (body.bytes instanceof Uint8Array) {
    headers["content-type"] = String(body.type);
    init.body = new Uint8Array(body.bytes);
  } else {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  return init;
}

function parse(body: string): JsonObject | undefined {
  if (body === "") return {};
  try {
    return objectAt(JSON.parse(body) as Json);
  } catch {
    return undefined;
  }
}
