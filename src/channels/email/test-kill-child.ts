/** Sends one answer and is killed at some moment of it. Started by `kill.test.ts`; its order is its last argument. */
import { createOutbound } from "../../kernel/outbound.ts";
import type { Act, Session } from "../connector.ts";
import { email } from "./index.ts";

interface Order {
  session: Pick<Session, "account" | "settings" | "credentials">;
  act: Act;
  key: string;
}

const { session, act, key } = JSON.parse(process.argv.at(-1) ?? "") as Order;
const { fetch, socket } = createOutbound({ allow: ["127.0.0.1"] });
const ways = { fetch, socket, signal: new AbortController().signal, now: () => new Date() };
process.send?.("begun");
const target = act.target && { ...act.target, at: new Date(act.target.at) };
await email.outbound?.send({ ...session, ...ways }, { ...act, ...(target ? { target } : {}) }, key);
process.send?.("done");
process.disconnect?.();
