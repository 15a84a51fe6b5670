/**
 * Says it, once. The key is the record's own key, made before the first attempt, and `putRecord` with
 * `swapRecord: null` writes only where nothing stands: new or identical → 200, something else there → InvalidSwap.
 */
import { fail, type JsonObject, ok } from "../../kernel/result.ts";
import type { Act, Outbound, Outcome, Receipt, Session } from "../connector.ts";
import { atUri, POST, parseAtUri, postUrl } from "./at-uri.ts";
import { appPassword } from "./credentials.ts";
import { getRecord } from "./hydrate.ts";
import { textAt } from "./json-path.ts";
import { buildRecord, collectionOf } from "./send-record.ts";
import { makeTid, tidTime } from "./tid.ts";
import { ask } from "./xrpc.ts";

export const outbound: Outbound = { proof: "idempotent", key: makeTid, send, find, remove };

async function send(session: Session, act: Act, key: string): Outcome<Receipt> {
  const record = await buildRecord(session, act, key);
  if (!record.ok) {
    // An earlier attempt may have said it before the message it answers was removed.
    if (record.fault.tag !== "refused") return record;
    const said = await find(session, act, key);
    return said.ok && said.value ? ok(said.value) : record;
  }
  const { did } = appPassword(session.credentials);
  const collection = collectionOf(act);
  const put = await ask(session, {
    method: "com.atproto.repo.putRecord",
    body: { repo: did, collection, rkey: key, record: record.value, swapRecord: null },
    acts: true,
  });
  if (put.ok) {
    const uri = textAt(put.value, "uri");
    if (uri !== atUri(did, collection, key))
      return fail({
        tag: "no-answer",
        message: {
          en: "The answer to putRecord was not readable.",
          es: "La respuesta a putRecord no se pudo leer.",
        },
      });
    return ok(receiptOf(session, act, key, put.value));
  }
  if (put.fault.tag !== "refused" || put.fault.code !== "InvalidSwap") return put;
  return alreadyThere(session, act, key, record.value);
}

/** Something stands under our key. It is ours when it says the same to the same message, if not byte by byte. */
async function alreadyThere(session: Session, act: Act, key: string, wanted: JsonObject): Outcome<Receipt> {
  const { did } = appPassword(session.credentials);
  const got = await getRecord(session, atUri(did, collectionOf(act), key));
  if (!got.ok)
    return got.fault.tag === "missing"
      ? fail({
          tag: "no-answer",
          message: { en: "The network contradicts itself.", es: "La red se contradice." },
        })
      : got;
  const stands = got.value.value;
  const same = [["text"], ["reply", "parent", "uri"], ["subject", "uri"]].every(
    (path) => textAt(stands, ...path) === textAt(wanted, ...path),
  );
  if (!same)
    return fail({
      tag: "refused",
      message: { en: "Something else stands in this place already.", es: "En este lugar ya hay otra cosa." },
      code: "InvalidSwap",
    });
  return ok(receiptOf(session, act, key, got.value));
}

/** Our own server knows our records at once, so that “not there” is sure. */
async function find(session: Session, act: Act, key: string): Outcome<Receipt | undefined> {
  const { did } = appPassword(session.credentials);
  const got = await getRecord(session, atUri(did, collectionOf(act), key));
  if (got.ok && textAt(got.value, "uri")) return ok(receiptOf(session, act, key, got.value));
  if (got.ok)
    return fail({
      tag: "unavailable",
      message: {
        en: "The answer to getRecord was not readable.",
        es: "La respuesta a getRecord no se pudo leer.",
      },
    });
  return got.fault.tag === "missing" ? ok(undefined) : got;
}

/** Deleting what is gone already is no fault. */
async function remove(session: Session, externalId: string): Outcome<void> {
  const address = parseAtUri(externalId);
  const { did } = appPassword(session.credentials);
  if (!address || address.repo !== did)
    return fail({
      tag: "refused",
      message: {
        en: "Only what this account said can be taken back.",
        es: "Solo se puede retirar lo que dijo esta cuenta.",
      },
    });
  const done = await ask(session, {
    method: "com.atproto.repo.deleteRecord",
    body: { ...address },
    acts: true,
  });
  return done.ok ? ok(undefined) : done;
}

function receiptOf(session: Session, act: Act, key: string, said: JsonObject): Receipt {
  const { did } = appPassword(session.credentials);
  const collection = collectionOf(act);
  const cid = textAt(said, "cid");
  return {
    externalId: atUri(did, collection, key),
    ...(collection === POST ? { url: postUrl(session.account.handle, key) } : {}),
    at: tidTime(key) ?? session.now(),
    answer: { uri: atUri(did, collection, key), ...(cid ? { cid } : {}) },
  };
}
